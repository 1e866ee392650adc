import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { layersShare } from '../../core/run/columns.ts';
import { openBackend } from '../backends/index.ts';
import { Recorder } from './recorder.ts';

beforeAll(() => openBackend('cpu', ''));

/** Rows of lengths 2 and 3 at a cosine of −½. */
const measurement = {
  terms: ['a', 'b'],
  isShared: true,
  gramian: [
    [4, -3],
    [-3, 9],
  ],
  weights: [1, 2],
  descent: [-2, 15],
  lengths: { a: 2, b: 6 },
  shares: { losses: { a: 0.125, b: 0.375 }, layers: 0.5 },
};
const terms = ['a', 'b'];
const nan = Number.NaN;

const listed = (columns: Readonly<Record<string, Float32Array>>) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]]));

it('records losses, weights and their total, and of the gradients norms, shares, cosines, descents and gains', async () => {
  const tensors = tf.memory().numTensors;
  const gains = tf.tensor1d([-0.5, 0.75]);
  const recorder = new Recorder();
  recorder.add(5, 0.25, {
    terms,
    losses: Float32Array.of(2, 4),
    weights: [0.5, 0.25],
    offset: 0.5,
    measurement,
    gains,
  });
  recorder.add(6, 0.5, { terms, losses: Float32Array.of(1, 8), weights: [1, -0.5], offset: 0 });
  const { columns, divergence } = await recorder.take();
  expect(divergence).toBeUndefined();
  expect(listed(columns)).toEqual({
    step: [5, 6],
    'learning-rate': [0.25, 0.5],
    total: [2.5, -3],
    'loss:a': [2, 1],
    'loss:b': [4, 8],
    'weight:a': [0.5, 1],
    'weight:b': [0.25, -0.5],
    'norm:a': [2, nan],
    'norm:b': [3, nan],
    'share:a': [0.125, nan],
    'share:b': [0.375, nan],
    [layersShare]: [0.5, nan],
    'cosine:a:b': [-0.5, nan],
    'descent:a': [-2, nan],
    'descent:b': [15, nan],
    'gain:a': [-0.5, nan],
    'gain:b': [0.75, nan],
  });
  expect(recorder.length).toBe(0);
  expect(tf.memory().numTensors).toBe(tensors);
});

it('records no angle of gradients that share nothing, nor with a gradient of 0', async () => {
  const recorder = new Recorder();
  const report = { terms, losses: Float32Array.of(1, 1), weights: [1, 1], offset: 0 };
  const gramian = [
    [0, 0],
    [0, 9],
  ];
  recorder.add(0, 1, { ...report, measurement: { ...measurement, isShared: false } });
  recorder.add(1, 1, { ...report, measurement: { ...measurement, gramian } });
  const { columns } = await recorder.take();
  expect(listed(columns)).toMatchObject({ 'norm:a': [2, 0], 'norm:b': [3, 3] });
  expect(Object.keys(columns).filter((name) => name.startsWith('cosine'))).toEqual([]);
});

it('stops before the first loss that is no number, says which it is and at which step, and keeps no tensor', async () => {
  const tensors = tf.memory().numTensors;
  const recorder = new Recorder();
  const weights = [1, 1];
  const offset = 0;
  recorder.add(7, 1, { terms, losses: tf.tensor1d([1, 2]), weights, offset });
  recorder.add(8, 1, { terms, losses: Float32Array.of(3, 4), weights, offset });
  recorder.add(9, 1, { terms, losses: tf.tensor1d([5, Number.NEGATIVE_INFINITY]), weights, offset });
  recorder.add(10, 1, { terms, losses: tf.tensor1d([nan, 7]), weights, offset });
  const { columns, divergence } = await recorder.take();
  expect(listed(columns)).toMatchObject({ step: [7, 8], 'loss:a': [1, 3], 'loss:b': [2, 4] });
  expect(divergence).toEqual({ step: 9, loss: 'b', value: Number.NEGATIVE_INFINITY });
  recorder.add(11, 1, { terms, losses: tf.tensor1d([1, 2]), weights, offset, measurement, gains: tf.tensor1d([0, 0]) });
  recorder.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
});
