/** Single steps on a small network with two heads: what muting, faders, penalties and seldom measurements do to them. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment, StrategySection } from '../core/experiment.ts';
import { strategyFields } from '../core/experiment.ts';
import { defaultsOf } from '../core/fields.ts';
import { analyse } from '../core/graph.ts';
import { defaultExperiment, makeLayer, makeLoss, makeOptimizer } from '../core/presets.ts';
import { strategies } from '../core/strategies/index.ts';
import { openBackend } from './backends/index.ts';
import { Data } from './data.ts';
import { generators } from './datasets/index.ts';
import { Stepper } from './stepper.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Two heads on a trunk of one convolution, 48 images of 16×16, plain gradient descent. */
const small: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 48, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, stride: 2, activation: 'relu' }),
      makeLayer('pool-1', 'max-pool', ['conv-1']),
      makeLayer('flatten', 'flatten', ['pool-1']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 16, learningRate: 0.05 },
};
const [colour, size] = ['colour', 'size'].map((id) => small.losses.find((loss) => loss.id === id)!) as [
  Experiment['losses'][number],
  Experiment['losses'][number],
];

function strategyOf(kind: keyof typeof strategies, more: Record<string, unknown> = {}): StrategySection {
  const section: Record<string, unknown> = {
    kind,
    ...defaultsOf(strategies[kind].options),
    ...defaultsOf(strategyFields),
    ...more,
  };
  return section as StrategySection;
}

interface Taken {
  readonly faders?: Readonly<Record<string, number>>;
  readonly measures?: boolean;
}

/** A stepper of the small experiment, changed; `take` steps on one batch after the other and reads the losses. */
async function start(change: Partial<Experiment> = {}) {
  const experiment: Experiment = { ...small, ...change };
  const data = new Data(experiment, await generators.wardrobe(experiment.dataset));
  const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
  const initial = Object.fromEntries(experiment.losses.map((loss) => [loss.id, loss.weight]));
  let step = 0;
  return {
    stepper,
    async take({ faders = {}, measures = false }: Taken = {}) {
      const batch = data.trainingBatch(step, stepper.terms.targets);
      const live = { learningRate: experiment.training.learningRate, faders: { ...initial, ...faders } };
      const report = await stepper.step(batch, step++, live, measures);
      tf.dispose([batch.images, ...batch.targets.values()]);
      const values = report.losses instanceof tf.Tensor ? await report.losses.data<'float32'>() : report.losses;
      if (report.losses instanceof tf.Tensor) report.losses.dispose();
      return { ...report, losses: [...values] };
    },
    theta: async () => (await stepper.theta.data<'float32'>()).slice(),
  };
}

describe('an option of one value each', () => {
  it('stays with its loss while another is muted', async () => {
    const layers = [...small.network.layers, makeLayer('head-area', 'dense', ['flatten'], { units: 1 })];
    const area = makeLoss('area', 'mse', { output: 'head-area', target: 'area' });
    const run = await start({
      network: { layers },
      losses: [colour, size, area],
      strategy: strategyOf('tchebycheff', { ideal: [1e6, 0, 1e5] }),
    });
    run.stepper.setMuted({ colour: true });
    // Against its ideal of 0 the size is worse than the area against 1e5.
    expect((await run.take()).weights).toEqual([0.5, 0]);
    run.stepper.dispose();
  });
});

const schedules = ['joint', 'simultaneous', 'alternating'] as const;

describe.each(schedules)('with no loss to be heard, optimizers %s', (kind) => {
  const change = { schedule: { kind }, optimizer: makeOptimizer('adamw', { weightDecay: 0.1 }) };

  it('stands still while all faders are at 0, and goes on afterwards', async () => {
    const run = await start(change);
    await run.take();
    const before = await run.theta();
    const tensors = tf.memory().numTensors;
    const { terms, losses, weights } = await run.take({ faders: { colour: 0, size: 0 }, measures: true });
    expect({ terms, weights }).toEqual({ terms: ['colour', 'size'], weights: [0, 0] });
    expect(losses.every((loss) => loss > 0)).toBe(true);
    expect(await run.theta()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
    expect((await run.take()).weights).toEqual([1, 1]);
    expect(await run.theta()).not.toEqual(before);
    run.stepper.dispose();
  });

  it('stands still while all losses are muted, and goes on afterwards', async () => {
    const run = await start(change);
    await run.take();
    const before = await run.theta();
    run.stepper.setMuted({ colour: true, size: true });
    const tensors = tf.memory().numTensors;
    const { terms, losses, weights } = await run.take({ measures: true });
    expect({ terms, losses, weights }).toEqual({ terms: [], losses: [], weights: [] });
    expect(await run.theta()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
    run.stepper.setMuted({ colour: false, size: false });
    expect((await run.take()).weights).toEqual([1, 1]);
    expect(await run.theta()).not.toEqual(before);
    run.stepper.dispose();
  });
});

describe('weights that are refreshed every third step', () => {
  const lengthOf = async (run: Awaited<ReturnType<typeof start>>, take: Taken = {}) => {
    const before = await run.theta();
    await run.take(take);
    const after = await run.theta();
    const { start: from = 0, end = 0 } = run.stepper.sharedRanges[0] ?? {};
    return Math.hypot(...after.subarray(from, end).map((value, i) => value - (before[from + i] ?? 0)));
  };

  it('keep the length of the plain sum between two measurements', async () => {
    const plain = await start();
    const halves = {
      strategy: strategyOf('softmax-weights', { length: 'sum', refreshEvery: 3, heads: 'own', learningRate: 1e-5 }),
    };
    const scaled = await start(halves);
    for (let step = 0; step < 5; step++) expect((await lengthOf(scaled)) / (await lengthOf(plain))).toBeCloseTo(1, 2);
    plain.stepper.dispose();
    scaled.stepper.dispose();
  });

  it('are compared by FAMO with the losses of the same batch only', async () => {
    const run = await start({ strategy: strategyOf('famo', { refreshEvery: 3 }) });
    await run.take();
    const { weigher } = await run.stepper.save(1);
    await run.take();
    await run.take();
    expect((await run.stepper.save(3)).weigher).toEqual(weigher);
    await run.take();
    expect((await run.stepper.save(4)).weigher).not.toEqual(weigher);
    run.stepper.dispose();
  });

  it('do not stand for the averaged gradients of DB-MTL: they go on at every step', async () => {
    const seldom = await start({ strategy: strategyOf('db-mtl', { refreshEvery: 3 }) });
    const always = await start({ strategy: strategyOf('db-mtl') });
    for (let step = 0; step < 3; step++) {
      await seldom.take();
      await always.take();
    }
    expect(await seldom.theta()).toEqual(await always.theta());
    seldom.stepper.dispose();
    always.stepper.dispose();
  });
});

describe('FAMO', () => {
  it('keeps its logits while only a penalty is heard', async () => {
    const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { weight: 1e-3 });
    const run = await start({ losses: [...small.losses, penalty], strategy: strategyOf('famo') });
    await run.take();
    await run.take({ faders: { colour: 0, size: 0 } });
    const { weights } = await run.take();
    expect(weights.filter((weight) => !(weight > 0))).toEqual([]);
    run.stepper.dispose();
  });
});

describe('an update as long as that of the plain sum', () => {
  it('rescales weighted heads too, and says so in the weights', async () => {
    // Two losses of weight ½ each: rescaled, that is the plain sum everywhere.
    const halves = {
      strategy: strategyOf('softmax-weights', { length: 'sum', heads: 'weighted', learningRate: 1e-5 }),
    };
    const plain = await start();
    const scaled = await start(halves);
    await plain.take();
    const { weights } = await scaled.take();
    expect(weights).toEqual([expect.closeTo(1, 4), expect.closeTo(1, 4)]);
    const [wanted, found] = [await plain.theta(), await scaled.theta()];
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? 0))))).toBeLessThan(1e-5);
    plain.stepper.dispose();
    scaled.stepper.dispose();
  });
});
