/**
 * CAGrad, conflict-averse gradient descent (Liu B. et al. 2021): the direction near the mean gradient g₀ that helps the
 * worst-off loss most.
 *
 *   max_d min_i g_i·d  s.t. |d − g₀| ≤ c|g₀|;   dual: w = argmin_{w∈Δ} g_w·g₀ + c|g₀||g_w|,   d = g₀ + c|g₀| g_w/|g_w|
 *
 * Solved exactly for any m: |g_w| = min_t (|g_w|²/t + t)/2 makes the dual a quadratic program for each t and a monotone
 * equation in t alone, all in cosines (y_i = w_i|g_i|); for two losses there is a closed form. LibMTL divides d by 1 + c² (`squared`) or 1 + c (`linear`);
 * the paper and TorchJD do not (`none`). LibMTL's solver stops early on short gradients and TorchJD returns zero below
 * absolute thresholds; there are none here. c = 0 is the mean; c → ∞ turns to MGDA's direction.
 * Where it is undefined: g_w = 0 has no direction, and the update is zero, as in TorchJD. This happens where no direction
 * near g₀ helps every loss: for c ≥ 1 at Pareto-stationary points, and (for any c) beside a zero gradient unless the
 * others conflict. With g₀ = 0 the update is g₀.
 */
import { choice, group, number } from '../fields.ts';
import { minimiseQuadratic } from './linalg/activeSet.ts';
import { cosinesOf, dot, fill, gramianOf, scatter, submatrix, sum, times } from './linalg/linalg.ts';
import { minNormWeights } from './mgda.ts';
import { defineStrategy, type Matrix } from './strategy.ts';

/** d = g₀ + c|g₀| g_w/|g_w|. */
export const cagrad = defineStrategy({
  kind: 'cagrad',
  label: 'CAGrad',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    c: number({
      label: 'Conflict aversion c',
      help: '0 is the mean gradient; the larger, the nearer to MGDA.',
      default: 0.5,
      min: 0,
      max: 10,
      step: 0.05,
    }),
    rescale: choice({
      label: 'Rescale',
      help: 'Divides the update, so that its length does not grow with c.',
      default: 'none',
      choices: [
        { value: 'none', label: 'as in the paper' },
        { value: 'squared', label: 'by 1 + c²' },
        { value: 'linear', label: 'by 1 + c' },
      ],
    }),
  }),
  formula: String.raw`d=g_0+c\,\lVert g_0\rVert\,\frac{g_w}{\lVert g_w\rVert},\quad w=\arg\min_{w\in\Delta} g_w\cdot g_0+c\,\lVert g_0\rVert\lVert g_w\rVert`,
  help: 'Stays near the mean gradient and, within that ball, helps the loss that gains least. It misleads if you compare it at one learning rate: the mean is m times shorter than the sum, and c makes it longer again.',
  sentence: ({ c }) =>
    c === 0
      ? 'CAGrad with c = 0 is the mean of the gradients, each times its fader.'
      : 'CAGrad stays near the mean gradient and, within that ball, helps most the loss that gains least.',
  paper: {
    authors: 'B. Liu, X. Liu, X. Jin, P. Stone, Q. Liu',
    year: 2021,
    title: 'Conflict-Averse Gradient Descent for Multi-task Learning',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/2110.14048',
  },
  init: () => null,
  weigh(measured, _, { c, rescale }) {
    const gramian = gramianOf(measured);
    const divisor = rescale === 'squared' ? 1 + c * c : rescale === 'linear' ? 1 + c : 1;
    return { weights: conflictAverse(gramian, c).map((weight) => weight / divisor), state: null };
  },
});

function conflictAverse(gramian: Matrix, c: number): number[] {
  const m = gramian.length;
  const mean = fill(m, 1 / m);
  const { norms, cosines, alive } = cosinesOf(gramian);
  if (alive.length === 0 || (c === 0 && alive.length === m)) return mean;
  const longest = Math.max(...norms);
  const C = submatrix(cosines, alive);
  const relative = alive.map((i) => norms[i]! / longest);
  const mixed = times(C, relative);
  const meanLength = Math.sqrt(Math.max(dot(relative, mixed), 0));
  if (meanLength <= 1e-12) return mean;
  // β_i = cos(g_i, g₀); in units of the shortest gradient, y on the simplex aᵀy = 1.
  const beta = mixed.map((value) => value / meanLength);
  const shortest = Math.min(...relative);
  const a = relative.map((length) => shortest / length);
  const y = c === 0 ? fill(alive.length, 0) : (steepestOfTwo(C, beta, relative, c) ?? steepest(C, beta, a, c));
  const length = Math.sqrt(Math.max(dot(y, times(C, y)), 0));
  const value = c === 0 ? Math.min(...beta) : dot(beta, y) + c * length;
  if (alive.length < m && value >= 0) return fill(m, 0);
  if (c === 0) return mean;
  if (length <= 1e-12 * sum(y)) return fill(m, 0);
  const extra = scatter(m, alive, y).map((part, i) =>
    part === 0 ? 0 : ((c * meanLength) / m) * (part / length) * (longest / norms[i]!),
  );
  return mean.map((value, i) => value + extra[i]!);
}

/**
 * The direction of argmin for two gradients, in closed form: at the angle θ from g₁ at which both losses gain the same from
 * d, n₁(β₁ + c·cos θ) = n₂(β₂ + c·cos(ω − θ)) with ω between the gradients; or along the one whose loss gains least even so.
 */
function steepestOfTwo(
  C: Matrix,
  [b1, b2]: readonly number[],
  [n1, n2, third]: readonly number[],
  c: number,
): number[] | undefined {
  if (b1 === undefined || b2 === undefined || n1 === undefined || n2 === undefined || third !== undefined)
    return undefined;
  const cosine = C[0]![1]!;
  if (n1 * (b1 + c) <= n2 * (b2 + c * cosine)) return [1, 0];
  if (n2 * (b2 + c) <= n1 * (b1 + c * cosine)) return [0, 1];
  const sine = Math.sqrt((1 - cosine) * (1 + cosine));
  const [across, along] = [n2 * sine, n1 - n2 * cosine];
  const share = (n2 * b2 - n1 * b1) / c / Math.sqrt(across * across + along * along);
  const theta = Math.acos(Math.min(1, Math.max(-1, share))) - Math.atan2(across, along);
  const omega = Math.atan2(sine, cosine);
  return [Math.max(0, Math.sin(omega - theta)), Math.max(0, Math.sin(theta))];
}

/** argmin βᵀy + c√(yᵀCy) over {y ≥ 0, aᵀy = 1}. */
function steepest(C: Matrix, beta: readonly number[], a: readonly number[], c: number): number[] {
  const solve = (t: number) =>
    minimiseQuadratic(
      C.map((row) => row.map((value) => (c / t) * value)),
      beta,
      a,
    );
  const lengthOf = (y: readonly number[]) => Math.sqrt(Math.max(dot(y, times(C, y)), 0));
  const norms = a.map((value) => 1 / value);
  const hull = minNormWeights({ norms, cosines: C, alive: a.map((_, i) => i) }).map((w, i) => w * norms[i]!);
  // |g_w(t)|/t falls from above one to below it between the shortest and the longest vector of the hull.
  let high = Math.log(Math.max(...norms) * 2);
  let low = Math.log(Math.max(lengthOf(hull) / 2, Math.exp(high) * 1e-13));
  for (let round = 0; round < 70 && high - low > 1e-15 * Math.abs(high); round++) {
    const middle = (low + high) / 2;
    if (lengthOf(solve(Math.exp(middle))) > Math.exp(middle)) low = middle;
    else high = middle;
  }
  return solve(Math.exp((low + high) / 2));
}
