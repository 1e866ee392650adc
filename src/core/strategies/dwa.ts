/**
 * DWA, dynamic weight average (Liu, Johns & Davison 2019): the loss that fell least over the last epoch gets more weight.
 *
 *   r_i = L̄_i(e−1) / L̄_i(e−2),   w = m·softmax(r / T),   total = Σ w_i L_i
 *
 * L̄_i(e) is the average of a loss over the steps of epoch e at which it was measured. The weights are one during the first
 * two epochs and constant within an epoch, as in LibMTL and TorchJD. An epoch is one of steps, however few of them are
 * measured; one without any is passed over. Where it is undefined (the older average is zero) the ratio is one if both are zero
 * and 1e30 otherwise. A loss that comes back has the ratio one until it has two averages again.
 */
import { group, number } from '../fields.ts';
import { dot, fill, softmax } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** The averages of the last epochs. */
export interface DwaState {
  /** Number of the running epoch, the sums of its losses and how many were added to each. */
  readonly epoch: number;
  readonly sums: readonly number[];
  readonly counts: readonly number[];
  /** Averages of the finished epochs, the latest first; at most two. Undefined for a loss that was not heard. */
  readonly averages: readonly (readonly (number | undefined)[])[];
}

/** w = m·softmax(rate of descent / T). */
export const dwa = defineStrategy({
  kind: 'dwa',
  label: 'Dynamic weight average',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  needsPositive: true,
  options: group({
    temperature: number({
      label: 'Temperature',
      help: 'Low: the slowest loss takes all the weight; high: equal weights.',
      default: 2,
      min: 0.05,
      max: 20,
      scale: 'log',
    }),
  }),
  formula: String.raw`L=\sum_i w_i L_i,\quad w=m\,\operatorname{softmax}\!\left(\tfrac1T\,\frac{\bar L_i(e-1)}{\bar L_i(e-2)}\right)`,
  help: 'Gives more weight to the losses that fell least from one epoch to the next. Do not expect visible action: the ratios are near one, so at T = 2 the weights stay within a few per cent of one.',
  sentence: () =>
    'Dynamic weight average gives more weight, on top of the faders, to the losses that fell least over an epoch.',
  paper: {
    authors: 'S. Liu, E. Johns, A. J. Davison',
    year: 2019,
    title: 'End-to-End Multi-Task Learning with Attention',
    venue: 'CVPR',
    url: 'https://arxiv.org/abs/1803.10704',
  },
  init: (count): DwaState => ({ epoch: 0, sums: fill(count, 0), counts: fill(count, 0), averages: [] }),
  regroup: (state, { rows }) => {
    const pick = <T>(from: readonly T[], fresh: T) => rows.map((row) => (row === undefined ? fresh : from[row]!));
    return {
      epoch: state.epoch,
      sums: pick(state.sums, 0),
      counts: pick(state.counts, 0),
      averages: state.averages.map((average) => pick(average, undefined)),
    };
  },
  weigh({ losses, step, stepsPerEpoch }, state: DwaState, { temperature }) {
    const epoch = Math.floor(step / stepsPerEpoch);
    const { sums, counts, averages } = epoch === state.epoch ? state : finished(state);
    const [latest, older] = averages;
    const weights =
      latest && older
        ? softmax(latest.map((value, i) => ratio(value, older[i]) / temperature)).map((w) => w * losses.length)
        : fill(losses.length, 1);
    const next: DwaState = {
      epoch,
      sums: sums.map((value, i) => value + losses[i]!),
      counts: counts.map((count) => count + 1),
      averages,
    };
    return { weights, total: dot(weights, losses), state: next };
  },
});

/** The state after its epoch: the sums have become an average. */
function finished(state: DwaState): DwaState {
  if (state.counts.every((count) => count === 0)) return state;
  const average = state.sums.map((value, i) => (state.counts[i]! > 0 ? value / state.counts[i]! : undefined));
  const zeros = fill(average.length, 0);
  return { ...state, sums: zeros, counts: zeros, averages: [average, ...state.averages.slice(0, 1)] };
}

function ratio(latest: number | undefined, older: number | undefined): number {
  if (latest === older || latest === undefined || older === undefined) return 1;
  const value = latest / older;
  return Number.isFinite(value) ? Math.max(-1e30, Math.min(1e30, value)) : 1e30;
}
