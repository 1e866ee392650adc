/**
 * The parameters that a strategy trains itself (log-variances, logits, weights): a pure optimizer of plain numbers.
 * Adam as in TensorFlow.js and PyTorch: β 0.9 / 0.999, both moments bias-corrected, ε added to the corrected root.
 */
import { choice, number } from '../fields.ts';
import { fill } from './linalg/linalg.ts';

export interface OwnParameters {
  readonly values: readonly number[];
  /** Adam's moments and step count; unused by SGD. */
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly steps: number;
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

/** Fresh parameters at `values`. */
export function startParameters(values: readonly number[]): OwnParameters {
  return { values, first: fill(values.length, 0), second: fill(values.length, 0), steps: 0 };
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
    return { ...parameters, values, steps: parameters.steps + 1 };
  }
  const steps = parameters.steps + 1;
  const first = parameters.first.map((moment, i) => 0.9 * moment + 0.1 * gradient[i]!);
  const second = parameters.second.map((moment, i) => 0.999 * moment + 0.001 * gradient[i]! ** 2);
  const values = parameters.values.map((value, i) => {
    const mean = first[i]! / (1 - 0.9 ** steps);
    const root = Math.sqrt(second[i]! / (1 - 0.999 ** steps));
    return value - (learningRate * mean) / (root + epsilon);
  });
  return { values, first, second, steps };
}
