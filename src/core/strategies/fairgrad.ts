/**
 * FairGrad (Ban & Ji 2024): α-fair allocation of the descent among the losses.
 *
 *   (Gx)_i = x_i^(−1/α), x > 0,   d = Jᵀx
 *
 * α = 1 is Nash-MTL without clipping; α → 0 is the sum; α → ∞ gives every loss the same descent g_i·d. Solved by Newton's
 * method to rounding (see balance.ts); LibMTL and TorchJD stop a least-squares search early on short gradients. At α = 0,
 * and below 1e-6, where 1/α swallows every other number, the weights are one, the limit of the equation (TorchJD: 1/m).
 * Where it is undefined: as in Nash-MTL.
 */
import { group, number } from '../fields.ts';
import { solveBalance } from './linalg/balance.ts';
import { cosinesOf, fill, gramianOf } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** An α below this is 0. */
const smallestAlpha = 1e-6;

/** d = Jᵀx with (Gx)_i = x_i^(−1/α). */
export const fairgrad = defineStrategy({
  kind: 'fairgrad',
  label: 'FairGrad',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    alpha: number({
      label: 'Fairness α',
      help: '0: the sum; 1: proportional (Nash); large: the same descent for every loss.',
      default: 1,
      min: 0,
      max: 10,
      step: 0.1,
    }),
  }),
  formula: String.raw`d=J^\top x,\quad (JJ^\top x)_i=x_i^{-1/\alpha}`,
  help: 'One dial from utility to equality: how much a loss that gains little is favoured. It misleads near a stationary point, where the weights explode and the update with them.',
  sentence: ({ alpha }) =>
    alpha === 0
      ? 'FairGrad with α = 0 is the weighted sum.'
      : 'FairGrad shares out the descent among the losses: the larger α, the more it favours the one that gains least.',
  paper: {
    authors: 'H. Ban, K. Ji',
    year: 2024,
    title: 'Fair Resource Allocation in Multi-Task Learning',
    venue: 'ICML',
    url: 'https://arxiv.org/abs/2402.15638',
  },
  init: () => null,
  weigh(measured, _, { alpha }) {
    const split = cosinesOf(gramianOf(measured));
    const m = split.norms.length;
    if (split.alive.length === 0) return { weights: fill(m, 0), state: null };
    return {
      weights: alpha < smallestAlpha ? fill(m, 1) : solveBalance(split, alpha, measured.precision),
      state: null,
    };
  },
});
