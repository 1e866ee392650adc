/** How a walk ends: on the Pareto set or off it, at rest or under way. Lengths are shares of the diagonal of the view. */
import { planeOf } from './index.ts';
import { paretoSetOf } from './paretoSetOf.ts';
import type { Pair, PlaneProblem } from './planeProblem.ts';
import type { Path, Walk } from './walk.ts';

/** No farther than this from the Pareto set is on it. */
export const near = 0.005;
/** What moves less than this in the last tenth of its steps is at rest. */
const still = 0.001;

export interface Ending {
  readonly kind: 'arrived' | 'at-rest' | 'under-way' | 'ran-away';
  readonly x: Pair;
  readonly losses: Pair;
  /** From the Pareto set. */
  readonly distance: number;
  /** Strictly within what no weights can reach. */
  readonly isBeyondWeights: boolean;
}

/** Where the path of a walk ends, and how. */
export function endingOf(path: Path, { problem: kind, steps }: Pick<Walk, 'problem' | 'steps'>): Ending {
  const problem = planeOf(kind);
  const size = diagonal(problem);
  const last = path.steps.length - 1;
  const x = pairAt(path.x, last);
  const losses = pairAt(path.losses, last);
  const distance = distanceToSet(x, paretoSetOf(kind));
  const hasArrived = distance <= near * size;
  const [from, to] = problem.beyondWeights ?? [undefined, undefined];
  const isBeyondWeights =
    hasArrived &&
    from !== undefined &&
    distanceToSet(x, [[from, to]]) <= near * size &&
    isInside(x, from, to, near * size);
  if (path.divergedAt !== undefined) return { kind: 'ran-away', x, losses, distance, isBeyondWeights: false };
  if (hasArrived) return { kind: 'arrived', x, losses, distance, isBeyondWeights };
  const before = path.steps.findIndex((step) => step >= 0.9 * steps);
  const moved = lengthBetween(x, pairAt(path.x, before < 0 ? last : before));
  return { kind: moved <= still * size ? 'at-rest' : 'under-way', x, losses, distance, isBeyondWeights };
}

/**
 * A function that says of one point of a walk after the other whether it is on the Pareto set: as `endingOf` would, but
 * quickly, since the next point is near the last one.
 */
export function makeIsOnSet(kind: Walk['problem']): (x: Pair) => boolean {
  const reach = near * diagonal(planeOf(kind));
  const segments = paretoSetOf(kind).flatMap((curve) =>
    curve.length === 1 ? [[curve[0]!, curve[0]!] as const] : curve.slice(1).map((end, i) => [curve[i]!, end] as const),
  );
  const points = segments.flat();
  const bound = (i: 0 | 1, side: 1 | -1) =>
    side * points.reduce((most, point) => Math.max(most, side * point[i]), Number.NEGATIVE_INFINITY) + side * reach;
  const [left, right, low, high] = [bound(0, -1), bound(0, 1), bound(1, -1), bound(1, 1)];
  let last = 0;
  return (x) => {
    if (!(x[0] >= left && x[0] <= right && x[1] >= low && x[1] <= high)) return false;
    if (distanceToSegment(x, ...segments[last]!) <= reach) return true;
    const found = segments.findIndex(([from, to]) => distanceToSegment(x, from, to) <= reach);
    if (found >= 0) last = found;
    return found >= 0;
  };
}

/** Whether a point is no farther from the Pareto set than the update that follows is long. */
export function isAtSet(x: Pair, update: Pair, kind: Walk['problem']): boolean {
  return distanceToSet(x, paretoSetOf(kind)) <= Math.hypot(...update);
}

/** Row i of pairs that lie one after the other. */
export function pairAt(pairs: Float64Array, i: number): Pair {
  return [pairs[2 * i] ?? Number.NaN, pairs[2 * i + 1] ?? Number.NaN];
}

/** The distance from x to the nearest point of curves given by their points. */
export function distanceToSet(x: Pair, curves: readonly (readonly Pair[])[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const curve of curves) {
    curve.forEach((point, i) => {
      least = Math.min(least, distanceToSegment(x, curve[i - 1] ?? point, point));
    });
  }
  return least;
}

function distanceToSegment(x: Pair, a: Pair, b: Pair): number {
  const along: Pair = [b[0] - a[0], b[1] - a[1]];
  const squared = along[0] ** 2 + along[1] ** 2;
  const t = squared > 0 ? ((x[0] - a[0]) * along[0] + (x[1] - a[1]) * along[1]) / squared : 0;
  const clamped = Math.min(1, Math.max(0, t));
  return lengthBetween(x, [a[0] + clamped * along[0], a[1] + clamped * along[1]]);
}

function isInside(x: Pair, from: Pair, to: Pair, margin: number): boolean {
  return lengthBetween(x, from) > margin && lengthBetween(x, to) > margin;
}

function lengthBetween(a: Pair, b: Pair): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function diagonal({ view }: PlaneProblem): number {
  return lengthBetween(view.low, view.high);
}
