/**
 * What an experiment costs: the memory of training and of evaluating, the work of a step, and what is refused because a
 * browser would hang. Muted losses count, as they can be unmuted while a run goes on.
 */
import { type Experiment, limits } from './experiment.ts';
import type { Graph, Node } from './graph.ts';
import { sizeOf } from './layers/size.ts';
import type { Problem } from './problem.ts';

/** Images of an evaluation batch at most: enough to amortise a launch. */
const evaluationImages = 128;
/** Bytes that the layer outputs of an evaluation may take where those of training take less. */
const evaluationBytes = 2 ** 28;

/** Values of all layer outputs for one image. */
function valuesOf(used: Iterable<Node>): number {
  let sum = 0;
  for (const node of used) if (node.reachedBy.length > 0) sum += sizeOf(node.shape ?? []);
  return sum;
}

/** Bytes of the outputs kept for the backward pass and their gradients, of a whole batch. */
const trainedBytes = (experiment: Experiment, values: number) => 4 * 3 * experiment.training.batchSize * values;
/** Bytes of one image's outputs in an evaluation, and of what comes and goes beside them. */
const evaluatedBytes = (values: number) => 4 * 2 * values;

/** Images of an evaluation batch, so few that what can be trained can be evaluated: 1 to 128. */
export function evaluationBatch(experiment: Experiment, { nodes }: Pick<Graph, 'nodes'>): number {
  return batchFor(experiment, valuesOf(nodes.values()));
}

function batchFor(experiment: Experiment, values: number): number {
  const room = Math.max(evaluationBytes, trainedBytes(experiment, values));
  return Math.max(1, Math.min(evaluationImages, Math.floor(room / evaluatedBytes(values))));
}

/** Bytes: the larger of a training step (with gradients) and an evaluation, parameters with moments, and the images. */
export function memoryOf(experiment: Experiment, used: readonly Node[]): number {
  const values = valuesOf(used);
  const parameters = used.reduce((sum, node) => sum + node.parameters, 0);
  const { count, size } = experiment.dataset;
  const training = trainedBytes(experiment, values) + 4 * 2 * experiment.losses.length * parameters;
  const evaluating = batchFor(experiment, values) * evaluatedBytes(values);
  return Math.max(training, evaluating) + 4 * 5 * parameters + 5 * count * size * size;
}

/** What of the parameters, the memory and the work of a step is beyond the limits. */
export function sizeProblems(
  experiment: Experiment,
  { parameters, flops, memoryBytes }: Pick<Graph, 'parameters' | 'flops' | 'memoryBytes'>,
): Problem[] {
  const problems: Problem[] = [];
  const millions = (n: number) => `${(n / 1e6).toFixed(1)} million`;
  if (parameters > limits.parameters) {
    problems.push(
      error(
        `The network has ${millions(parameters)} parameters; ${millions(limits.parameters)} are allowed.`,
        'Pool before Flatten, or use fewer filters or units.',
      ),
    );
  }
  if (memoryBytes > limits.memoryBytes) {
    const gigabytes = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
    problems.push(
      error(
        `Training would need about ${gigabytes(memoryBytes)} of memory; ${gigabytes(limits.memoryBytes)} are allowed.`,
        `Use a batch smaller than ${experiment.training.batchSize}, smaller images, or fewer filters.`,
      ),
    );
  }
  const stepFlops = 3 * flops * experiment.training.batchSize;
  if (stepFlops > limits.stepFlops) {
    problems.push(
      error(
        `A step would take ${(stepFlops / 1e9).toFixed(0)} GFLOP; ${limits.stepFlops / 1e9} are allowed.`,
        'Use a smaller batch, smaller images, fewer filters, or pool earlier.',
      ),
    );
  }
  return problems;
}

function error(message: string, remedy: string): Problem {
  return { severity: 'error', at: ['network'], message, remedy };
}
