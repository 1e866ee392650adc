/** What single layers give, by their definitions; their gradients have tests of their own. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LayerKindName } from '../../core/layers/index.ts';
import { layerKind } from '../../core/layers/index.ts';
import type { Activation } from '../../core/layers/params.ts';
import { makeLayer } from '../../core/make.ts';
import type { Node } from '../../core/node.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { runLayer, type Updates } from './network.ts';

beforeAll(() => openBackend('cpu', ''));

interface Told {
  readonly isTraining?: boolean;
  readonly weights?: Readonly<Record<string, readonly number[]>>;
}

/** What a layer makes of a batch of shape [batch, ...shape], and the moving statistics that it leaves. */
function run(kind: LayerKindName, params: object, x: tf.Tensor, { isTraining = true, weights = {} }: Told = {}) {
  const layer = makeLayer('it', kind, ['in'], params as Record<string, unknown>);
  const shape = x.shape.slice(1);
  const specs = layerKind(kind).weights?.([shape], layer) ?? [];
  const tensorOf = (name: string) => [`it/${name}`, tf.tensor1d([...(weights[name] ?? [])])] as const;
  const named = (trainable: boolean) =>
    new Map(specs.filter((spec) => spec.trainable === trainable).map(({ name }) => tensorOf(name)));
  const updates: Updates = new Map();
  const pass = { weights: named(true), statistics: named(false), isTraining, random: makeRandom(3), updates };
  const plan = { layers: ['it'], masked: new Set<string>(), fixed: new Set<string>() };
  const rest = { parameters: 0, frozen: 0, flops: 0, receptiveField: 1, jump: 1, leadsToTrained: true };
  const node: Node = {
    layer,
    title: 'it',
    inputShapes: [shape],
    shape,
    weights: specs,
    readBy: [],
    reachedBy: [],
    ...rest,
  };
  const y = runLayer(node, [x], { pass, plan, convolved: new Map() });
  return {
    y: [...y.dataSync()],
    updates: Object.fromEntries([...updates].map(([name, tensor]) => [name, [...tensor.dataSync()]])),
  };
}

const close = (values: readonly number[], digits = 5) => values.map((value) => expect.closeTo(value, digits));

describe('activations', () => {
  const x = [-2, -0.5, 0, 1.5];
  /** Φ(x) of a standard normal, from tables. */
  const normal = [0.02275013, 0.30853754, 0.5, 0.9331928];
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const total = x.reduce((sum, z) => sum + Math.exp(z), 0);
  const expected: Readonly<Record<Activation, readonly number[]>> = {
    linear: x,
    relu: [0, 0, 0, 1.5],
    'leaky-relu': [-0.4, -0.1, 0, 1.5],
    elu: [Math.exp(-2) - 1, Math.exp(-0.5) - 1, 0, 1.5],
    gelu: x.map((z, i) => z * normal[i]!),
    silu: x.map((z) => z * sigmoid(z)),
    tanh: x.map(Math.tanh),
    sigmoid: x.map(sigmoid),
    softmax: x.map((z) => Math.exp(z) / total),
  };
  it.each(Object.entries(expected))('%s is its formula', (activation, values) => {
    expect(run('activation', { activation }, tf.tensor2d([x])).y).toEqual(close(values));
  });
});

describe('dropout', () => {
  it('zeroes its share of the numbers and enlarges the others, so that the mean stays', () => {
    const { y } = run('dropout', { rate: 0.25 }, tf.fill([100, 100], 3));
    const kept = y.filter((value) => value !== 0);
    expect(new Set(kept)).toEqual(new Set([4]));
    // Five standard errors of a share of 10,000.
    expect(Math.abs(kept.length / 10_000 - 0.75)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 10_000));
  });

  it('of whole channels keeps or zeroes all pixels of one together', () => {
    const { y } = run('spatial-dropout', { rate: 0.5 }, tf.ones([4, 3, 3, 16]));
    const channels = Array.from({ length: 64 }, (_, k) => {
      const [image, channel] = [Math.floor(k / 16), k % 16];
      return new Set(Array.from({ length: 9 }, (__, pixel) => y[(image * 9 + pixel) * 16 + channel]));
    });
    expect(channels.filter((values) => values.size !== 1)).toEqual([]);
    expect(new Set(y)).toEqual(new Set([0, 2]));
  });

  it.each(['dropout', 'spatial-dropout'] as const)('does nothing outside of training: %s', (kind) => {
    const x = tf.reshape(tf.range(1, 33), [2, 2, 2, 4]);
    expect(run(kind, { rate: 0.5 }, x, { isTraining: false }).y).toEqual([...x.dataSync()]);
  });
});

describe('batch normalisation', () => {
  const weights = { gamma: [2, 1], beta: [0, 10], 'moving-mean': [1, 0], 'moving-variance': [4, 1] };
  // Channel 0 holds 1 and 5: mean 3, variance 4. Channel 1 holds 2 and 2.
  const x = () =>
    tf.tensor2d([
      [1, 2],
      [5, 2],
    ]);
  const params = { epsilon: 1e-6, momentum: 0.75 };

  it('normalises by the batch in training, and moves its statistics a share of the way', () => {
    const { y, updates } = run('batch-norm', params, x(), { weights });
    expect(y).toEqual(close([-2, 10, 2, 10]));
    expect(updates).toEqual({
      'it/moving-mean': close([0.75 * 1 + 0.25 * 3, 0.25 * 2]),
      'it/moving-variance': close([4, 0.75]),
    });
  });

  it('normalises by the moving statistics otherwise, and leaves them', () => {
    const { y, updates } = run('batch-norm', params, x(), { weights, isTraining: false });
    expect(y).toEqual(close([0, 12, 4, 12]));
    expect(updates).toEqual({});
  });
});

it('layer normalisation is over the channels of each pixel', () => {
  const x = tf.tensor4d([1, 3, 10, 30], [1, 1, 2, 2]);
  const { y } = run('layer-norm', { epsilon: 1e-6 }, x, { weights: { gamma: [1, 2], beta: [0, 5] } });
  expect(y).toEqual(close([-1, 7, -1, 7], 4));
});
