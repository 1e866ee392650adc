/**
 * Pareto fronts: of points [n][K], all to be minimised. p dominates q if it is no worse anywhere and better somewhere;
 * equal points do not dominate each other and stay, marked.
 */

export interface Standing {
  /** On the front, behind it, or no number somewhere and so out of the comparison. */
  readonly kind: 'front' | 'dominated' | 'excluded';
  /** The first point that equals this one. */
  readonly duplicateOf?: number;
}

/** Whether p dominates q. */
export function dominates(p: readonly number[], q: readonly number[]): boolean {
  return p.every((value, k) => value <= q[k]!) && p.some((value, k) => value < q[k]!);
}

/** Where each point stands among all. */
export function standings(points: readonly (readonly number[])[]): Standing[] {
  const firsts = new Map<string, number>();
  const finite = points.filter((point) => point.every(Number.isFinite));
  return points.map((point, i) => {
    if (!point.every(Number.isFinite)) return { kind: 'excluded' };
    const kind = finite.some((other) => dominates(other, point)) ? 'dominated' : 'front';
    const first = firsts.get(point.join());
    if (first !== undefined) return { kind, duplicateOf: first };
    firsts.set(point.join(), i);
    return { kind };
  });
}

/**
 * Which points of a front in two losses are an optimum of some weights among these points: those on the lower left of
 * their convex hull (Andrew's monotone chain).
 */
export function reachedByWeights(points: readonly (readonly [number, number])[]): boolean[] {
  const order = points.map((_, i) => i).sort((a, b) => points[a]![0] - points[b]![0] || points[a]![1] - points[b]![1]);
  const hull: number[] = [];
  for (const i of order) {
    while (hull.length > 1 && !turnsLeft(points[hull.at(-2)!]!, points[hull.at(-1)!]!, points[i]!)) hull.pop();
    hull.push(i);
  }
  // Behind the lowest point the hull rises: no weights, which are not negative, lead there.
  const lowest = Math.min(...points.map(([, y]) => y));
  const end = hull.findIndex((i) => points[i]![1] === lowest);
  const reached = new Set(hull.slice(0, end + 1));
  return points.map((_, i) => reached.has(i));
}

function turnsLeft(a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

/**
 * On which side of a front of weighted sums a point lies: below, better than the line through the front's points; above; or
 * on it, no further away than `tolerance` in the second loss. Left of the front or lower than all of it is below.
 */
export function sideOfFront(
  [x, y]: readonly [number, number],
  points: readonly (readonly [number, number])[],
  tolerance = 0,
): 'below' | 'on' | 'above' | undefined {
  const kinds = standings(points);
  const front = points.filter((_, i) => kinds[i]?.kind === 'front').sort((a, b) => a[0] - b[0]);
  const [first, last] = [front[0], front.at(-1)];
  if (!first || !last || !Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  if (x < first[0]) return 'below';
  const distance = y - heightAt(x, front, last);
  if (Math.abs(distance) <= tolerance) return 'on';
  return distance < 0 ? 'below' : 'above';
}

/** The front at x, between two of its points on the line through them, behind the last as low as it. */
function heightAt(x: number, front: readonly (readonly [number, number])[], last: readonly [number, number]): number {
  const next = front.findIndex((point) => point[0] >= x);
  const [after, before] = [front[next], front[next - 1]];
  if (!after) return last[1];
  if (!before) return after[1];
  return before[1] + ((after[1] - before[1]) * (x - before[0])) / (after[0] - before[0]);
}
