/**
 * Which framework's convention each is, as the help of the fields says: against numbers of PyTorch 2.13 and Keras 3.15.
 * Optimizers take gradients ½, −¼, 1 from 1 at the rates 0.1, 0.1, 0.01 with ε = 0.01.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { epochOf } from '../../core/datasets/describe.ts';
import { type LayerKindName, layerKind } from '../../core/layers/index.ts';
import type { Shape } from '../../core/layers/layer.ts';
import { isProblem } from '../../core/layers/size.ts';
import { makeLayer, makeOptimizer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { initialWeight } from './layout.ts';
import { runLayer, type Updates } from './network.ts';
import { FlatOptimizer } from './optimizer.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

describe('an optimizer', () => {
  const epsilon = 0.01;
  test.each([
    [
      'momentum: the rate is outside of the velocity, as in PyTorch',
      makeOptimizer('momentum', { momentum: 0.9 }),
      { torch: [0.95, 0.93, 0.9182], keras: [0.95, 0.93, 0.902] },
      'torch',
    ],
    [
      'momentum of Nesterov, as in PyTorch',
      makeOptimizer('momentum', { momentum: 0.9, nesterov: true }),
      { torch: [0.905, 0.912, 0.89138], keras: [0.905, 0.912, 0.8768] },
      'torch',
    ],
    [
      'rmsprop: ε is under the root, as in Keras',
      makeOptimizer('rmsprop', { rho: 0.9, epsilon }),
      {
        torch: [0.7025825642401224, 0.8418131485142339, 0.8144000163741317],
        keras: [0.7327387541050727, 0.8597388829977126, 0.8326101062417086],
      },
      'keras',
    ],
    [
      'adam: ε is added to √v̂, as in PyTorch',
      makeOptimizer('adam', { epsilon }),
      {
        torch: [0.9019607843137255, 0.8759843369074775, 0.8695012085787391],
        keras: [0.9387425877594727, 0.9217341561427908, 0.9165768864594614],
      },
      'torch',
    ],
    [
      'adamw, as in PyTorch',
      makeOptimizer('adamw', { epsilon, weightDecay: 0.01 }),
      {
        torch: [0.9009607843137255, 0.8740833761231638, 0.8675128394568131],
        keras: [0.937742600634076, 0.919796438489824, 0.914547174299605],
      },
      'torch',
    ],
  ] as const)('%s', async (_, optimizer, numbers, ours) => {
    const flat = new FlatOptimizer(optimizer, 1);
    let theta = tf.tensor1d([1]);
    const found: number[] = [];
    for (const [gradient, rate] of [
      [0.5, 0.1],
      [-0.25, 0.1],
      [1, 0.01],
    ] as const) {
      const before = theta;
      const g = tf.tensor1d([gradient]);
      theta = tf.keep(flat.apply(theta, g, rate, [{ start: 0, end: 1 }]));
      tf.dispose([before, g]);
      found.push((await theta.data())[0] as number);
    }
    const distance = (to: readonly number[]) => Math.max(...to.map((value, i) => Math.abs(value - (found[i] ?? 9))));
    expect(distance(numbers[ours])).toBeLessThan(1e-6);
    expect(distance(numbers[ours === 'torch' ? 'keras' : 'torch'])).toBeGreaterThan(0.01);
    theta.dispose();
    flat.dispose();
  });
});

/** One layer on one batch in training, with its statistics at 0 and 1; what it gives, and the new statistics. */
async function answer(kind: LayerKindName, params: object, shape: Shape, x: readonly number[]) {
  const { infer, weights } = layerKind(kind);
  const layer = makeLayer('it', kind, ['in'], { ...params });
  const output = infer([shape], layer);
  if (isProblem(output)) throw new Error(output.message);
  const specs = weights?.([shape], layer) ?? [];
  const rest = { parameters: 0, frozen: 0, flops: 0, receptiveField: 1, jump: 1, readBy: [], reachedBy: [] };
  const node = {
    layer,
    title: 'it',
    inputShapes: [shape],
    shape: output,
    weights: specs,
    leadsToTrained: true,
    ...rest,
  };
  const all = new Map(
    specs.map(({ name, shape, initial }) => [
      `it/${name}`,
      initial === 'ones' ? tf.ones([...shape]) : tf.zeros([...shape]),
    ]),
  );
  const updates: Updates = new Map();
  const pass = { weights: all, statistics: all, isTraining: true, random: makeRandom(1), updates };
  const plan = { layers: ['it'], masked: new Set<string>(), fixed: new Set<string>() };
  const batch = x.length / shape.reduce((a, b) => a * b, 1);
  const y = runLayer(node, [tf.tensor([...x], [batch, ...shape])], { pass, plan, convolved: new Map() });
  const statistics = await Promise.all([...updates].map(async ([key, value]) => [key, [...(await value.data())]]));
  return { y: [...(await y.data())], statistics: Object.fromEntries(statistics) as Record<string, number[]> };
}

describe('a layer', () => {
  test('batch norm: the momentum is what stays and the variance is divided by n, as in Keras', async () => {
    const { statistics } = await answer('batch-norm', { momentum: 0.9 }, [1], [1, 2, 6]);
    expect(statistics['it/moving-mean']?.[0]).toBeCloseTo(0.3, 6);
    expect(statistics['it/moving-variance']?.[0]).toBeCloseTo(1.3666667, 6); // PyTorch: 1.6
  });

  test('batch norm by its running averages is Keras’ with trainable = False; by the batch PyTorch’s without gradients', async () => {
    const kept = await answer('batch-norm', { statistics: 'running' }, [1], [1, 2, 6]);
    expect(kept.statistics).toEqual({});
    [0.9995004, 1.9990008, 5.9970026].forEach((value, i) => {
      expect(kept.y[i]).toBeCloseTo(value, 5);
    });
    const { y } = await answer('batch-norm', { epsilon: 1e-5 }, [1], [1, 2, 6]);
    [-0.9258, -0.4629, 1.3887].forEach((value, i) => {
      expect(y[i]).toBeCloseTo(value, 4);
    });
  });

  test('average pooling, same: over the pixels inside the window, as in Keras', async () => {
    const { y } = await answer('average-pool', { padding: 'same' }, [3, 3, 1], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(y).toEqual([2, 3.5, 6.5, 8]);
  });

  test.each(['max-pool', 'average-pool'] as const)('%s: valid by default, as in Keras and PyTorch', (kind) => {
    expect(makeLayer('it', kind, [])).toMatchObject({ padding: 'valid', size: 2, stride: 2 });
  });

  test('depthwise fans are (9, 18) for 3×3, 4 channels and a multiplier of 2: in as PyTorch (9, 72), out as Keras (36, 18)', () => {
    const [kernel] =
      layerKind('depthwise-conv2d').weights?.(
        [[8, 8, 4]],
        makeLayer('it', 'depthwise-conv2d', [], { multiplier: 2 }),
      ) ?? [];
    expect([kernel?.fanIn, kernel?.fanOut]).toEqual([9, 18]);
  });

  test('transposed fans are (36, 54) for 3×3, 4 channels to 6: both frameworks swap them', () => {
    const [kernel] =
      layerKind('conv2d-transpose').weights?.([[8, 8, 4]], makeLayer('it', 'conv2d-transpose', [], { filters: 6 })) ??
      [];
    expect([kernel?.fanIn, kernel?.fanOut]).toEqual([36, 54]);
  });

  test('He normal is not truncated, as in PyTorch; Keras ends at 2.53 of its deviation', () => {
    const { layers } = defaultExperiment.network;
    const experiment = {
      ...defaultExperiment,
      network: { layers: [...layers, makeLayer('it', 'dense', [], { initializer: 'he' })] },
    };
    const spec = {
      name: 'kernel',
      shape: [36, 2000],
      initial: 'initializer',
      fanIn: 36,
      fanOut: 2000,
      trainable: true,
    } as const;
    const values = initialWeight(experiment, { layer: 'it', spec, size: 72_000 });
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(deviation).toBeCloseTo(Math.sqrt(2 / 36), 2);
    expect(Math.max(...values.map(Math.abs)) / deviation).toBeGreaterThan(3.5);
  });
});

test('an epoch of 32 images in batches of 10 is 3 steps: Keras and PyTorch take a fourth, of 2', () => {
  const dataset = { ...defaultExperiment.dataset, count: 64 };
  const training = { ...defaultExperiment.training, validationShare: 0.5, batchSize: 10 };
  expect(epochOf({ dataset, training })).toEqual({ batch: 10, steps: 3, leftOut: 2 });
});
