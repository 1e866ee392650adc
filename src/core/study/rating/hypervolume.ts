/**
 * The hypervolume of points [n][K], all to be minimised: the volume that they dominate below a reference point r. Exact: a
 * sweep for K = 2, slices of it for K = 3, and WFG beyond (While, Bradstreet & Barone 2012, A Fast Way of Calculating Exact
 * Hypervolumes): HV = Σ_i [incl(p_i) − HV(of the later points, each raised to p_i where it is below)].
 *
 * It has the unit of all losses multiplied, so it is given in units of the box from the ideal point to r: 1 is the most
 * there can be. Two hypervolumes can be compared if ideal and r are the same.
 */
import { dominates } from './front.ts';

type Point = readonly number[];

export interface Hypervolume {
  /** In units of the box from ideal to reference, 0…1. */
  readonly share: number;
  /** The points that are beyond the reference, or no number, somewhere: they add nothing. */
  readonly beyond: readonly number[];
}

/** The share of the box from `ideal` to `reference` that the points dominate. Throws where the box is empty. */
export function hypervolumeShare(points: readonly Point[], ideal: Point, reference: Point): Hypervolume {
  const sides = reference.map((value, k) => value - ideal[k]!);
  if (!sides.every((side) => side > 0))
    throw new Error('The reference point must be above the ideal point everywhere.');
  // What is better than the ideal cannot fill more than the box.
  const scaled = points.map((point) => point.map((value, k) => Math.max(0, (value - ideal[k]!) / sides[k]!)));
  const one = sides.map(() => 1);
  return { share: hypervolume(scaled, one), beyond: scaled.flatMap((point, i) => (isInside(point, one) ? [] : [i])) };
}

/** The volume below r that the points dominate, in the product of their units. */
export function hypervolume(points: readonly Point[], reference: Point): number {
  const inside = points.filter((point) => isInside(point, reference));
  if (reference.length === 1) return Math.max(0, ...inside.map((point) => reference[0]! - point[0]!));
  if (reference.length === 2) return area(inside, reference);
  return reference.length === 3 ? slices(inside, reference) : wfg(nonDominated(inside), reference);
}

function isInside(point: Point, reference: Point): boolean {
  return point.every((value, k) => Number.isFinite(value) && value <= reference[k]!);
}

/** Σ (r₁ − x_i)(y_{i−1} − y_i) along the points by x, as y falls. */
function area(points: readonly Point[], [r1, r2]: Point): number {
  let sum = 0;
  let lowest = r2!;
  for (const [x, y] of [...points].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)) {
    if (y! >= lowest) continue;
    sum += (r1! - x!) * (lowest - y!);
    lowest = y!;
  }
  return sum;
}

/** Between two neighbouring values of z the dominated area is that of the points below. */
function slices(points: readonly Point[], reference: Point): number {
  const rising = [...points].sort((a, b) => a[2]! - b[2]!);
  return rising.reduce((sum, point, i) => {
    const height = (rising[i + 1]?.[2] ?? reference[2]!) - point[2]!;
    return height > 0 ? sum + height * area(rising.slice(0, i + 1), reference) : sum;
  }, 0);
}

function wfg(front: readonly Point[], reference: Point): number {
  return front.reduce((sum, point, i) => {
    const own = point.reduce((product, value, k) => product * (reference[k]! - value), 1);
    const raised = front.slice(i + 1).map((later) => later.map((value, k) => Math.max(value, point[k]!)));
    return sum + own - (raised.length > 0 ? wfg(nonDominated(raised), reference) : 0);
  }, 0);
}

/** The points that no other dominates, equal ones once. */
function nonDominated(points: readonly Point[]): Point[] {
  const distinct = [...new Map(points.map((point) => [point.join(), point])).values()];
  return distinct.filter((point) => !distinct.some((other) => dominates(other, point)));
}

/** The ideal point, the least of each loss, and a usual reference point, a tenth beyond the greatest. */
export function usualBox(points: readonly Point[]): { readonly ideal: Point; readonly reference: Point } | undefined {
  const finite = points.filter((point) => point.every(Number.isFinite));
  const [first] = finite;
  if (!first) return undefined;
  const column = (k: number) => finite.map((point) => point[k]!);
  return {
    ideal: first.map((_, k) => Math.min(...column(k))),
    reference: first.map((_, k) => {
      const most = Math.max(...column(k));
      return most + 0.1 * Math.abs(most);
    }),
  };
}
