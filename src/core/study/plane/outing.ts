/** All walks of a setting, one at a time, thinned to what a drawing needs. */
import { endingOf, isAtSet } from './ending.ts';
import type { Pair } from './planeProblem.ts';
import { type Onlooker, type Path, type Walk, walk } from './walk.ts';

/** The most points of a path. */
const drawnPoints = 500;

/** The updates between two points of a path. */
export function drawnEvery(steps: number, points = drawnPoints): number {
  return Math.max(1, Math.ceil(steps / (points - 2)));
}

/** Whether a walk's step is recorded: the first and the last, and evenly between, `points` in all at most. */
export function isDrawn(steps: number, points = drawnPoints): (step: number) => boolean {
  const every = drawnEvery(steps, points);
  return (step) => step % every === 0 || step === steps;
}

export interface Outing {
  readonly strategy: Walk['strategy'];
  readonly path: Path;
  /** Whether it arrives at ten times the rate; asked of the sum where it has not arrived. */
  readonly arrivesFaster?: boolean;
}

/** Walks them in their order. */
export function* outings(walks: readonly Walk[]): Generator<Outing> {
  for (const it of walks) {
    const { strategy } = it;
    const path = pathOf(it);
    if (strategy !== 'sum' || endingOf(path, it).kind === 'arrived') yield { strategy, path };
    else {
      const faster = walk({ ...it, learningRate: 10 * it.learningRate }, isDrawn(it.steps));
      yield { strategy, path, arrivesFaster: endingOf(faster, it).kind === 'arrived' };
    }
  }
}

/** The path to draw. Nash-MTL ends at the front: it has no solution there, and only rounding moves it on. */
export function pathOf(it: Walk, points = drawnPoints, see?: Onlooker['see']): Path {
  const endsAt = (x: Pair, update: Pair) => it.strategy === 'nash-mtl' && isAtSet(x, update, it.problem);
  return walk(it, isDrawn(it.steps, points), { ...(see && { see }), endsAt });
}
