/**
 * IMTL-G, the gradient half of impartial multi-task learning (Liu L. et al. 2021): the combination whose projections onto
 * all unit gradients are equal.
 *
 *   d·g_i/|g_i| the same for every i, Σw = 1:   w_i ∝ (C⁻¹1)_i / |g_i|
 *
 * The cosine form is exact for any lengths (TorchJD's pseudo-inverse of G drops the small task when lengths differ by 1e9;
 * LibMTL raises on parallel rows). Weights may be negative or large. Where it is undefined: of a rank-deficient C the
 * pseudo-inverse is taken; a zero gradient gets the weight zero; where the weights sum to zero (opposite gradients, a
 * stationary point) the update is zero, as in TorchJD.
 */
import { group } from '../fields.ts';
import { cosinesOf, fill, gramianOf, pseudoSolve, scatter, submatrix, sum } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d with equal projections on all gradients. */
export const imtlG = defineStrategy({
  kind: 'imtl-g',
  label: 'IMTL-G',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({}),
  formula: String.raw`d\cdot\frac{g_i}{\lVert g_i\rVert}\ \text{equal for all } i,\quad \sum_i w_i=1`,
  help: 'Chooses the update that every gradient, whatever its length, sees from the same angle. It misleads when gradients nearly oppose each other: the weights become huge or negative.',
  sentence: () =>
    'IMTL-G takes the combination that projects equally onto every unit gradient, so no length rules; a weight may be negative.',
  paper: {
    authors: 'L. Liu, Y. Li, Z. Kuang, J.-H. Xue, Y. Chen, W. Yang, Q. Liao, W. Zhang',
    year: 2021,
    title: 'Towards Impartial Multi-task Learning',
    venue: 'ICLR',
    url: 'https://openreview.net/forum?id=IMPnRXEWpvr',
  },
  init: () => null,
  weigh(measured) {
    const { norms, cosines, alive } = cosinesOf(gramianOf(measured));
    const m = norms.length;
    if (alive.length === 0) return { weights: fill(m, 0), state: null };
    const shortest = Math.min(...alive.map((i) => norms[i]!));
    const balanced = pseudoSolve(submatrix(cosines, alive), fill(alive.length, 1), measured.precision);
    const v = balanced.map((value, k) => (value * shortest) / norms[alive[k]!]!);
    const total = sum(v);
    const size = v.reduce((value, item) => value + Math.abs(item), 0);
    const isBalanced = size > 1e-10 && Math.abs(total) > 1e-12 * size;
    const weights = isBalanced ? v.map((value) => value / total) : fill(v.length, 0);
    return { weights: scatter(m, alive, weights), state: null };
  },
});
