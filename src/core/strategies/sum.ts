/**
 * The (weighted) sum: total = Σ L_i with every loss already times its fader, so each effective weight is one.
 *
 * Deviation: LibMTL documents "equal weighting" as 1/m and returns ones; this is the sum, TorchJD's `Sum`.
 */
import { group } from '../fields.ts';
import { fill, sum as sumOf } from './linalg/linalg.ts';
import { type Cure, defineStrategy } from './strategy.ts';

/** total = Σ L_i. */
export const sum = defineStrategy({
  kind: 'sum',
  label: 'Weighted sum',
  family: 'losses',
  isPlain: true,
  needs: 'nothing',
  reads: 'scale',
  options: group({}),
  formula: String.raw`L=\sum_i w_i L_i`,
  help: 'Adds the losses, each times its fader: one point of the Pareto front, and the baseline that is hard to beat. It misleads when the losses have different units: then the fader of the loudest one decides everything.',
  sentence: () => 'The weighted sum picks one point of the Pareto front; the faders choose which.',
  paper: {
    authors: 'V. Kurin, A. De Palma, I. Kostrikov, S. Whiteson, M. P. Kumar',
    year: 2022,
    title: 'In Defense of the Unitary Scalarization for Deep Multi-Task Learning',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/2201.04122',
  },
  init: () => null,
  weigh: ({ losses }) => ({ weights: fill(losses.length, 1), state: null, total: sumOf(losses) }),
});

/** For methods whose weights grow without limit while a loss goes to 0. */
export const toTheSum: Cure = {
  why: 'a weight that follows 1/L grows without limit while its loss goes to 0',
  remedy: 'The weighted sum keeps the weights where the faders are.',
  field: 'kind',
  value: 'sum',
  label: 'the weighted sum',
};
