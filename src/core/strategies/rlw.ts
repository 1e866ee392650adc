/**
 * RLW, random loss weighting (Lin et al. 2022): w = softmax(z), z ~ N(0, I), drawn anew at every step.
 *
 * The weights sum to one as in the paper, LibMTL and TorchJD: on average 1/m of the plain sum. z is drawn loss by loss
 * from the experiment's seed. Its mean update is that of equal weights: the control that any clever method must beat.
 */
import { group } from '../fields.ts';
import { dot, softmax } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** w = softmax(z) with fresh normal z. */
export const rlw = defineStrategy({
  kind: 'rlw',
  label: 'Random weights',
  family: 'losses',
  needs: 'nothing',
  reads: 'scale',
  options: group({}),
  formula: String.raw`L=\sum_i w_i L_i,\quad w=\operatorname{softmax}(z),\quad z\sim\mathcal N(0,I)`,
  help: 'Throws the dice for new weights at every step: the humbling control, often as good as cleverer ways. It misleads if you compare it at one learning rate: its weights sum to one, so it moves less than the plain sum.',
  sentence: () =>
    'Random weights are drawn anew at every step, blind to the losses: on average they are equal, so only the faders speak.',
  paper: {
    authors: 'B. Lin, F. Ye, Y. Zhang, I. W. Tsang',
    year: 2022,
    title: 'Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning',
    venue: 'TMLR',
    url: 'https://arxiv.org/abs/2111.10603',
  },
  init: () => null,
  weigh({ losses, random }) {
    const weights = softmax(losses.map(() => random.normal()));
    return { weights, total: dot(weights, losses), state: null };
  },
});
