/** Single steps on a small network with two heads: what muting, faders, penalties and seldom measurements do to them. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { openBackend } from '../backends/index.ts';
import { colour, size, small, start, type Taken } from '../testing/steps.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

describe('a network with a single weight tensor', () => {
  it('steps against the gradient of softmax cross-entropy, (p − y)xᵀ', async () => {
    const run = await start({
      network: {
        layers: [
          makeLayer('image', 'input', []),
          makeLayer('flatten', 'flatten', ['image']),
          makeLayer('head-colour', 'dense', ['flatten'], { units: 8, bias: false, initializer: 'zeros' }),
        ],
      },
      losses: [colour],
      training: { ...small.training, learningRate: 1e-3 },
    });
    expect(run.stepper.layout.slots).toHaveLength(1);
    const { losses } = await run.take();
    expect(losses[0]).toBeCloseTo(Math.log(8), 6);
    // Of zero weights p is ⅛: the gradients of the classes cancel at every pixel.
    const theta = await run.theta();
    const rows = Array.from({ length: theta.length / 8 }, (_, i) => [...theta.subarray(8 * i, 8 * i + 8)]);
    for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
    expect(theta.some((weight) => weight !== 0)).toBe(true);
    expect((await run.take()).losses[0]).toBeLessThan(Math.log(8));
    run.stepper.dispose();
  });
});

describe('an option of one value each', () => {
  it('stays with its loss while another is muted', async () => {
    const layers = [...small.network.layers, makeLayer('head-area', 'dense', ['flatten'], { units: 1 })];
    const area = makeLoss('area', 'mse', { output: 'head-area', target: 'area' });
    const run = await start({
      network: { layers },
      losses: [colour, size, area],
      strategy: makeStrategy('tchebycheff', { ideal: [1e6, 0, 1e5] }),
    });
    run.stepper.change({ muted: { colour: true } });
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
    expect(losses.map((loss) => loss > 0)).toEqual([true, true]);
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
    run.stepper.change({ muted: { colour: true, size: true } });
    const tensors = tf.memory().numTensors;
    const { terms, losses, weights } = await run.take({ measures: true });
    expect({ terms, losses, weights }).toEqual({ terms: [], losses: [], weights: [] });
    expect(await run.theta()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
    run.stepper.change({ muted: { colour: false, size: false } });
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
      strategy: makeStrategy('softmax-weights', { length: 'sum', refreshEvery: 3, heads: 'own', learningRate: 1e-5 }),
    };
    const scaled = await start(halves);
    for (let step = 0; step < 5; step++) expect((await lengthOf(scaled)) / (await lengthOf(plain))).toBeCloseTo(1, 2);
    plain.stepper.dispose();
    scaled.stepper.dispose();
  });

  it('are compared by FAMO with the losses of the same batch only', async () => {
    const run = await start({ strategy: makeStrategy('famo', { refreshEvery: 3 }) });
    await run.take();
    const { weigher } = await run.stepper.save();
    await run.take();
    await run.take();
    expect((await run.stepper.save()).weigher).toEqual(weigher);
    await run.take();
    expect((await run.stepper.save()).weigher).not.toEqual(weigher);
    run.stepper.dispose();
  });

  it('do not stand for the averaged gradients of DB-MTL: they go on at every step', async () => {
    const seldom = await start({ strategy: makeStrategy('db-mtl', { refreshEvery: 3 }) });
    const always = await start({ strategy: makeStrategy('db-mtl') });
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
    const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 });
    const run = await start({ losses: [...small.losses, penalty], strategy: makeStrategy('famo') });
    await run.take();
    const { weigher } = await run.stepper.save();
    await run.take({ faders: { colour: 0, size: 0 } });
    expect((await run.stepper.save()).weigher).toEqual(weigher);
    const { terms, weights } = await run.take();
    expect(terms).toEqual(['colour', 'size', 'l2']);
    expect(weights.map((weight) => weight > 0)).toEqual([true, true, true]);
    run.stepper.dispose();
  });
});

describe('an update as long as that of the plain sum', () => {
  it('is that of heads and trunk together where heads are weighted', async () => {
    const plain = await start();
    const scaled = await start({ strategy: makeStrategy('mgda', { length: 'sum', heads: 'weighted' }) });
    const before = await plain.theta();
    await plain.take();
    await scaled.take();
    const lengthOf = (theta: Float32Array) => Math.hypot(...theta.map((value, i) => value - (before[i] ?? 0)));
    const [wanted, found] = [lengthOf(await plain.theta()), lengthOf(await scaled.theta())];
    expect(found / wanted).toBeCloseTo(1, 4);
    plain.stepper.dispose();
    scaled.stepper.dispose();
  });

  it('rescales weighted heads too, and says so in the weights', async () => {
    // Two losses of weight ½ each: rescaled, that is the plain sum everywhere.
    const halves = {
      strategy: makeStrategy('softmax-weights', { length: 'sum', heads: 'weighted', learningRate: 1e-5 }),
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

describe('one optimizer per loss', () => {
  const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.02 });
  const layers = small.network.layers.map((layer) =>
    layer.kind === 'conv2d' || layer.id === 'head-size' ? { ...layer, l1: 0.01, l2: 0.03 } : layer,
  );
  const regularised: Partial<Experiment> = { network: { layers }, losses: [...small.losses, penalty] };
  const changes: [string, Partial<Experiment>][] = [
    ['an added penalty', { losses: [...small.losses, penalty] }],
    ['L1 and L2 of layers', { network: { layers } }],
    ['both', regularised],
    ['both, and a muted loss', { ...regularised, losses: [colour, { ...size, muted: true }, penalty] }],
    ['a penalty alone', { ...regularised, losses: [{ ...colour, fader: 0 }, { ...size, fader: 0 }, penalty] }],
  ];

  it.each(changes)('steps together like one optimizer on the sum, with %s', async (_, change) => {
    const joint = await start(change);
    const simultaneous = await start({ ...change, schedule: { kind: 'simultaneous' } });
    const before = await joint.theta();
    for (let step = 0; step < 8; step++) {
      const taken = await joint.take();
      const { losses, weights } = await simultaneous.take();
      expect(weights).toEqual(taken.weights);
      for (const [i, value] of taken.losses.entries()) expect(Math.abs(value - (losses[i] ?? 0))).toBeLessThan(1e-5);
    }
    const [wanted, found] = [await joint.theta(), await simultaneous.theta()];
    expect(found).not.toEqual(before);
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? 0))))).toBeLessThan(1e-5);
    joint.stepper.dispose();
    simultaneous.stepper.dispose();
  });

  it('divides a penalty among optimizers in turn too', async () => {
    const rests = { ...regularised, training: { ...small.training, learningRate: 1e-4 } };
    const joint = await start(rests);
    const alternating = await start({ ...rests, schedule: { kind: 'alternating' } });
    const before = await joint.theta();
    await joint.take();
    await alternating.take();
    const [wanted, found] = [await joint.theta(), await alternating.theta()];
    // The same to first order of the learning rate.
    const moved = Math.max(...wanted.map((value, i) => Math.abs(value - (before[i] ?? 0))));
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? 0))))).toBeLessThan(0.02 * moved);
    joint.stepper.dispose();
    alternating.stepper.dispose();
  });

  it.each(schedules.slice(1))('leaks nothing while only a penalty is heard, %s', async (kind) => {
    const run = await start({ ...regularised, schedule: { kind } });
    const faders = { colour: 0, size: 0 };
    await run.take({ faders });
    const before = tf.memory().numTensors;
    await run.take({ faders });
    expect(tf.memory().numTensors).toBe(before);
    run.stepper.dispose();
  });

  const closeTo = (values: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [id, expect.closeTo(value, 6)]));

  it.each(schedules.slice(1))('measures the gradients as one optimizer on the sum does, %s', async (kind) => {
    const joint = await start();
    const separate = await start({ schedule: { kind } });
    const faders = { colour: 0.5, size: 1 };
    const wanted = (await joint.take({ faders, measures: true })).measurement;
    const before = tf.memory().numTensors;
    const found = (await separate.take({ faders, measures: true })).measurement;
    expect(tf.memory().numTensors).toBe(before);
    expect(found).toEqual({
      terms: ['colour', 'size'],
      isShared: true,
      gramian: wanted?.gramian.map((row) => row.map((value) => expect.closeTo(value, 6))),
      // The whole trunk is one layer.
      layers: { 'conv-1': wanted?.gramian.map((row) => row.map((value) => expect.closeTo(value, 6))) },
      weights: [1, 1],
      lengths: closeTo(wanted?.lengths),
      shares: { losses: closeTo(wanted?.shares?.losses) },
      descent: wanted?.descent.map((value) => expect.closeTo(value, 6)),
    });
    expect((await separate.take({ faders })).measurement).toBeUndefined();
    joint.stepper.dispose();
    separate.stepper.dispose();
  });

  it('moves the weights the same whether or not the gradients are measured', async () => {
    for (const kind of schedules.slice(1)) {
      const [one, other] = [await start({ schedule: { kind } }), await start({ schedule: { kind } })];
      for (let step = 0; step < 2; step++) {
        await one.take({ measures: true });
        await other.take();
      }
      expect(await one.theta()).toEqual(await other.theta());
      one.stepper.dispose();
      other.stepper.dispose();
    }
  });

  it('counts rates and turns in what the update does', async () => {
    const losses = [{ ...colour, rate: 2, turns: 3 }, size];
    const run = await start({ losses, schedule: { kind: 'alternating' } });
    expect((await run.take({ measures: true })).measurement?.weights).toEqual([6, 1]);
    run.stepper.dispose();
  });
});
