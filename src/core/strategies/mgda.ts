/**
 * MGDA, the multiple-gradient descent algorithm (Désidéri 2012; Sener & Koltun 2018): the shortest vector in the convex
 * hull of the gradients. It has an inner product of at least |d|² with each of them, so no loss rises to first order.
 *
 *   w = argmin {|Jᵀw|² : w ≥ 0, Σw = 1},   d = Jᵀw
 *
 * Exact for any m: with y_i = v_i|g_i| and a_i = min|g| / |g_i|, the solution v of min {|Jᵀv|² + (1·v − 1)² : v ≥ 0} is
 * that of a well-scaled quadratic program in the cosines, and w = v / Σv. (TorchJD's Frank–Wolfe is up to 29 % off;
 * LibMTL stops at 0.999/0.001 instead of the corners.)
 * Normalisation: the rows are first divided by |g_i| (l2), L_i (loss) or both (loss+), and d is the shortest vector of
 * *those* rows, as in LibMTL, so the promise above holds; weights are w_i over the divisor. (The authors' code applies w to
 * the undivided gradients, where it need not hold.)
 * Where it is undefined: with zero gradients they share the weight and d = 0; a loss of zero is divided by 1e-30.
 */
import { choice, group } from '../fields.ts';
import { minimiseQuadratic } from './linalg/activeSet.ts';
import { type Cosines, cosinesOf, fill, gramianOf, submatrix, sum } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d = the min-norm point of the hull of the gradients. */
export const mgda = defineStrategy({
  kind: 'mgda',
  label: 'MGDA',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    normalisation: choice({
      label: 'Normalisation',
      help: 'What each gradient is divided by before the shortest vector is sought.',
      default: 'none',
      choices: [
        { value: 'none', label: 'none' },
        { value: 'l2', label: 'its length' },
        { value: 'loss', label: 'its loss' },
        { value: 'loss+', label: 'loss times length' },
      ],
    }),
  }),
  formula: String.raw`d=J^\top w,\quad w=\arg\min_{w\in\Delta}\lVert J^\top w\rVert^2`,
  help: 'The shortest vector between the gradients: no loss gets worse, and when it is zero nothing can improve all of them. It misleads because the smallest gradient rules: a loss that is nearly done stops all the others.',
  sentence: () =>
    'MGDA takes the shortest vector in the hull of the gradients, because none of them points against it; where it is zero, nothing can improve all losses.',
  paper: {
    authors: 'O. Sener, V. Koltun',
    year: 2018,
    title: 'Multi-Task Learning as Multi-Objective Optimization',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/1810.04650',
  },
  init: () => null,
  weigh(measured, _, { normalisation }) {
    const split = cosinesOf(gramianOf(measured));
    const divisors = split.norms.map((norm, i) => {
      const loss = Math.max(Math.abs(measured.losses[i]!), 1e-30);
      if (normalisation === 'l2') return norm || 1;
      if (normalisation === 'loss') return loss;
      return normalisation === 'loss+' ? loss * (norm || 1) : 1;
    });
    const norms = split.norms.map((norm, i) => norm / divisors[i]!);
    const weights = minNormWeights({ ...split, norms });
    return { weights: weights.map((weight, i) => weight / divisors[i]!), state: null };
  },
});

/** The weights of the shortest vector in the convex hull of rows with these lengths and cosines. */
export function minNormWeights({ norms, cosines, alive }: Cosines): number[] {
  const m = norms.length;
  if (alive.length < m) return norms.map((norm) => (norm > 0 ? 0 : 1 / (m - alive.length)));
  if (m === 2) return minNormOfTwo(norms[0]!, norms[1]!, cosines[0]![1]!);
  const shortest = Math.min(...norms);
  const a = norms.map((norm) => shortest / norm);
  const Q = submatrix(cosines, alive).map((row, i) => row.map((value, j) => value + a[i]! * a[j]!));
  const y = minimiseQuadratic(
    Q,
    a.map((value) => -value),
  );
  const v = y.map((value, i) => value * a[i]!);
  const total = sum(v);
  return total > 0 ? v.map((value) => value / total) : fill(m, 1 / m);
}

/** The same for two rows, in closed form: with ρ = shorter / longer, their weights are as 1 − ρ·cos to max(0, ρ(ρ − cos)). */
function minNormOfTwo(first: number, second: number, cosine: number): number[] {
  const ratio = Math.min(first, second) / Math.max(first, second);
  const shorter = 1 - ratio * cosine;
  const longer = Math.max(0, ratio * (ratio - cosine));
  const total = shorter + longer;
  // Two equal rows are one.
  const share = total > 0 ? longer / total : 0;
  return first <= second ? [1 - share, share] : [share, 1 - share];
}
