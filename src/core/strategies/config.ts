/**
 * ConFIG, conflict-free inverse gradients (Liu Q., Chu & Thuerey 2024): the direction with equal, positive cosines to all
 * gradients, as long as the gradients' projections onto it.
 *
 *   U = unit rows,  e = unit(U⁺1),  d = (Σ g_i·e) e
 *
 * U⁺1 = UᵀC⁺1 lies in the span of the rows, so the Gramian is enough: with v = C⁺1 and n² = vᵀCv the weights are
 * (Σ_j |g_j|(Cv)_j / n²) v_i/|g_i|. Where it is undefined: zero gradients are dropped; where the direction vanishes
 * (opposite gradients: rounding noise in TorchJD) the update is zero.
 */
import { group } from '../fields.ts';
import { cosinesOf, dot, fill, gramianOf, pseudoSolve, scatter, submatrix, times } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d = (Σ g_i·e) e with e at equal angles to all gradients. */
export const config = defineStrategy({
  kind: 'config',
  label: 'ConFIG',
  family: 'gradients',
  needs: 'gramian',
  reads: 'scale',
  options: group({}),
  formula: String.raw`d=\Bigl(\sum_i g_i\cdot e\Bigr)e,\quad e=\frac{U^{+}\mathbf 1}{\lVert U^{+}\mathbf 1\rVert},\ U_i=\frac{g_i}{\lVert g_i\rVert}`,
  help: 'Finds the one direction that makes the same acute angle with every gradient. It misleads when gradients nearly oppose each other: that direction is then almost at right angles to all of them, and little is gained.',
  sentence: () => 'ConFIG takes the one direction that makes the same angle with every gradient, so no length rules.',
  paper: {
    authors: 'Q. Liu, M. Chu, N. Thuerey',
    year: 2024,
    title: 'ConFIG: Towards Conflict-free Training of Physics Informed Neural Networks',
    venue: 'arXiv',
    url: 'https://arxiv.org/abs/2408.11104',
  },
  init: () => null,
  weigh(measured) {
    const { norms, cosines, alive } = cosinesOf(gramianOf(measured));
    const C = submatrix(cosines, alive);
    const v = pseudoSolve(C, fill(alive.length, 1), measured.precision);
    const inner = times(C, v);
    const squared = dot(v, inner);
    if (!(squared > 1e-12)) return { weights: fill(norms.length, 0), state: null };
    const lengths = alive.map((i) => norms[i]!);
    const size = dot(lengths, inner) / squared;
    const weights = v.map((value, k) => (size * value) / lengths[k]!);
    return { weights: scatter(norms.length, alive, weights), state: null };
  },
});
