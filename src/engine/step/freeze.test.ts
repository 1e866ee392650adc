/** Frozen layers and stop-gradients in training: the gradient is what the experiment says, and what is frozen stays. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { scheduleFields } from '../../core/experiment.ts';
import { metaOf } from '../../core/fields.ts';
import { analyse } from '../../core/graph.ts';
import type { Layer } from '../../core/layers/index.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { Data } from '../run/data.ts';
import { initialWeight } from './layout.ts';
import { Stepper } from './stepper.ts';
import { stopGradient, Tape } from './tape.ts';
import { type Batch, disposeBatch } from './terms.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Smooth everywhere; the head of the size reads the trunk directly, or behind a stop-gradient. */
function experimentOf(change: { readonly stop?: boolean; readonly frozen?: readonly string[] } = {}): Experiment {
  const { stop = false, frozen = [] } = change;
  const layers = [
    makeLayer('image', 'input', []),
    makeLayer('conv-1', 'conv2d', ['image'], { filters: 3, stride: 2, activation: 'tanh' }),
    makeLayer('norm', 'batch-norm', ['conv-1']),
    makeLayer('conv-2', 'conv2d', ['norm'], { filters: 4, stride: 2, activation: 'tanh' }),
    makeLayer('pool', 'average-pool', ['conv-2']),
    makeLayer('flatten', 'flatten', ['pool']),
    makeLayer('stop', 'stop-gradient', ['flatten']),
    makeLayer('head-colour', 'dense', ['flatten'], { units: 8, l1: 0.01, l2: 0.02 }),
    makeLayer('head-size', 'dense', [stop ? 'stop' : 'flatten'], { units: 3 }),
  ];
  const freeze = (layer: Layer) => (frozen.includes(layer.id) ? ({ ...layer, trained: false } as Layer) : layer);
  return {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
    network: { layers: layers.map(freeze) },
    training: { ...defaultExperiment.training, batchSize: 8, learningRate: 0.1 },
  };
}

interface Opened {
  readonly stepper: Stepper;
  readonly batch: Batch;
}

function open(experiment: Experiment): Opened {
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
  return { stepper, batch: data.trainingBatch(0, stepper.terms.targets) };
}

function close({ stepper, batch }: Opened): void {
  stepper.dispose();
  disposeBatch(batch);
}

/** The losses at θ in training, in float64. */
async function lossesAt({ stepper, batch }: Opened, theta: Float32Array): Promise<number[]> {
  const scalars = tf.tidy(() => {
    const mode = { isTraining: true, random: makeRandom(1), updates: new Map() };
    return [...stepper.terms.evaluate(tf.tensor1d(theta), stepper.statistics, batch, mode).losses];
  });
  const values = await Promise.all(scalars.map(async (scalar) => (await scalar.data())[0] as number));
  tf.dispose(scalars);
  return values;
}

/** The gradient of every loss [P] at the first θ, by the tape. */
async function gradients({ stepper, batch }: Opened): Promise<Float32Array[]> {
  const rows = tf.tidy(() => {
    const mode = { isTraining: true, random: makeRandom(1), updates: new Map() };
    const { value, tape } = Tape.record(() => stepper.terms.evaluate(stepper.theta, stepper.statistics, batch, mode));
    const found = value.losses.map((loss) => tape.backward(stepper.theta, [[loss, 1]]));
    tape.end();
    return found;
  });
  const values = await Promise.all(rows.map(async (row) => (await row.data<'float32'>()).slice()));
  tf.dispose(rows);
  return values;
}

/** ⟨∇L, d⟩ by central differences with Richardson's rule, for a random direction of ±1 through one layer's weights. */
async function slopes(opened: Opened, layer: string): Promise<{ direction: Float32Array; slopes: number[] }> {
  const { stepper } = opened;
  const theta = (await stepper.theta.data<'float32'>()).slice();
  const random = makeRandom(5).fork(layer);
  const direction = new Float32Array(theta.length);
  for (const slot of stepper.layout.slots.filter((one) => one.layer === layer))
    for (let i = slot.start; i < slot.start + slot.size; i++) direction[i] = random.next() < 0.5 ? -1 : 1;
  const at = (h: number) =>
    lossesAt(
      opened,
      theta.map((value, i) => value + h * (direction[i] ?? 0)),
    );
  const difference = async (h: number) => {
    const [up, down] = [await at(h), await at(-h)];
    return up.map((value, i) => (value - (down[i] ?? 0)) / (2 * h));
  };
  const [fine, coarse] = [await difference(2 ** -7), await difference(2 ** -6)];
  return { direction, slopes: fine.map((value, i) => (4 * value - (coarse[i] ?? 0)) / 3) };
}

function dot(a: Float32Array | undefined, b: Float32Array): number {
  let sum = 0;
  for (const [i, value] of (a ?? []).entries()) sum += value * (b[i] ?? 0);
  return sum;
}

/** The losses are colour, size, in this order. */
const [colour, size] = [0, 1] as const;

describe('the gradient', () => {
  it.each([
    ['with all trained', {}],
    ['with the layer in the middle frozen', { frozen: ['conv-2'] }],
    ['with a batch norm frozen', { frozen: ['norm'] }],
  ])('is that of the losses, %s', async (_, change) => {
    const opened = open(experimentOf(change));
    const rows = await gradients(opened);
    const layers = [...new Set(opened.stepper.layout.slots.map(({ layer }) => layer))];
    expect(layers).toContain('conv-1');
    for (const layer of layers) {
      const { direction, slopes: expected } = await slopes(opened, layer);
      for (const row of [colour, size]) expect(dot(rows[row], direction)).toBeCloseTo(expected[row] as number, 2);
    }
    close(opened);
  });

  it('behind a stop-gradient is that of a loss whose input is a constant', async () => {
    const opened = open(experimentOf({ stop: true }));
    const rows = await gradients(opened);
    const slots = opened.stepper.layout.slots;
    for (const { layer, start, size: length } of slots) {
      const [ofColour, ofSize] = rows.map((row) => row.subarray(start, start + length));
      const { direction, slopes: values } = await slopes(opened, layer);
      if (layer === 'head-size') expect(dot(rows[size], direction)).toBeCloseTo(values[size] as number, 2);
      else {
        expect(dot(rows[colour], direction)).toBeCloseTo(values[colour] as number, 2);
        // The value of the size does depend on the trunk; its gradient says otherwise, exactly.
        expect(ofSize?.every((value) => value === 0)).toBe(true);
        if (layer === 'conv-2') expect(Math.abs(values[size] as number)).toBeGreaterThan(0.01);
      }
      if (layer === 'head-size') expect(ofColour?.every((value) => value === 0)).toBe(true);
    }
    close(opened);
  });

  it('of what is before a stop-gradient is nothing, also where it would be infinite', async () => {
    const x = tf.tensor1d([0, 4]);
    const { value, tape } = Tape.record(() => tf.sum(tf.add(stopGradient(tf.log(x)), tf.mul(x, 2))) as tf.Scalar);
    const gradient = tape.backward(x, [[value, 1]]);
    tape.end();
    expect([...(await value.data())]).toEqual([Number.NEGATIVE_INFINITY]);
    expect([...(await gradient.data())]).toEqual([2, 2]);
    tf.dispose([x, value, gradient]);
  });
});

describe('the parts of θ', () => {
  it('are shared where at least two losses train them', async () => {
    const opened = open(experimentOf({ frozen: ['conv-1'] }));
    const sizes = new Map<string, number>();
    for (const slot of opened.stepper.layout.slots) sizes.set(slot.layer, (sizes.get(slot.layer) ?? 0) + slot.size);
    expect([...sizes]).toEqual([
      ['norm', 6],
      ['conv-2', 3 * 3 * 3 * 4 + 4],
      ['head-colour', 16 * 8 + 8],
      ['head-size', 16 * 3 + 3],
    ]);
    const shared = opened.stepper.sharedRanges.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(shared).toBe(6 + 3 * 3 * 3 * 4 + 4);
    close(opened);
    const behind = open(experimentOf({ stop: true }));
    expect(behind.stepper.sharedRanges).toEqual([]);
    close(behind);
  });
});

const schedules = (metaOf(scheduleFields.shape.kind).choices ?? []).map(({ value }) => value);
const optimizers = [
  makeOptimizer('adamw', { weightDecay: 0.5 }),
  makeOptimizer('momentum', { nesterov: true }),
  makeOptimizer('sgd'),
];

describe('a frozen layer', () => {
  it.each(schedules.flatMap((kind) => optimizers.map((optimizer) => [kind, optimizer.kind, optimizer] as const)))(
    'answers with the same bits after steps %s with %s and every penalty, while the others move',
    async (kind, _, optimizer) => {
      const base = experimentOf({ frozen: ['conv-1', 'head-colour'] });
      const opened = open({
        ...base,
        optimizer,
        schedule: { kind } as Experiment['schedule'],
        strategy: makeStrategy(kind === 'joint' ? 'upgrad' : 'sum'),
        losses: [
          ...base.losses,
          makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.1 }),
          makeLoss('l1', 'l1', { scope: 'conv-1' }, { fader: 0.1 }),
        ],
      });
      const { stepper, batch } = opened;
      const outputsOf = async (ids: readonly string[]) => {
        const outputs = tf.tidy(() => {
          const mode = { isTraining: false, random: makeRandom(1), updates: new Map() };
          const { outputs } = stepper.terms.evaluate(stepper.theta, stepper.statistics, batch, mode);
          return ids.map((id) => tf.clone(outputs.get(id) as tf.Tensor));
        });
        const values = await Promise.all(outputs.map(async (output) => [...(await output.data())]));
        tf.dispose(outputs);
        return values;
      };
      const before = await outputsOf(['conv-1', 'conv-2']);
      const theta = await stepper.theta.data();
      for (let step = 0; step < 3; step++) {
        const { losses } = await stepper.step(batch, step, false);
        if (losses instanceof tf.Tensor) losses.dispose();
      }
      const after = await outputsOf(['conv-1', 'conv-2']);
      expect(after[0]).toEqual(before[0]);
      expect(after[1]).not.toEqual(before[1]);
      expect(await stepper.theta.data()).not.toEqual(theta);
      for (const weight of stepper.layout.frozen) {
        const tensor = stepper.frozen.get(`${weight.layer}/${weight.spec.name}`);
        expect(await tensor?.data()).toEqual(initialWeight(base, weight));
      }
      expect(new Set(stepper.layout.frozen.map(({ layer }) => layer))).toEqual(new Set(['conv-1', 'head-colour']));
      close(opened);
    },
  );

  it('begins with the weights that it would have if it were trained', async () => {
    const [trained, still] = [open(experimentOf()), open(experimentOf({ frozen: ['conv-2'] }))];
    const { stepper, batch } = trained;
    expect(await lossesAt(still, (await still.stepper.theta.data<'float32'>()).slice())).toEqual(
      await lossesAt({ stepper, batch }, (await stepper.theta.data<'float32'>()).slice()),
    );
    close(trained);
    close(still);
  });
});

describe('the statistics of a batch norm', () => {
  const withStatistics = (statistics: string, frozen: readonly string[]): Experiment => {
    const experiment = experimentOf({ frozen });
    const choose = (layer: Layer) => (layer.kind === 'batch-norm' ? ({ ...layer, statistics } as Layer) : layer);
    return { ...experiment, network: { layers: experiment.network.layers.map(choose) } };
  };

  it.each([
    ['batch', ['norm'], true],
    ['batch', [], true],
    ['running', ['norm'], false],
    ['running', [], false],
  ] as const)('%s, frozen %j: they move (%s)', async (statistics, frozen, moves) => {
    const opened = open(withStatistics(statistics, frozen));
    const { losses } = await opened.stepper.step(opened.batch, 0, false);
    if (losses instanceof tf.Tensor) losses.dispose();
    const [mean, variance] = await Promise.all(
      ['norm/moving-mean', 'norm/moving-variance'].map(async (key) => [
        ...((await opened.stepper.statistics.get(key)?.data()) ?? []),
      ]),
    );
    expect(mean?.every((value) => value === 0)).toBe(!moves);
    expect(variance?.every((value) => value === 1)).toBe(!moves);
    close(opened);
  });
});
