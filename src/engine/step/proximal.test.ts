/** The proximal step of L1 against its closed form in float64, alone and with one optimizer a loss. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer, makeLoss, makeOptimizer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { Data } from '../run/data.ts';
import { Stepper } from './stepper.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const rate = 0.05;

/** Two linear heads on the pixels; the colour's has an L1 of its own. */
const linear: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4, stride: 4 }),
      makeLayer('flatten', 'flatten', ['pool']),
      makeLayer('dense', 'dense', ['flatten'], { units: 6 }),
      makeLayer('head-colour', 'dense', ['dense'], { units: 8, l1: 0.4 }),
      makeLayer('head-size', 'dense', ['dense'], { units: 3 }),
    ],
  },
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 16, learningRate: rate },
};
const [colour, size] = linear.losses as readonly [Experiment['losses'][number], Experiment['losses'][number]];
const l1 = makeLoss('l1', 'l1', { scope: 'all' }, { fader: 0.3 });
const elastic = makeLoss('elastic', 'elastic-net', { scope: 'dense' }, { fader: 0.5, ratio: 0.8 });

/** θ before and after `count` steps on one batch, and the layout of its slots. */
async function run(change: Partial<Experiment>, count = 1) {
  const experiment = { ...linear, ...change };
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
  const batch = data.trainingBatch(0, stepper.terms.targets);
  const before = (await stepper.theta.data<'float32'>()).slice();
  for (let step = 0; step < count; step++) {
    const { losses } = await stepper.step(batch, step, false);
    if (losses instanceof tf.Tensor) losses.dispose();
  }
  const after = (await stepper.theta.data<'float32'>()).slice();
  const { slots } = stepper.layout;
  stepper.dispose();
  tf.dispose([batch.images, ...batch.targets.values()]);
  return { before, after, slots };
}

const soft = (value: number, amount: number) => Math.sign(value) * Math.max(Math.abs(value) - amount, 0);

describe('gradient descent with an L1', () => {
  it('is the soft threshold of the step on the rest, by ηλ of each weight', async () => {
    const losses = [colour, size, l1, elastic];
    const { before, after, slots } = await run({ losses });
    // The step without any L1: the same experiment with the elastic net's squares alone.
    const plain = linear.network.layers.map((layer) => (layer.kind === 'dense' ? { ...layer, l1: 0 } : layer));
    const squares = { ...elastic, fader: 0.5 * 0.2, ratio: 0 };
    const rest = await run({ network: { layers: plain }, losses: [colour, size, squares] });
    expect(rest.before).toEqual(before);
    let zeros = 0;
    for (const { layer, spec, start, size: length } of slots) {
      const lambda =
        spec.name === 'bias' ? 0 : 0.3 + (layer === 'head-colour' ? 0.4 : 0) + (layer === 'dense' ? 0.5 * 0.8 : 0);
      for (let i = start; i < start + length; i++) {
        const expected = soft(rest.after[i] as number, rate * lambda);
        expect(Math.abs((after[i] as number) - expected)).toBeLessThan(1e-6);
        if (after[i] === 0) zeros++;
      }
    }
    expect(zeros).toBeGreaterThan(10);
  });

  it('makes most weights exactly zero, where the subgradient makes none', async () => {
    const losses = [colour, size, l1];
    const [proximal, subgradient] = [
      await run({ losses }, 60),
      await run({ losses, optimizer: makeOptimizer('sgd', { l1: 'subgradient' }) }, 60),
    ];
    const kernels = proximal.slots.filter(({ spec }) => spec.name === 'kernel');
    const zerosOf = (theta: Float32Array) =>
      kernels.reduce(
        (sum, { start, size }) => sum + theta.subarray(start, start + size).filter((x) => x === 0).length,
        0,
      );
    const all = kernels.reduce((sum, { size }) => sum + size, 0);
    expect(zerosOf(proximal.after)).toBeGreaterThan(0.8 * all);
    expect(zerosOf(subgradient.after)).toBe(0);
  });

  it.each([1, 5])('is the same with one optimizer and with one a loss, together, after %i steps', async (count) => {
    const losses = [colour, size, l1, elastic];
    const [joint, together] = [
      await run({ losses }, count),
      await run({ losses, schedule: { kind: 'simultaneous' } }, count),
    ];
    for (const [i, value] of joint.after.entries())
      expect(Math.abs(value - (together.after[i] as number))).toBeLessThan(2e-6);
  });

  it('in turn, shrinks at the turn of each loss by its part', async () => {
    // Without gradients but those of the penalty: a fader this small moves nothing that float32 could hold.
    const silent = [colour, size].map((loss) => ({ ...loss, fader: 1e-30 }));
    const [first, second] = silent as [typeof colour, typeof colour];
    const losses = [{ ...first, rate: 2 }, { ...second, turns: 3 }, l1];
    const layers = linear.network.layers.map((layer) => (layer.kind === 'dense' ? { ...layer, l1: 0 } : layer));
    const { before, after, slots } = await run({ losses, network: { layers }, schedule: { kind: 'alternating' } });
    // The dense layer is shared: half of λ at a turn of rate 2 and at three of rate 1.
    const factors = { dense: (2 + 3) / 2, 'head-colour': 2, 'head-size': 3 };
    for (const { layer, spec, start, size: length } of slots) {
      const amount = spec.name === 'bias' ? 0 : rate * 0.3 * factors[layer as keyof typeof factors];
      for (let i = start; i < start + length; i++)
        expect(Math.abs((after[i] as number) - soft(before[i] as number, amount))).toBeLessThan(1e-6);
    }
  });

  it('of a muted loss leaves its head as it is', async () => {
    const { before, after, slots } = await run({ losses: [{ ...colour, muted: true }, size] }, 3);
    const head = slots.find(({ layer, spec }) => layer === 'head-colour' && spec.name === 'kernel');
    const part = (theta: Float32Array) => theta.subarray(head?.start, (head?.start ?? 0) + (head?.size ?? 0));
    expect(part(after)).toEqual(part(before));
  });
});
