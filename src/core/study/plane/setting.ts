/** What a person sets on the plane: a problem, strategies and how they step. It becomes one walk a strategy. */
import { defaultsOf, group, integer, number, type Values } from '../../fields.ts';
import { optimizerKinds } from '../../optimizers.ts';
import type { StrategyKind } from '../../strategies/index.ts';
import type { PlaneOptimizer } from './descent.ts';
import { type PlaneKind, planeOf } from './index.ts';
import type { Pair, PlaneProblem } from './planeProblem.ts';
import { usualOptions } from './usualOptions.ts';
import type { Walk } from './walk.ts';

export interface PlaneSetting {
  readonly problem: PlaneKind;
  readonly problemOptions: Values<PlaneProblem['options']>;
  readonly strategies: readonly StrategyKind[];
  readonly faders: Pair;
  readonly start: Pair;
  readonly optimizer: PlaneOptimizer['kind'];
  readonly learningRate: number;
  readonly steps: number;
}

const fader = (index: string) =>
  number({
    label: `Fader of ${index}`,
    help: 'Scales the loss, or is its share of the preference, as the strategy reads it.',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
  });

export const planeFields = group({
  learningRate: number({
    label: 'Rate',
    help: 'How far an update goes along what the strategy and the optimizer make of the gradients.',
    default: 0.01,
    min: 1e-5,
    max: 10,
    scale: 'log',
  }),
  steps: integer({
    label: 'Steps',
    help: 'Updates of every walk.',
    default: 1000,
    min: 10,
    max: 100_000,
    scale: 'log',
  }),
  first: fader('L₁'),
  second: fader('L₂'),
});

/** The optimizer at its defaults, with the ε of Adam that the papers of the plane use (1e-8, PyTorch). */
export function planeOptimizer(kind: PlaneOptimizer['kind']): PlaneOptimizer {
  switch (kind) {
    case 'sgd':
      return { kind, ...defaultsOf(optimizerKinds.sgd.params) };
    case 'momentum':
      return { kind, ...defaultsOf(optimizerKinds.momentum.params) };
    case 'adam':
      return { kind, ...defaultsOf(optimizerKinds.adam.params), epsilon: 1e-8 };
    default:
      return kind satisfies never;
  }
}

/** The problem with what it was published with, from its first start. */
export function usualSetting(kind: PlaneKind): Omit<PlaneSetting, 'strategies' | 'faders'> {
  const { options, starts, usual } = planeOf(kind);
  const optimizer = usual.optimizer === 'adam' || usual.optimizer === 'momentum' ? usual.optimizer : 'sgd';
  const { learningRate, steps } = usual;
  return { problem: kind, problemOptions: defaultsOf(options), start: starts[0]!, optimizer, learningRate, steps };
}

/** The walk of each strategy, all from the same start and with the same draws. */
export function walksOf(setting: PlaneSetting): Walk[] {
  const { strategies, optimizer, ...common } = setting;
  return strategies.map((strategy) => ({
    ...common,
    strategy,
    strategyOptions: usualOptions(strategy),
    optimizer: planeOptimizer(optimizer),
    seed: 1,
  }));
}
