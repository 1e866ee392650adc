import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { openBackend } from './index.ts';
import { largestDifference } from './selfTest.ts';

beforeAll(() => openBackend('cpu', ''));

const wave = (shape: number[], frequency: number) =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, k) => Math.sin(frequency * (k + 1) ** 1.5)),
    shape,
  );

/** The same by its definition, whose gradients are those of its parts. */
function byParts(x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 0.01))), scale), offset);
}

test('batch normalisation has the gradients of its parts, for all five inputs', () => {
  const inputs = [wave([3, 4, 4, 5], 0.7), ...[0.3, 0.9, 1.1, 1.7].map((frequency) => wave([5], frequency))];
  inputs[2] = tf.add(tf.square(inputs[2]!), 0.1);
  const dy = wave([3, 4, 4, 5], 1.9);
  const fused = tf.grads((x, mean, variance, offset, scale) =>
    tf.batchNorm(
      x as tf.Tensor4D,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D,
      0.01,
    ),
  )(inputs, dy);
  const expected = tf.grads(byParts)(inputs, dy);
  const read = (tensors: tf.Tensor[]) => tensors.map((tensor) => Float32Array.from(tensor.dataSync()));
  expect(largestDifference(read(fused), read(expected))).toBeLessThan(1e-5);
});

test('a mean spreads its gradient evenly', () => {
  const [dx] = tf.grads((x) => tf.mean(x, [0, 2]))([wave([2, 3, 5], 1)], tf.tensor1d([10, 20, 30]));
  expect(Array.from(dx!.dataSync())).toEqual([0, 1].flatMap(() => [1, 2, 3].flatMap((value) => Array(5).fill(value))));
});

test('enlarging without interpolation gathers the gradient of each tile, in every image of the batch', () => {
  const dy = wave([2, 6, 8, 3], 0.3);
  const [dx] = tf.grads((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [6, 8]))([wave([2, 3, 4, 3], 1)], dy);
  const tiles = tf.sum(tf.reshape(dy, [2, 3, 2, 4, 2, 3]), [2, 4]);
  expect(largestDifference([Float32Array.from(dx!.dataSync())], [Float32Array.from(tiles.dataSync())])).toBeLessThan(
    1e-6,
  );
});
