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
 * the rest. Adam's ε is 1e-7. One loss alone has the weight one. A loss that comes back has its initial weight, and the
 * others share the rest in their proportions.
 */
import { choice, group, number } from '../fields.ts';
import { dot, projectToSimplex, softmax, sum } from './linalg/linalg.ts';
import { ownOptimizerFields, regroupParameters, startParameters, stepParameters } from './ownParameters.ts';
import { type Cure, defineStrategy, type Member, type Mixed, type Regrouping } from './strategy.ts';

/** total = a·L₁ + (1−a)·L₂ with a trained by descent or ascent. */
export const trainableWeight = defineStrategy({
  kind: 'trainable-weight',
  label: 'Trainable weight',
  family: 'losses',
  needs: 'losses',
  reads: 'scale',
  isSigned: ({ form }) => form === 'raw',
  quotesLosses: true,
  cure: cureOf,
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
  sentence: (options, mixed) => (mixed.members.length === 2 ? oneWeight : manyWeights)(options, mixed),
  init(count, { form, initial }) {
    return startParameters(valuesOf(form, initialWeights(count, initial), 1e-9));
  },
  regroup(state, { rows }, { form, initial }) {
    const values = valuesOf(form, regroupWeights(weightsOf(form, state.values), rows, initial), 1e-300);
    // The last weight is not trained: its row has no moments, and those of the new last one are not needed.
    return { ...regroupParameters(state, rows.slice(0, values.length), 0), values };
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

function initialWeights(count: number, initial: number): number[] {
  if (count === 1) return [1];
  return Array.from({ length: count }, (_, i) => (i === 0 ? initial : (1 - initial) / (count - 1)));
}

/** Initial weights for the losses that come back; the others share the rest in their proportions. */
function regroupWeights(weights: readonly number[], rows: Regrouping['rows'], initial: number): number[] {
  const fresh = initialWeights(rows.length, initial);
  const stays = sum(rows.map((row) => (row === undefined ? 0 : weights[row]!)));
  const rest = 1 - sum(rows.map((row, i) => (row === undefined ? fresh[i]! : 0)));
  // Raw weights may cancel: they have no proportions, and the last one takes what is missing.
  const factor = stays > 0 ? rest / stays : 1;
  return rows.map((row, i) => (row === undefined ? fresh[i]! : factor * weights[row]!));
}

/** What is trained, of these weights. Those of the sigmoid are at least `least`, as their logarithm is taken. */
function valuesOf(form: Trained['form'], weights: readonly number[], least: number): number[] {
  if (form === 'simplex') return weights.length === 1 ? [1] : projectToSimplex(weights);
  if (form === 'raw') return weights.slice(0, -1);
  const logs = weights.map((weight) => Math.log(Math.max(weight, least)));
  return logs.slice(0, -1).map((value) => value - logs[weights.length - 1]!);
}

function weightsOf(form: Trained['form'], values: readonly number[]): number[] {
  if (form === 'simplex') return [...values];
  return form === 'raw' ? [...values, 1 - sum(values)] : softmax([...values, 0]);
}

/** The sign, or what keeps the weights positive. */
function cureOf({ form, direction }: Trained, ill: 'unbounded' | 'given-up'): Cure | undefined {
  if (ill === 'unbounded' && form === 'raw') {
    return {
      why: 'nothing keeps the weights above 0, and below it a loss is maximised',
      remedy: 'Keep them between 0 and 1: by a sigmoid, or on the simplex.',
      field: 'form',
      value: 'sigmoid',
      label: 'a = sigmoid(s)',
    };
  }
  if (ill === 'given-up' && direction === 'descent') {
    return {
      why: 'descent takes the weight from the larger loss',
      remedy: 'Ascent gives it back.',
      field: 'direction',
      value: 'ascent',
      label: 'ascent on the weight',
    };
  }
  return undefined;
}

interface Trained {
  readonly form: 'raw' | 'sigmoid' | 'simplex';
  readonly direction: 'descent' | 'ascent';
}

/** a·L₁ + (1−a)·L₂. */
function oneWeight({ form, direction }: Trained, { members, step }: Mixed): string {
  const [first, second] = members as readonly [Member, Member];
  const name = ({ fader, symbol }: Member) => `${fader === 1 ? '' : `${short(fader)}·`}${symbol}`;
  const reason = `∂L/∂a = ${name(first)} − ${name(second)}${now(first, second, direction, step)}`;
  if (direction === 'descent') {
    const end =
      form === 'raw'
        ? '; nothing stops a at 0 or 1, and beyond them the larger loss is un-trained.'
        : ', so the larger one loses its weight.';
    return `Descent on a runs to the smaller loss, because ${reason}${end}`;
  }
  return form === 'raw'
    ? `Ascent on a seeks the minimax point, where both are equal, because ${reason}; nothing stops a at 0 or 1, and beyond them the smaller loss is un-trained.`
    : `Ascent on a seeks the minimax point, where the larger loss is as small as it can be, because ${reason}: the larger one gains weight.`;
}

/** " (at step 140: 2.08 − 1.1 = 0.98, a falls)", where a run has the numbers. */
function now(first: Member, second: Member, direction: Trained['direction'], step: number | undefined): string {
  if (step === undefined || first.latest === undefined || second.latest === undefined) return '';
  const [left, right] = [first.fader * first.latest, second.fader * second.latest];
  const falls = left > right === (direction === 'descent');
  const move = left === right ? 'a rests' : falls ? 'a falls' : 'a rises';
  return ` (at step ${step}: ${short(left)} − ${short(right)} = ${short(left - right)}, ${move})`;
}

function manyWeights({ form, direction }: Trained, { members }: Mixed): string {
  const end = members.at(-1)?.symbol ?? '';
  const isDescent = direction === 'descent';
  if (form === 'raw') {
    return isDescent
      ? `Descent on the weights prefers the losses smaller than ${end}, because ∂L/∂wᵢ = Lᵢ − ${end}; nothing stops a weight at 0, and below it a loss is un-trained.`
      : `Ascent on the weights seeks the point where all losses are equal, because ∂L/∂wᵢ = Lᵢ − ${end}; nothing stops a weight at 0, and below it a loss is un-trained.`;
  }
  const reason = form === 'simplex' ? '∂L/∂wᵢ = Lᵢ' : '∂L/∂sᵢ = wᵢ(Lᵢ − L)';
  return isDescent
    ? `Descent on the weights runs to the smallest loss, because ${reason}: the larger a loss, the faster its weight falls.`
    : `Ascent on the weights seeks the minimax point, where the largest loss is as small as it can be, because ${reason}.`;
}

function short(value: number): string {
  if (Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3))
    return value.toExponential(1).replace('e+', 'e');
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
