/**
 * The balance equation of Nash-MTL and FairGrad: x > 0 with (Gx)_i = x_i^(−1/α).
 *
 * It is the optimality condition of a strictly convex problem, min ½xᵀGx − Σφ(x_i) with φ' = x^(−1/α), solved by a damped
 * Newton method on y_i = x_i|g_i|, so that only cosines and |g_i|^(1/α−1) appear. Quadratic convergence: rounding level
 * within some ten steps. At a Pareto-stationary point there is no finite solution; a ridge on the diagonal of C bounds it,
 * of 1e-9 or what makes a Gramian from a device definite.
 */
import { type Cosines, dot, factorise, scatter, submatrix, times } from './linalg.ts';

/** The solution x; zero where the gradient is zero. `precision` is that of the cosines. */
export function solveBalance({ norms, cosines, alive }: Cosines, alpha: number, precision = 0): number[] {
  const ridge = Math.max(1e-9, precision * alive.length);
  if (alpha === 1 && alive.length === 2) {
    // y₁² + y₁y₂·cos = y₂² + y₁y₂·cos = 1: the two are equal.
    const [i, j] = [alive[0]!, alive[1]!];
    const y = 1 / Math.sqrt(1 + ridge + cosines[i]![j]!);
    return scatter(norms.length, alive, [y / norms[i]!, y / norms[j]!]);
  }
  const C = submatrix(cosines, alive).map((row, i) => row.map((value, j) => (i === j ? value + ridge : value)));
  const logs = alive.map((i) => Math.log(norms[i]!) * (1 / alpha - 1));
  const pull = (y: readonly number[]) => y.map((value, i) => Math.exp(logs[i]! - Math.log(value) / alpha));
  const slope = (y: readonly number[]) => {
    const right = pull(y);
    return times(C, y).map((value, i) => value - right[i]!);
  };

  // The solution if all gradients were orthogonal.
  let y = logs.map((log) => Math.exp(log / (1 + 1 / alpha)));
  let gradient = slope(y);
  for (let round = 0; round < 200; round++) {
    const right = pull(y);
    if (gradient.every((value, i) => Math.abs(value) <= 1e-14 * right[i]!)) break;
    const hessian = C.map((row, i) => row.map((value, j) => (i === j ? value + right[i]! / (alpha * y[i]!) : value)));
    const step = factorise(hessian)?.(gradient.map((value) => -value));
    if (!step) break;
    const start = dot(gradient, step);
    // At most nearly to the boundary, and no further than the line's minimum.
    let reach = Math.min(1, ...step.map((value, i) => (value < 0 ? (0.95 * y[i]!) / -value : 1)));
    let next = y;
    for (let halving = 0; halving < 60; halving++) {
      next = y.map((value, i) => value + reach * step[i]!);
      gradient = slope(next);
      const end = dot(gradient, step);
      if (Number.isFinite(end) && end <= -0.1 * start) break;
      reach /= 2;
    }
    const moved = Math.max(...next.map((value, i) => Math.abs(value - y[i]!) / y[i]!));
    y = next;
    if (moved < 1e-15) break;
  }
  return scatter(
    norms.length,
    alive,
    y.map((value, k) => value / norms[alive[k]!]!),
  );
}
