/**
 * Trajectory files: a network with given weights, trained elsewhere on one batch, replayed with our engine: the same
 * stepper, optimizers, schedules and strategies that train in the page.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod/mini';
import type { Experiment, StrategySection } from '../core/experiment.ts';
import { graphOf } from '../core/graphOf.ts';
import type { Layer } from '../core/layers/index.ts';
import { sizeOf } from '../core/layers/size.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../core/make.ts';
import type { Optimizer } from '../core/optimizers.ts';
import { defaultExperiment } from '../core/presets.ts';
import { isStrategyKind, strategies } from '../core/strategies/index.ts';
import { openBackend } from '../engine/backends/index.ts';
import { layOut } from '../engine/step/layout.ts';
import { Stepper } from '../engine/step/stepper.ts';
import { keyOf } from '../engine/step/terms.ts';
import { readOptions, UnknownVector, type Verdict } from './vectors.ts';
import { wasmPaths } from './wasmPaths.ts';

const layerSchema = z.looseObject({ kind: z.string(), weights: z.optional(z.string()) });
const runSchema = z.object({
  name: z.string(),
  strategy: z.string(),
  options: z.optional(z.record(z.string(), z.unknown())),
  schedule: z.enum(['joint', 'simultaneous', 'alternating']),
  lossWeights: z.array(z.number()),
  heads: z.enum(['own', 'weighted']),
  optimizer: z.looseObject({ kind: z.enum(['sgd', 'momentum', 'rmsprop', 'adam', 'adamw']), learningRate: z.number() }),
  tolerance: z.number().check(z.positive()),
  expected: z.object({ losses: z.array(z.array(z.number())).check(z.minLength(2)) }),
});
const fileSchema = z.object({
  format: z.literal(1),
  kind: z.literal('trajectory'),
  network: z.object({
    input: z.array(z.int()).check(z.length(3)),
    trunk: z.array(layerSchema),
    heads: z.array(layerSchema).check(z.minLength(1)),
  }),
  batch: z.object({ inputs: z.unknown(), labels: z.array(z.array(z.int())) }),
  weights: z.record(z.string(), z.unknown()),
  runs: z.array(runSchema).check(z.minLength(1)),
});
type TrajectoryFile = z.infer<typeof fileSchema>;
type TrajectoryRun = z.infer<typeof runSchema>;

/** Trains the file's network on the wasm backend and compares the losses step by step: error = max|loss − expected|. */
export async function verifyTrajectory(content: unknown): Promise<Verdict> {
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const note = `not a trajectory of format 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
    return { strategy: 'trajectory', cases: 0, status: 'unknown', notes: [note] };
  }
  await openBackend('wasm', wasmPaths(), { threads: 1 });
  const file = parsed.data;
  const unknown: string[] = [];
  const differs: string[] = [];
  let largest = 0;
  for (const run of file.runs) {
    try {
      const error = await replayRun(file, run);
      largest = Math.max(largest, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
      if (!(error <= run.tolerance)) differs.push(`${run.name}: error ${error.toExponential(2)} > ${run.tolerance}`);
    } catch (error) {
      if (!(error instanceof UnknownVector)) throw error;
      unknown.push(`${run.name}: ${error.message}`);
    }
  }
  const status = unknown.length > 0 ? 'unknown' : differs.length > 0 ? 'differs' : 'ok';
  return { strategy: 'trajectory', cases: file.runs.length, error: largest, status, notes: [...unknown, ...differs] };
}

async function replayRun(file: TrajectoryFile, run: TrajectoryRun): Promise<number> {
  const experiment = experimentOf(file, run);
  const graph = graphOf(experiment);
  const blocking = graph.problems.find((problem) => problem.at[0] === 'network' && problem.severity === 'error');
  if (blocking && [...graph.nodes.values()].some((node) => !node.shape)) throw new UnknownVector(blocking.message);
  const { slots, size } = layOut(experiment, graph);
  const theta = new Float32Array(size);
  for (const slot of slots) {
    const name = file.weights[keyOf(slot)];
    const values = (Array.isArray(name) ? name.flat(Number.POSITIVE_INFINITY) : []) as number[];
    if (values.length !== slot.size) throw new UnknownVector(`there are no ${slot.size} weights ${keyOf(slot)}`);
    theta.set(values, slot.start);
  }
  const start = { step: 0, theta, statistics: {}, optimizers: {}, weigher: undefined };
  const stepper = new Stepper(experiment, graph, 1, start);
  const shape = file.network.input;
  const inputs = (Array.isArray(file.batch.inputs) ? file.batch.inputs.flat(Number.POSITIVE_INFINITY) : []) as number[];
  const count = inputs.length / sizeOf(shape);
  const images = tf.tensor4d(Float32Array.from(inputs), [count, shape[0] ?? 0, shape[1] ?? 0, shape[2] ?? 0]);
  const targets = new Map(file.batch.labels.map((labels, i) => [targetOf(i), tf.tensor1d(labels, 'int32')]));
  const batch = { images, targets, weights: new Map(), size: count };
  let error = 0;
  // The losses after the last step are those before one step more.
  for (const [step, expected] of run.expected.losses.entries()) {
    const { losses } = await stepper.step(batch, step, false);
    const values = losses instanceof tf.Tensor ? await losses.data() : losses;
    if (losses instanceof tf.Tensor) losses.dispose();
    if (values.length !== expected.length) throw new UnknownVector(`${expected.length} losses are expected`);
    for (const [i, value] of expected.entries()) {
      const distance = Math.abs((values[i] ?? Number.NaN) - value);
      if (!(distance <= error)) error = distance;
    }
    if (Number.isNaN(error)) break;
  }
  stepper.dispose();
  tf.dispose([images, ...targets.values()]);
  return error;
}

/** The targets of the replayed losses: any category will do, the labels come from the file. */
const categories = ['garment', 'colour', 'size', 'pattern'] as const;

function targetOf(index: number): string {
  const target = categories[index];
  if (!target) throw new UnknownVector(`more than ${categories.length} heads`);
  return target;
}

function experimentOf({ network }: TrajectoryFile, run: TrajectoryRun): Experiment {
  const [height, width, channels] = network.input;
  if (height !== width || channels !== 3) throw new UnknownVector(`images of ${network.input.join('×')}`);
  const trunk: Layer[] = [makeLayer('image', 'input', [])];
  for (const raw of network.trunk) trunk.push(layerOf(raw, trunk.at(-1)?.id ?? 'image', trunk.length));
  const heads = network.heads.map((raw, i) => layerOf(raw, trunk.at(-1)?.id ?? 'image', trunk.length + i));
  const { kind, learningRate, ...params } = run.optimizer;
  return {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, size: height ?? 16 },
    network: { layers: [...trunk, ...heads] },
    losses: heads.map((head, i) =>
      makeLoss(
        `loss-${i + 1}`,
        'softmax-cross-entropy',
        { output: head.id, target: targetOf(i) },
        { fader: run.lossWeights[i] ?? 1 },
      ),
    ),
    strategy: strategyOf(run, heads.length),
    schedule: { kind: run.schedule },
    optimizer: optimizerOf(kind, params),
    training: { ...defaultExperiment.training, learningRate },
  };
}

const kinds = {
  conv2d: ['filters', 'kernel', 'stride', 'padding', 'dilation', 'activation'],
  dense: ['units', 'activation'],
  'max-pool': ['size', 'stride', 'padding'],
  'average-pool': ['size', 'stride', 'padding'],
  'global-pool': [],
  flatten: [],
} as const;

function layerOf(raw: z.infer<typeof layerSchema>, input: string, index: number): Layer {
  const { kind, weights, ...params } = raw;
  if (!isKnown(kind)) throw new UnknownVector(`there is no layer "${kind}" in trajectories`);
  const allowed: readonly string[] = kinds[kind];
  const unknown = Object.keys(params).find((name) => !allowed.includes(name));
  if (unknown) throw new UnknownVector(`${kind} has no parameter "${unknown}"`);
  return makeLayer(weights ?? `${kind}-${index}`, kind, [input], params);
}

function isKnown(kind: string): kind is keyof typeof kinds {
  return Object.hasOwn(kinds, kind);
}

function strategyOf(run: TrajectoryRun, count: number): StrategySection {
  const { strategy: kind } = run;
  if (!isStrategyKind(kind)) throw new UnknownVector(`there is no strategy "${kind}" here`);
  const { options } = readOptions(strategies[kind], run.options ?? {}, count, {
    losses: run.lossWeights,
    expected: {},
  });
  return makeStrategy(kind, { ...options, heads: run.heads });
}

function optimizerOf(kind: Optimizer['kind'], params: Record<string, unknown>): Optimizer {
  const known = makeOptimizer(kind);
  const unknown = Object.keys(params).find((name) => !Object.hasOwn(known, name));
  if (unknown) throw new UnknownVector(`${kind} has no parameter "${unknown}"`);
  return makeOptimizer(kind, params);
}
