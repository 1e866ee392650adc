/**
 * Softmax weights: w = softmax(z) with z trained together with the network. The m-loss sigmoid of the trainable weight.
 *
 *   total = Σ w_i L_i,   ∂total/∂z_i = w_i (L_i − Σ w_j L_j)
 *
 * Descent ends at the smallest loss alone, since min_w Σ w_i L_i = min_i L_i; ascent at the largest (minimax). Folklore,
 * no paper. z starts at 0 (equal weights); the weights sum to one and are those before their own step; Adam's ε is 1e-7.
 */
import { choice, group } from '../fields.ts';
import { dot, fill, softmax } from './linalg/linalg.ts';
import { ownOptimizerFields, regroupParameters, startParameters, stepParameters } from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';

/** total = Σ softmax(z)_i L_i with trained z. */
export const softmaxWeights = defineStrategy({
  kind: 'softmax-weights',
  label: 'Softmax weights',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  options: group({
    ...ownOptimizerFields({ optimizer: 'sgd', learningRate: 0.1 }),
    direction: choice({
      label: 'Direction',
      help: 'Descent favours the smallest loss, ascent the largest.',
      default: 'descent',
      choices: [
        { value: 'descent', label: 'descent' },
        { value: 'ascent', label: 'ascent' },
      ],
    }),
  }),
  formula: String.raw`L=\sum_i w_i L_i,\quad w=\operatorname{softmax}(z)`,
  help: 'Keeps the trained weights positive and summing to one, for any number of losses. It still misleads: descent puts all the weight on the smallest loss, so the others stop being trained.',
  sentence: ({ direction }) =>
    direction === 'descent'
      ? 'Softmax weights by descent run to the smallest loss, because ∂L/∂zᵢ = wᵢ(Lᵢ − L): what is above the weighted mean L loses its weight.'
      : 'Softmax weights by ascent give weight to the largest loss, because ∂L/∂zᵢ = wᵢ(Lᵢ − L), and seek the minimax point.',
  init: (count) => startParameters(fill(count, 0)),
  regroup: (state, { rows }) => regroupParameters(state, rows, 0),
  weigh({ losses }, state, { optimizer, learningRate, direction }) {
    const weights = softmax(state.values);
    const total = dot(weights, losses);
    const sign = direction === 'ascent' ? -1 : 1;
    const gradient = weights.map((weight, i) => sign * weight * (losses[i]! - total));
    return { weights, total, state: stepParameters(state, gradient, { optimizer, learningRate }) };
  },
});
