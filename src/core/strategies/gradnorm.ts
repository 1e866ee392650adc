/**
 * GradNorm (Chen Z. et al. 2018): trains the weights until the weighted gradients have lengths that reward slow losses.
 *
 *   N_i = w_i|g_i|,  r_i = (L_i/L_i(0)) / mean,  target_i = mean(N)·r_i^α (held constant),
 *   ∂/∂w_i Σ|N_i − target_i| = sign(N_i − target_i)|g_i|,   Σw = m,   d = Jᵀw with the weights before their step
 *
 * `direct` is the paper's: w itself is stepped, kept at or above zero and renormalised to Σw = m. `softmax` is LibMTL's:
 * w = m·softmax(a). |g_i| is taken over all shared parameters (the paper: the last shared layer). L(0) is the first step's
 * loss (LibMTL: the first epoch's average); that step has w = 1 and, as in LibMTL, counts as one with zero gradient, which
 * shortens Adam's second. Adam's ε is 1e-8. Where it is undefined: L_i(0) = 0 counts as r_i = 1; a zero gradient leaves
 * its weight to the others. A loss that comes back has L(0) at that step and the weight one, before Σw = m is restored.
 */
import { choice, group, number } from '../fields.ts';
import { cosinesOf, dot, fill, gramianOf, softmax, sum } from './linalg/linalg.ts';
import {
  type OwnParameters,
  ownOptimizerFields,
  regroupParameters,
  startParameters,
  stepParameters,
} from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';

/** What is trained, and the first losses. */
export interface GradNormState {
  /** w (direct) or a (softmax). */
  readonly parameters: OwnParameters;
  /** L(0), once seen; undefined for a loss that has come back since. */
  readonly initial?: readonly (number | undefined)[];
}

/** d = Jᵀw, w trained so that w_i|g_i| ∝ r_i^α. */
export const gradnorm = defineStrategy({
  kind: 'gradnorm',
  label: 'GradNorm',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  needsPositive: true,
  options: group({
    alpha: number({
      label: 'Restoring force α',
      help: '0: equal gradient lengths; larger: longer gradients for losses that fell less.',
      default: 1.5,
      min: 0,
      max: 5,
      step: 0.1,
    }),
    ...ownOptimizerFields({ optimizer: 'adam', learningRate: 0.025 }),
    parametrisation: choice({
      label: 'Weights',
      help: 'What is trained: the weights themselves, or logits behind a softmax.',
      default: 'direct',
      choices: [
        { value: 'direct', label: 'direct, renormalised' },
        { value: 'softmax', label: 'softmax of logits' },
      ],
    }),
  }),
  formula: String.raw`\min_w\sum_i\Bigl|\,w_i\lVert g_i\rVert-\overline{w\lVert g\rVert}\;r_i^{\alpha}\Bigr|`,
  help: 'Trains the weights so that no loss has a much longer gradient than another, and slow losses get longer ones. It misleads by its sign gradient: the weights jitter by their learning rate, and everything hangs on the loss of the first step.',
  sentence: () =>
    'GradNorm trains the weights until the weighted gradients are balanced in length, longer for a loss that falls slowly; conflicts it leaves as they are.',
  paper: {
    authors: 'Z. Chen, V. Badrinarayanan, C.-Y. Lee, A. Rabinovich',
    year: 2018,
    title: 'GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks',
    venue: 'ICML',
    url: 'https://arxiv.org/abs/1711.02257',
  },
  init: (count, { parametrisation }): GradNormState => ({
    parameters: startParameters(fill(count, parametrisation === 'direct' ? 1 : 0)),
  }),
  regroup({ parameters, initial }, { rows }, { parametrisation }) {
    const isDirect = parametrisation === 'direct';
    const picked = regroupParameters(parameters, rows, isDirect ? 1 : 0);
    return {
      parameters: isDirect ? { ...picked, values: renormalise(picked.values) } : picked,
      ...(initial ? { initial: rows.map((row) => (row === undefined ? undefined : initial[row])) } : {}),
    };
  },
  weigh(measured, state: GradNormState, { alpha, optimizer, learningRate, parametrisation }) {
    const { losses } = measured;
    const m = losses.length;
    if (!state.initial) {
      const parameters = stepParameters(state.parameters, fill(m, 0), { optimizer, learningRate }, 1e-8);
      return { weights: fill(m, 1), state: { parameters, initial: losses } };
    }
    const { values } = state.parameters;
    const shares = softmax(values);
    const weights = parametrisation === 'direct' ? values : shares.map((share) => m * share);
    const { norms } = cosinesOf(gramianOf(measured));
    const lengths = norms.map((norm, i) => norm * weights[i]!);
    const initial = losses.map((loss, i) => state.initial![i] ?? loss);
    const rates = losses.map((loss, i) => (initial[i] === 0 ? 1 : loss / initial[i]!));
    const meanRate = sum(rates) / m;
    const meanLength = sum(lengths) / m;
    const pull = norms.map((norm, i) => {
      const rate = meanRate === 0 ? 1 : Math.max(rates[i]! / meanRate, 0);
      return Math.sign(lengths[i]! - meanLength * rate ** alpha) * norm;
    });
    const mean = dot(shares, pull);
    const gradient = parametrisation === 'direct' ? pull : pull.map((value, i) => m * shares[i]! * (value - mean));
    const stepped = stepParameters(state.parameters, gradient, { optimizer, learningRate }, 1e-8);
    const next = parametrisation === 'direct' ? renormalise(stepped.values) : stepped.values;
    return { weights: [...weights], state: { initial, parameters: { ...stepped, values: next } } };
  },
});

/** Weights at or above zero with sum m; equal where none is left. */
function renormalise(values: readonly number[]): number[] {
  const positive = values.map((value) => Math.max(value, 0));
  const total = sum(positive);
  return total > 0 ? positive.map((value) => (value / total) * values.length) : fill(values.length, 1);
}
