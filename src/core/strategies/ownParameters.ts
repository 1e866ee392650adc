/**
 * The parameters that a strategy trains itself (log-variances, logits, weights): a pure optimizer of plain numbers.
 * Adam as in TensorFlow.js and PyTorch: β 0.9 / 0.999, both moments bias-corrected, ε added to the corrected root.
 */
import { choice, number } from '../fields.ts';
import { fill } from './linalg/linalg.ts';
import type { Regrouping } from './strategy.ts';

export interface OwnParameters {
  readonly values: readonly number[];
  /** Adam's moments and step counts, one each; unused by SGD. */
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly steps: readonly number[];
}

export interface OwnOptimizer {
  readonly optimizer: 'sgd' | 'adam';
  readonly learningRate: number;
}

/** The two fields of every strategy that trains something. */
export function ownOptimizerFields(defaults: OwnOptimizer) {
  return {
    optimizer: choice({
      label: 'Weight optimizer',
      help: 'How the strategy trains its own parameters; Adam moves each by about the learning rate whatever the loss.',
      default: defaults.optimizer,
      choices: [
        { value: 'sgd', label: 'SGD' },
        { value: 'adam', label: 'Adam' },
      ],
    }),
    learningRate: ownLearningRate(defaults.learningRate),
  };
}

/** The learning rate of a strategy's own parameters. */
export function ownLearningRate(value: number) {
  return number({
    label: 'Weight learning rate',
    help: "The step size of the strategy's own parameters, apart from the network's.",
    default: value,
    min: 1e-5,
    max: 10,
    scale: 'log',
  });
}

/** The parameters in the state of a strategy, if it trains any: the state itself, or its `parameters`. */
export function parametersOf(state: unknown): readonly number[] | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  if ('parameters' in state) return parametersOf(state.parameters);
  if (!('values' in state) || !Array.isArray(state.values)) return undefined;
  return state.values.filter((value) => typeof value === 'number');
}

/** Fresh parameters at `values`. */
export function startParameters(values: readonly number[]): OwnParameters {
  const zeros = fill(values.length, 0);
  return { values, first: zeros, second: zeros, steps: zeros };
}

/** The parameters of another set of losses: each keeps its own from row `rows[i]`, a new one starts fresh at `start`. */
export function regroupParameters(
  { values, first, second, steps }: OwnParameters,
  rows: Regrouping['rows'],
  start: number,
): OwnParameters {
  const pick = (from: readonly number[], fresh: number) =>
    rows.map((row) => (row === undefined ? fresh : (from[row] ?? fresh)));
  return { values: pick(values, start), first: pick(first, 0), second: pick(second, 0), steps: pick(steps, 0) };
}

/** One descent step along `gradient`; `epsilon` is Adam's. */
export function stepParameters(
  parameters: OwnParameters,
  gradient: readonly number[],
  { optimizer, learningRate }: OwnOptimizer,
  epsilon = 1e-7,
): OwnParameters {
  if (optimizer === 'sgd') {
    const values = parameters.values.map((value, i) => value - learningRate * gradient[i]!);
    return { ...parameters, values, steps: parameters.steps.map((count) => count + 1) };
  }
  const steps = parameters.steps.map((count) => count + 1);
  const first = parameters.first.map((moment, i) => 0.9 * moment + 0.1 * gradient[i]!);
  const second = parameters.second.map((moment, i) => 0.999 * moment + 0.001 * gradient[i]! ** 2);
  const values = parameters.values.map((value, i) => {
    const mean = first[i]! / (1 - 0.9 ** steps[i]!);
    const root = Math.sqrt(second[i]! / (1 - 0.999 ** steps[i]!));
    return value - (learningRate * mean) / (root + epsilon);
  });
  return { values, first, second, steps };
}
