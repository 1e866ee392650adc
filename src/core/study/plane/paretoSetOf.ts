/** The Pareto set of a problem, found once: a drag asks for it at every move. */
import { type PlaneKind, planeOf } from './index.ts';
import type { Pair } from './planeProblem.ts';

/** Points of the curves, in all. */
const points = 201;

const known = new Map<PlaneKind, readonly (readonly Pair[])[]>();

/** The curves of the set; the same object every time. */
export function paretoSetOf(kind: PlaneKind): readonly (readonly Pair[])[] {
  const set = known.get(kind) ?? planeOf(kind).paretoSet(points);
  known.set(kind, set);
  return set;
}
