/**
 * The naive trainable weight: total = a·L₁ + (1−a)·L₂ with gradient descent on a. Folklore, shown as it degenerates.
 *
 *   ∂total/∂a = L₁ − L₂: descent lowers the weight of the larger loss, so the harder one is abandoned.
 *   raw      w = (a, 1−a): the total is affine in a, whose infimum is −∞; a leaves [0,1] and one loss is maximised
 *   sigmoid  a = 1/(1+e^(−s)): joint descent solves min_θ min(L₁, L₂), the training of the easier loss alone
 *   simplex  w ← Proj_Δ(w ∓ ηL): the form for m losses, projected onto the simplex {w ≥ 0, Σw = 1}
 * Ascent on a instead of descent solves min_θ max_i L_i, the minimax (Tchebycheff) point: the cure by one sign.
 *
 * For m losses, raw has m−1 free weights and the last is 1 − Σ; sigmoid is the softmax of (s₁ … s_(m−1), 0). Both are the
 * text-book form at m = 2. The weights are those before their own step. `initial` is the first weight; the others share
 * the rest. Adam's ε is 1e-7. One loss alone has the weight one.
 */
import { choice, group, number } from '../fields.ts';
import { dot, projectToSimplex, softmax, sum } from './linalg/linalg.ts';
import { ownOptimizerFields, startParameters, stepParameters } from './ownParameters.ts';
import { defineStrategy } from './strategy.ts';

/** total = a·L₁ + (1−a)·L₂ with a trained by descent or ascent. */
export const trainableWeight = defineStrategy({
  kind: 'trainable-weight',
  label: 'Trainable weight',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  options: group({
    form: choice({
      label: 'Form',
      help: 'How the weight depends on what is trained.',
      default: 'raw',
      choices: [
        { value: 'raw', label: 'a itself', help: 'Nothing keeps a between 0 and 1.' },
        { value: 'sigmoid', label: 'a = sigmoid(s)', help: 'a stays between 0 and 1.' },
        { value: 'simplex', label: 'on the simplex', help: 'All weights, projected back to w ≥ 0, Σw = 1.' },
      ],
    }),
    direction: choice({
      label: 'Direction',
      help: 'Descent is the naive way; ascent gives weight to the larger loss and seeks the minimax point.',
      default: 'descent',
      choices: [
        { value: 'descent', label: 'descent' },
        { value: 'ascent', label: 'ascent' },
      ],
    }),
    ...ownOptimizerFields({ optimizer: 'sgd', learningRate: 0.1 }),
    initial: number({
      label: 'Initial weight',
      help: 'The weight of the first loss before training; the others share the rest.',
      default: 0.5,
      min: 0,
      max: 1,
      step: 0.05,
    }),
  }),
  formula: String.raw`L=a\,L_1+(1-a)\,L_2,\quad a\leftarrow a\mp\eta\,(L_1-L_2)`,
  help: 'Trains the weight together with the network, which seems natural and fails: the derivative with respect to a is L₁ − L₂, so the larger loss loses its weight and is given up. The total then looks better and better while one task is un-trained; ascent on a repairs it.',
  init(count, { form, initial }) {
    if (count === 1) return startParameters(form === 'simplex' ? [1] : []);
    const weights = Array.from({ length: count }, (_, i) => (i === 0 ? initial : (1 - initial) / (count - 1)));
    if (form === 'simplex') return startParameters(projectToSimplex(weights));
    if (form === 'raw') return startParameters(weights.slice(0, -1));
    const logs = weights.map((weight) => Math.log(Math.max(weight, 1e-9)));
    return startParameters(logs.slice(0, -1).map((value) => value - logs[count - 1]!));
  },
  weigh({ losses }, state, { form, direction, optimizer, learningRate }) {
    const weights = weightsOf(form, state.values);
    const total = dot(weights, losses);
    const last = losses[losses.length - 1]!;
    const gradient = state.values.map((_, i) => {
      if (form === 'simplex') return losses[i]!;
      return form === 'raw' ? losses[i]! - last : weights[i]! * (losses[i]! - total);
    });
    const signed = direction === 'ascent' ? gradient.map((value) => -value) : gradient;
    const stepped = stepParameters(state, signed, { optimizer, learningRate });
    const values = form === 'simplex' ? projectToSimplex(stepped.values) : stepped.values;
    return { weights, total, state: { ...stepped, values } };
  },
});

function weightsOf(form: 'raw' | 'sigmoid' | 'simplex', values: readonly number[]): number[] {
  if (form === 'simplex') return [...values];
  return form === 'raw' ? [...values, 1 - sum(values)] : softmax([...values, 0]);
}
