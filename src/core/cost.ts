/**
 * What an experiment costs: the memory of training and of evaluating, the work of a step, and what is refused because a
 * browser would hang. Every loss counts, also one that is muted or down: it can be raised while a run goes on.
 */
import type { DataDescription } from './datasets/dataset.ts';
import { describeData } from './datasets/describe.ts';
import { type Experiment, limits } from './experiment.ts';
import { layerKind } from './layers/index.ts';
import { sizeOf } from './layers/size.ts';
import type { Loss } from './losses/index.ts';
import { isAdded, isOfVector } from './losses/roles.ts';
import type { Node } from './node.ts';
import { error, type Problem } from './problem.ts';
import { findStrategy } from './strategies/index.ts';

/** What a network costs. The layers that no loss reaches are not built and cost nothing. */
export interface Cost {
  /** Values that are trained. */
  readonly parameters: number;
  /** Values of the weights of frozen layers. */
  readonly frozen: number;
  /** Of training at the experiment's batch size or of evaluating, whichever needs more; estimated. */
  readonly memoryBytes: number;
  readonly step: StepWork;
}

/** Images of an evaluation batch at most: enough to amortise a launch. */
const evaluationImages = 128;
/** Bytes that the layer outputs of an evaluation may take where those of training take less. */
const evaluationBytes = 2 ** 28;

/** Values of all layer outputs for one image. */
function valuesOf(used: Iterable<Node>): number {
  let sum = 0;
  for (const node of used) if (node.readBy.length > 0) sum += sizeOf(node.shape ?? []);
  return sum;
}

/** How often the outputs are there at once, with their gradients; in turn, the first pass outlives the others. */
const copies = { joint: 3, simultaneous: 4, alternating: 5 } as const;

/** Bytes of the outputs kept for the backward pass and their gradients, of a whole batch. */
function trainedBytes({ schedule, training }: Experiment, values: number): number {
  return 4 * copies[schedule.kind] * training.batchSize * values;
}

/** Bytes of one image's outputs in an evaluation, and of what comes and goes beside them. */
const evaluatedBytes = (values: number) => 4 * 2 * values;

/** Images of an evaluation batch, so few that what can be trained can be evaluated: 1 to 128. */
export function evaluationBatch(experiment: Experiment, nodes: Iterable<Node>): number {
  return batchFor(experiment, valuesOf(nodes));
}

function batchFor(experiment: Experiment, values: number): number {
  const room = Math.max(evaluationBytes, trainedBytes(experiment, values));
  return Math.max(1, Math.min(evaluationImages, Math.floor(room / evaluatedBytes(values))));
}

/** Bytes: the larger of a training step (with gradients) and an evaluation, parameters with moments, and the images. */
export function memoryOf(experiment: Experiment, used: readonly Node[]): number {
  const values = valuesOf(used);
  const parameters = used.reduce((sum, node) => sum + node.parameters, 0);
  const frozen = used.reduce((sum, node) => sum + node.frozen, 0);
  const scratch = used.reduce(
    (sum, { layer, inputShapes }) => sum + (layerKind(layer.kind).scratch?.(inputShapes, layer) ?? 0),
    0,
  );
  const training = trainedBytes(experiment, values) + 4 * 2 * experiment.losses.length * parameters;
  const evaluating = batchFor(experiment, values) * evaluatedBytes(values);
  return Math.max(training, evaluating) + 4 * (5 * parameters + frozen + scratch) + dataBytes(describeData(experiment));
}

/** Bytes of all images, and of their masks as they are trained on and as they are validated on. */
function dataBytes({ count, height, width, channels, targets }: DataDescription): number {
  const masks = targets.filter(({ kind }) => kind === 'mask').length;
  return count * height * width * (channels + 2 * masks);
}

/**
 * What one step does: a backward pass is two forward passes' work (the gradients of inputs and of weights), on the layers
 * that its losses reach and that lead back to trained weights; one where the weights are frozen.
 */
export interface StepWork {
  /** Forward passes of the whole network. */
  readonly forward: number;
  readonly backward: number;
  /** Floating-point operations of all passes on a whole batch. */
  readonly flops: number;
}

/** The work of the dearest step: of a strategy that refreshes its gradients now and then, the one in which it does. */
export function stepWork(experiment: Experiment, used: readonly Node[]): StepWork {
  const needed = (losses: readonly Loss[], by: 'readBy' | 'reachedBy') =>
    used.filter((node) => losses.some(({ id }) => node[by].includes(id)));
  const forwardFlops = needed(experiment.losses, 'readBy').reduce((sum, node) => sum + node.flops, 0);
  const backwardFlops = (losses: readonly Loss[]) =>
    needed(losses, 'reachedBy').reduce(
      (sum, { flops, frozen, leadsToTrained }) => sum + (leadsToTrained ? flops * (frozen > 0 ? 1 : 2) : 0),
      0,
    );
  const { forward, backward } = passesOf(experiment);
  const flops = backward.reduce(
    (sum, { losses, times }) => sum + times * backwardFlops(losses),
    forward * forwardFlops,
  );
  return {
    forward,
    backward: backward.reduce((sum, { times }) => sum + times, 0),
    flops: experiment.training.batchSize * flops,
  };
}

interface Passes {
  readonly forward: number;
  readonly backward: readonly { readonly losses: readonly Loss[]; readonly times: number }[];
}

function passesOf({ losses, schedule, strategy }: Experiment): Passes {
  const vector = losses.filter((loss) => isOfVector(loss, strategy));
  const added = losses.filter((loss) => isAdded(loss, strategy));
  if (schedule.kind !== 'joint') {
    const isAlternating = schedule.kind === 'alternating';
    const backward = vector.map((loss) => ({ losses: [loss], times: isAlternating ? loss.turns : 1 }));
    // The penalties are taken wherever the losses are: at every turn, or once for all.
    const points = isAlternating
      ? Math.max(
          1,
          vector.reduce((sum, { turns }) => sum + turns, 0),
        )
      : 1;
    return { forward: points, backward: withAdded(backward, added, points) };
  }
  const forward = findStrategy(strategy.kind)?.observe ? 2 : 1;
  if (!measuresGradients(strategy)) return { forward, backward: [{ losses, times: 1 }] };
  const rows = vector.map((loss) => ({ losses: [loss], times: 1 }));
  return { forward, backward: withAdded(rows, added, 1) };
}

function withAdded(rows: Passes['backward'], added: readonly Loss[], times: number): Passes['backward'] {
  return added.length > 0 ? [...rows, { losses: added, times }] : rows;
}

/** Whether each loss gets a backward pass of its own. */
export function measuresGradients({ kind, heads, length }: Experiment['strategy']): boolean {
  const { needs, family } = findStrategy(kind) ?? {};
  return needs === 'gramian' || needs === 'jacobian' || length === 'sum' || (family === 'losses' && heads === 'own');
}

/** Size class of a training step: log₂ of its floating-point operations, rounded. Backends rank by it. */
export function costOf({ step }: Pick<Cost, 'step'>): number {
  return Math.round(Math.log2(Math.max(1, step.flops)));
}

/** What of the parameters, the memory and the work of a step is beyond the limits. */
export function sizeProblems(experiment: Experiment, { parameters, frozen, step, memoryBytes }: Cost): Problem[] {
  const problems: Problem[] = [];
  const millions = (n: number) => `${(n / 1e6).toFixed(1)} million`;
  if (parameters + frozen > limits.parameters) {
    problems.push(
      error(
        ['network'],
        `The network has ${millions(parameters + frozen)} parameters; ${millions(limits.parameters)} are allowed.`,
        'Pool before Flatten, or use fewer filters or units.',
      ),
    );
  }
  if (memoryBytes > limits.memoryBytes) {
    const gigabytes = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
    problems.push(
      error(
        ['network'],
        `Training would need about ${gigabytes(memoryBytes)} of memory; ${gigabytes(limits.memoryBytes)} are allowed.`,
        `Use a batch smaller than ${experiment.training.batchSize}, smaller images, or fewer filters.`,
      ),
    );
  }
  if (step.flops > limits.stepFlops) {
    const passes = step.backward > 1 ? ` (forward ${step.forward}×, backward ${step.backward}×)` : '';
    const first = step.forward > 2 ? 'Use fewer steps a turn' : step.backward > 1 ? 'Use fewer losses' : undefined;
    problems.push(
      error(
        ['network'],
        `A step would take ${(step.flops / 1e9).toFixed(0)} GFLOP${passes}; ${limits.stepFlops / 1e9} are allowed.`,
        `${first ? `${first}, a` : 'Use a'} smaller batch, smaller images, fewer filters, or pool earlier.`,
      ),
    );
  }
  return problems;
}
