/**
 * Uncertainty weighting (Kendall, Gal & Cipolla 2018): each loss gets a trained log-variance s_i = log σ_i².
 *
 *   total = Σ ½e^(−s_i) L_i + ½s_i,   weight_i = ½e^(−s_i),   ∂total/∂s_i = ½(1 − e^(−s_i) L_i)
 *
 * The optimum s_i = log L_i turns the total into ½Σ(1 + log L_i): it may be negative, which is no error.
 * Deviations: the paper's classification form has e^(−s) instead of ½e^(−s); like LibMTL and TorchJD, ½ is used for every
 * loss. s starts at 0 as in TorchJD (LibMTL: −0.5). s has its own optimizer; the weights are those before its step.
 * Where it is undefined: a loss at zero sends s to −∞; the weight is capped at ½e^60, so everything stays finite.
 */
import { group, number } from '../fields.ts';
import { fill } from './linalg/linalg.ts';
import { ownOptimizerFields, regroupParameters, startParameters, stepParameters } from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';
import { toTheSum } from './sum.ts';

/** total = Σ ½e^(−s_i) L_i + ½s_i with trained s. */
export const uncertainty = defineStrategy({
  kind: 'uncertainty',
  label: 'Uncertainty weighting',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  needsPositive: true,
  cure: (_, ill) => (ill === 'unbounded' ? toTheSum : undefined),
  options: group({
    ...ownOptimizerFields({ optimizer: 'adam', learningRate: 0.025 }),
    initialLogVariance: number({
      label: 'Initial log-variance',
      help: 'Where every s starts; 0 gives each loss the weight ½.',
      default: 0,
      min: -5,
      max: 5,
    }),
  }),
  formula: String.raw`L=\sum_i \tfrac12 e^{-s_i}L_i+\tfrac12 s_i`,
  help: 'Every loss learns how noisy it is and is divided by that: the repaired trainable weight, whose optimum is the weight 1/(2L). It misleads when a loss goes to zero: its weight grows without limit, and the total turns negative.',
  sentence: () =>
    'Uncertainty weighting draws each weight to 1/(2L), because ½ log σ² makes a small one costly: halving any loss counts the same, and in the end the faders cancel.',
  paper: {
    authors: 'A. Kendall, Y. Gal, R. Cipolla',
    year: 2018,
    title: 'Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics',
    venue: 'CVPR',
    url: 'https://arxiv.org/abs/1705.07115',
  },
  init: (count, options) => startParameters(fill(count, options.initialLogVariance)),
  regroup: (state, { rows }, options) => regroupParameters(state, rows, options.initialLogVariance),
  weigh({ losses }, state, options) {
    const weights = state.values.map((s) => 0.5 * Math.exp(Math.min(-s, 60)));
    const total = losses.reduce((value, loss, i) => value + weights[i]! * loss + 0.5 * state.values[i]!, 0);
    const gradient = losses.map((loss, i) => 0.5 - weights[i]! * loss);
    return { weights, total, state: stepParameters(state, gradient, options) };
  },
});
