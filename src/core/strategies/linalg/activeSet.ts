/**
 * Small convex quadratic programs, exactly: minimise ½xᵀQx + qᵀx over x ≥ 0, and where `a` is given over aᵀx = 1 too.
 *
 * The primal active-set method (Lawson & Hanson 1974, ch. 23, on the normal equations): the free variables solve their
 * own linear system; a variable that would turn negative is fixed at zero; the fixed one with the most negative reduced
 * cost is freed, unless that makes the system singular (then it adds nothing that the free ones do not have).
 */

import type { Matrix } from '../strategy.ts';
import { dot, factorise, fill, scatter, submatrix, times } from './linalg.ts';

/** The minimiser of ½xᵀQx + qᵀx over {x ≥ 0} or {x ≥ 0, aᵀx = 1} with a > 0; Q positive semidefinite [m×m]. */
export function minimiseQuadratic(Q: Matrix, q: readonly number[], a?: readonly number[]): number[] {
  const m = q.length;
  const start = a ? bestVertex(Q, q, a) : undefined;
  let free = start ? [start.index] : [];
  let x = start ? scatter(m, free, [start.value]) : fill(m, 0);
  let price = start ? dot(q, x) + dot(x, times(Q, x)) : 0;
  const refused = new Set<number>();

  for (let round = 0; round < 20 * (m + 1); round++) {
    const entering = mostNegative(Q, q, a, x, price, free, refused);
    if (entering === undefined) break;
    const wider = [...free, entering];
    if (!solveFree(Q, q, a, wider)) {
      refused.add(entering);
      continue;
    }
    free = wider;
    for (;;) {
      const solved = solveFree(Q, q, a, free);
      if (!solved) break;
      const blocked = free.filter((_, k) => solved.x[k]! <= 0);
      if (blocked.length === 0) {
        x = scatter(m, free, solved.x);
        price = solved.price;
        if (free.includes(entering)) refused.clear();
        break;
      }
      // Walk from x towards the solution until the first variable reaches zero, and fix it there.
      let reach = 1;
      let first = blocked[0]!;
      for (const i of blocked) {
        const target = solved.x[free.indexOf(i)]!;
        const t = x[i]! <= target ? 0 : x[i]! / (x[i]! - target);
        if (t < reach) {
          reach = t;
          first = i;
        }
      }
      x = x.map((value, i) => {
        const k = free.indexOf(i);
        return k < 0 || i === first ? 0 : Math.max(0, value + reach * (solved.x[k]! - value));
      });
      free = free.filter((i) => i !== first);
      if (first === entering) refused.add(entering);
      if (free.length === 0) break;
    }
  }
  return x;
}

/** The best of the corners e_i / a_i. */
function bestVertex(Q: Matrix, q: readonly number[], a: readonly number[]): { index: number; value: number } {
  let best = { index: 0, value: 1 / a[0]!, cost: Number.POSITIVE_INFINITY };
  for (let i = 0; i < q.length; i++) {
    const value = 1 / a[i]!;
    const cost = value * (0.5 * Q[i]![i]! * value + q[i]!);
    if (cost < best.cost) best = { index: i, value, cost };
  }
  return best;
}

/** The fixed variable whose increase lowers the cost most, beyond rounding. */
function mostNegative(
  Q: Matrix,
  q: readonly number[],
  a: readonly number[] | undefined,
  x: readonly number[],
  price: number,
  free: readonly number[],
  refused: ReadonlySet<number>,
): number | undefined {
  let best: number | undefined;
  let lowest = 0;
  for (let i = 0; i < q.length; i++) {
    if (free.includes(i) || refused.has(i)) continue;
    const priced = a ? price * a[i]! : 0;
    const cost = dot(Q[i]!, x) + q[i]! - priced;
    const rounding =
      1e-14 * (Q[i]!.reduce((s, value, j) => s + Math.abs(value * x[j]!), Math.abs(q[i]!)) + Math.abs(priced));
    const relative = cost / Math.sqrt(Q[i]![i]! || 1);
    if (cost < -rounding && relative < lowest) {
      lowest = relative;
      best = i;
    }
  }
  return best;
}

/** The minimiser over the free variables alone, and the multiplier of aᵀx = 1; undefined where it is not unique. */
function solveFree(
  Q: Matrix,
  q: readonly number[],
  a: readonly number[] | undefined,
  free: readonly number[],
): { x: number[]; price: number } | undefined {
  const block = submatrix(Q, free);
  const linear = free.map((i) => -q[i]!);
  if (!a) {
    const solve = factorise(block);
    return solve && { x: solve(linear), price: 0 };
  }
  // On aᵀx = 1 the term ½κ(aᵀx − 1)² is zero: adding it changes nothing but makes opposite gradients solvable.
  const normal = free.map((i) => a[i]!);
  const kappa = block.reduce((s, row, i) => s + row[i]!, 0) / dot(normal, normal);
  const solve = factorise(block.map((row, i) => row.map((value, j) => value + kappa * normal[i]! * normal[j]!)));
  if (!solve) return undefined;
  const along = solve(normal);
  const base = solve(linear.map((value, i) => value + kappa * normal[i]!));
  const price = (1 - dot(normal, base)) / dot(normal, along);
  return { x: base.map((value, i) => value + price * along[i]!), price };
}
