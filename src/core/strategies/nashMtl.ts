/**
 * Nash-MTL (Navon et al. 2022): the Nash bargaining solution, the update that maximises the product of what each loss gains.
 *
 *   Gα = 1/α elementwise, α > 0,   d = Jᵀα,   then |d| is clipped to maxNorm
 *
 * Solved by Newton's method to rounding (see balance.ts). LibMTL and TorchJD iterate a convex approximation that often
 * returns α = 1 unconverged; the paper's equation decides. |Jᵀα| is √m by itself. Where it is undefined: zero gradients get
 * the weight zero; at a Pareto-stationary point (no solution) α is bounded and d is nearly zero.
 */
import { group, number } from '../fields.ts';
import { solveBalance } from './balance.ts';
import { cosinesOf, dot, fill, gramianOf, scatter, times } from './linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d = Jᵀα with Gα = 1/α. */
export const nashMtl = defineStrategy({
  kind: 'nash-mtl',
  label: 'Nash-MTL',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    maxNorm: number({
      label: 'Longest update',
      help: 'The update is cut to this length; 0 leaves it as it is.',
      default: 1,
      min: 0,
      max: 100,
    }),
  }),
  formula: String.raw`d=J^\top\alpha,\quad JJ^\top\alpha=1/\alpha`,
  help: 'Treats the losses as players who bargain: every loss gains the same in proportion to its weight, and units cancel. It misleads through its length: the update is as long far from the optimum as near it, so the learning rate has to fall.',
  paper: {
    authors: 'A. Navon, A. Shamsian, I. Achituve, H. Maron, K. Kawaguchi, G. Chechik, E. Fetaya',
    year: 2022,
    title: 'Multi-Task Learning as a Bargaining Game',
    venue: 'ICML',
    url: 'https://arxiv.org/abs/2202.01017',
  },
  init: () => null,
  weigh(measured, _, { maxNorm }) {
    const split = cosinesOf(gramianOf(measured));
    const { norms, cosines, alive } = split;
    if (alive.length === 0) return { weights: fill(norms.length, 0), state: null };
    const alpha = solveBalance(split, 1);
    const y = scatter(
      norms.length,
      alive,
      alive.map((i) => alpha[i]! * norms[i]!),
    );
    const length = Math.sqrt(Math.max(dot(y, times(cosines, y)), 0));
    const cut = maxNorm > 0 && length > maxNorm ? maxNorm / length : 1;
    return { weights: alpha.map((value) => value * cut), state: null };
  },
});
