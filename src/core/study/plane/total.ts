/** What is minimised at a point of the plane: the strategy's own total where that is one function, else Σ faderᵢ·Lᵢ. */
import { makeRandom } from '../../random.ts';
import { type StrategyKind, strategies } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { planeOf } from './index.ts';
import type { Pair } from './planeProblem.ts';
import type { PlaneSetting } from './setting.ts';
import { usualOptions } from './usualOptions.ts';

/** Strategies whose total is the same function of the losses at every step, and not their sum. */
export const ownTotals: ReadonlySet<StrategyKind> = new Set<StrategyKind>([
  'gls',
  'tchebycheff',
  'smooth-tchebycheff',
  'pbi',
]);

type Setting = Pick<PlaneSetting, 'problem' | 'problemOptions' | 'faders'>;

/** The total as a function of x. */
export function totalOf({ problem, problemOptions, faders }: Setting, kind: StrategyKind = 'sum'): (x: Pair) => number {
  const { at, lowest } = planeOf(problem);
  if (!ownTotals.has(kind)) {
    return (x) => {
      const { losses } = at(x, problemOptions);
      return faders[0] * losses[0] + faders[1] * losses[1];
    };
  }
  const strategy: Strategy = strategies[kind];
  const options = usualOptions(kind);
  const state = strategy.init(2, options);
  const least: Pair = strategy.needsPositive ? lowest(problemOptions) : [0, 0];
  const scale: Pair = strategy.reads === 'scale' ? faders : [1, 1];
  const sum = faders[0] + faders[1];
  const measured = {
    preference: [faders[0] / sum, faders[1] / sum],
    step: 0,
    stepsPerEpoch: 1,
    random: makeRandom(1),
  };
  return (x) => {
    const { losses } = at(x, problemOptions);
    const shown = [scale[0] * (losses[0] - least[0]), scale[1] * (losses[1] - least[1])];
    return strategy.weigh({ ...measured, losses: shown }, state, options).total ?? Number.NaN;
  };
}
