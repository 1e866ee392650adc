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
