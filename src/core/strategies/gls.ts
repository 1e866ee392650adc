/**
 * GLS, the geometric loss strategy (Chennupati et al. 2019): total = (Π L_i)^(1/m), weight_i = total / (m L_i).
 *
 * Computed as exp(mean log L): the raw product overflows (LibMTL forms it, and reports weights that are not those of the
 * total). Multiplying a loss by ten changes no direction. Where it is undefined (a loss at or below zero) the logarithm is
 * that of 1e-30: all weight goes to that loss.
 */
import { group } from '../fields.ts';
import { sum } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** total = the geometric mean of the losses. */
export const gls = defineStrategy({
  kind: 'gls',
  label: 'Geometric mean',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  needsPositive: true,
  options: group({}),
  formula: String.raw`L=\Bigl(\prod_i L_i\Bigr)^{1/m}`,
  help: 'Minimises the geometric mean, so units do not matter: halving any loss is worth the same. It misleads near zero: the loss that is almost done gets the most weight, and a loss of zero ends everything.',
  sentence: () =>
    'The geometric mean weighs each loss by 1/L: halving any loss counts the same, and a fader only scales the whole.',
  paper: {
    authors: 'S. Chennupati, G. Sistu, S. Yogamani, S. A. Rawashdeh',
    year: 2019,
    title: 'MultiNet++: Multi-Stream Feature Aggregation and Geometric Loss Strategy for Multi-Task Learning',
    venue: 'CVPR Workshops',
    url: 'https://arxiv.org/abs/1904.08492',
  },
  init: () => null,
  weigh({ losses }) {
    const m = losses.length;
    const logs = losses.map((loss) => Math.log(Math.max(loss, 1e-30)));
    const mean = sum(logs) / m;
    return { weights: logs.map((log) => Math.exp(mean - log) / m), total: Math.exp(mean), state: null };
  },
});
