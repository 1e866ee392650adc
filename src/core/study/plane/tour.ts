/** A tour: every chosen strategy from every start of the problem, one walk after the other. */
import { type Ending, endingOf, makeIsOnSet } from './ending.ts';
import { planeOf } from './index.ts';
import { type Outing, pathOf } from './outing.ts';
import type { Pair } from './planeProblem.ts';
import { type PlaneSetting, walksOf } from './setting.ts';

/** The most points of a path in a tour, where many are drawn at once. */
const tourPoints = 200;

/** One walk of a tour. */
export interface Leg extends Outing {
  /** The place of its start among those of the problem. */
  readonly start: number;
  readonly ending: Ending;
  /** The step from which on it stays on the Pareto set, where it ends there. */
  readonly arrivedAt?: number;
}

/** How many walks there are. */
export function legCount({ problem, strategies }: PlaneSetting): number {
  return strategies.length * planeOf(problem).starts.length;
}

/** The legs, all starts of a strategy before the next one. */
export function* tour(setting: PlaneSetting): Generator<Leg> {
  const { starts } = planeOf(setting.problem);
  for (const it of walksOf(setting)) {
    for (const [place, start] of starts.entries()) {
      const isOnSet = makeIsOnSet(it.problem);
      let since: number | undefined;
      const watch = (x: Pair, step: number) => {
        if (!isOnSet(x)) since = undefined;
        else since ??= step;
      };
      const path = pathOf({ ...it, start }, tourPoints, watch);
      const ending = endingOf(path, it);
      const last = path.steps.at(-1) ?? 0;
      const leg = { strategy: it.strategy, start: place, path, ending };
      yield ending.kind === 'arrived' ? { ...leg, arrivedAt: Math.min(since ?? last, last) } : leg;
    }
  }
}
