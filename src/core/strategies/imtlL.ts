/**
 * IMTL-L, the loss half of impartial multi-task learning (Liu L. et al. 2021): a trained scale e^(s_i) a loss.
 *
 *   total = Σ e^(s_i) L_i − s_i,   weight_i = e^(s_i),   ∂total/∂s_i = e^(s_i) L_i − 1
 *
 * Twice uncertainty weighting with s = −log σ²: at the optimum every scaled loss is one. s starts at 0, as in TorchJD and
 * LibMTL; the weights are those before their own step. Where it is undefined: a loss at zero sends s to +∞; the weight is
 * capped at e^60.
 */
import { group } from '../fields.ts';
import { fill } from './linalg/linalg.ts';
import { ownOptimizerFields, regroupParameters, startParameters, stepParameters } from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';
import { toTheSum } from './sum.ts';

/** total = Σ e^(s_i) L_i − s_i with trained s. */
export const imtlL = defineStrategy({
  kind: 'imtl-l',
  label: 'IMTL-L',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  needsPositive: true,
  cure: (_, ill) => (ill === 'unbounded' ? toTheSum : undefined),
  options: group(ownOptimizerFields({ optimizer: 'adam', learningRate: 0.025 })),
  formula: String.raw`L=\sum_i e^{s_i}L_i-s_i`,
  help: 'Learns for every loss the factor that brings it to one, whatever its units. It misleads when a loss should become zero: its factor then grows without limit and the others fade beside it.',
  sentence: () =>
    'IMTL-L learns for each loss the factor that brings it to one: each weight is drawn to 1/L, and in the end the faders cancel.',
  paper: {
    authors: 'L. Liu, Y. Li, Z. Kuang, J.-H. Xue, Y. Chen, W. Yang, Q. Liao, W. Zhang',
    year: 2021,
    title: 'Towards Impartial Multi-task Learning',
    venue: 'ICLR',
    url: 'https://openreview.net/forum?id=IMPnRXEWpvr',
  },
  init: (count) => startParameters(fill(count, 0)),
  regroup: (state, { rows }) => regroupParameters(state, rows, 0),
  weigh({ losses }, state, options) {
    const weights = state.values.map((s) => Math.exp(Math.min(s, 60)));
    const total = losses.reduce((value, loss, i) => value + weights[i]! * loss - state.values[i]!, 0);
    const gradient = losses.map((loss, i) => weights[i]! * loss - 1);
    return { weights, total, state: stepParameters(state, gradient, options) };
  },
});
