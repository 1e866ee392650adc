/**
 * Long sums against float64, on one backend: equal numbers, whose rounding errors all have one sign, and numbers with noise.
 * The bound is 1e-6, but for gradients of filters on graphics devices. Run by the tests in Node and in a browser.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { makeRandom } from '../../core/random.ts';
import { combineRows, gramianOf } from '../step/ranges.ts';
import { fusedConv2d, maxPoolOfConvolution, maxPoolOfRelu } from './fused.ts';
import { openBackend, type WasmFiles } from './index.ts';

type Fill = 'equal' | 'noisy';

function numbers(count: number, fill: Fill, seed: number): Float32Array {
  const random = makeRandom(seed);
  return Float32Array.from({ length: count }, () => (fill === 'equal' ? 0.1 : 0.1 + random.next()));
}

interface LongSum {
  /** Shapes of the inputs, filled with 0.1 or with numbers in 0.1 … 1.1. */
  readonly shapes: readonly (readonly number[])[];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** On graphics devices, whose stock kernels add one by one in float32: 2.6e-5 was measured. 1e-6 where none is given. */
  readonly boundOnDevices?: number;
  /** The result in float64. */
  readonly exact: (...inputs: Float32Array[]) => readonly number[];
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum;
}

function dotOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function columnsOf(x: Float32Array, width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  for (let k = 0; k < x.length; k++) sums[k % width]! += x[k]!;
  return sums;
}

/** The first of four channels. */
const firstOf = (x: Float32Array) => x.filter((_, k) => k % 4 === 0);

/** The same of the pixel with the largest sum of its channels in each window of 2×2 of images 64 wide. */
function firstOfMaxima(x: Float32Array): Float32Array {
  const level = (pixel: number) => x[4 * pixel]! + x[4 * pixel + 1]! + x[4 * pixel + 2]! + x[4 * pixel + 3]!;
  return Float32Array.from({ length: x.length / 16 }, (_, window) => {
    const corner = 2 * (window % 32) + 128 * Math.floor(window / 32);
    const pixels = [corner, corner + 1, corner + 64, corner + 65];
    return x[4 * pixels.reduce((best, pixel) => (level(pixel) > level(best) ? pixel : best), corner)]!;
  });
}

const wide = 100_000;
const sums: Readonly<Record<string, LongSum>> = {
  'the mean of 196,608': {
    shapes: [[196_608]],
    f: (x) => tf.mean(x),
    exact: (x) => [sumOf(x) / x.length],
  },
  'the sum of 8 million': { shapes: [[8_000_000]], f: (x) => tf.sum(x), exact: (x) => [sumOf(x)] },
  'the mean of [32, 64, 64, 12]': {
    shapes: [[32, 64, 64, 12]],
    f: (x) => tf.mean(x),
    exact: (x) => [sumOf(x) / x.length],
  },
  'long rows': {
    shapes: [[2, 100_003]],
    f: (x) => tf.sum(x, 1),
    exact: (x) => [sumOf(x.subarray(0, 100_003)), sumOf(x.subarray(100_003))],
  },
  'columns of 400,000 rows': { shapes: [[400_000, 6]], f: (x) => tf.sum(x, 0), exact: (x) => columnsOf(x, 6) },
  'moments of a batch': {
    shapes: [[64, 64, 64, 3]],
    f: (x) => tf.mean(tf.square(x), [0, 1, 2]),
    exact: (x) =>
      columnsOf(
        x.map((value) => value * value),
        3,
      ).map((sum) => sum / 64 ** 3),
  },
  'inner products of gradients': {
    shapes: [[2, wide]],
    f: (rows) => gramianOf(rows as tf.Tensor2D, [{ start: 0, end: wide }]),
    exact: (rows) => {
      const [a, b] = [rows.slice(0, wide), rows.slice(wide)];
      return [dotOf(a, a), dotOf(a, b), dotOf(b, a), dotOf(b, b)];
    },
  },
  'a combination of gradients': {
    shapes: [[3, 50]],
    f: (rows) => combineRows(rows as tf.Tensor2D, [{ start: 0, end: 50, weights: [0.25, 0.5, 1] }]),
    exact: (rows) => Array.from({ length: 50 }, (_, k) => rows[k]! / 4 + rows[50 + k]! / 2 + rows[100 + k]!),
  },
};

/** Products whose sums are long. */
const products: Readonly<Record<string, LongSum>> = {
  'the gradient of a filter over 8 images of 64×64': {
    boundOnDevices: 5e-5,
    shapes: [
      [8, 64, 64, 4],
      [8, 64, 64, 4],
    ],
    f: (x, dy) => {
      const filter = tf.zeros([1, 1, 4, 4]) as tf.Tensor4D;
      const gradient = tf.grad((w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'));
      return tf.slice(gradient(filter, dy), [0, 0, 0, 0], [1, 1, 1, 1]);
    },
    exact: (x, dy) => [dotOf(firstOf(x), firstOf(dy))],
  },
  'the gradient of a pooled filter over 8 images of 64×64': {
    boundOnDevices: 5e-5,
    shapes: [
      [8, 64, 64, 4],
      [8, 32, 32, 4],
    ],
    f: (x, dy) => {
      const done = { x: x as tf.Tensor4D, bias: undefined, stride: 1, padding: 'same', isFirst: true } as const;
      const pooled = (filter: tf.Tensor) => {
        const w = filter as tf.Tensor4D;
        const y = fusedConv2d(done.x, w, undefined, { stride: 1, padding: 'same', activation: 'relu', isMasked: true });
        return maxPoolOfConvolution({ ...done, filter: w, y }) ?? maxPoolOfRelu(y, 2, 2, 'valid');
      };
      return tf.slice(tf.grad(pooled)(tf.ones([1, 1, 4, 4]), dy), [0, 0, 0, 0], [1, 1, 1, 1]);
    },
    exact: (x, dy) => [dotOf(firstOfMaxima(x), firstOf(dy))],
  },
  'the gradient of a depthwise filter over 8 images of 64×64': {
    boundOnDevices: 5e-5,
    shapes: [
      [8, 64, 64, 4],
      [8, 64, 64, 4],
    ],
    f: (x, dy) => {
      const filter = tf.zeros([1, 1, 4, 1]) as tf.Tensor4D;
      const gradient = tf.grad((w: tf.Tensor) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'));
      return tf.slice(gradient(filter, dy), [0, 0, 0, 0], [1, 1, 1, 1]);
    },
    exact: (x, dy) => [dotOf(firstOf(x), firstOf(dy))],
  },
};

/** Declares the tests on a backend; `files` says where the wasm binaries are. */
export function testLongSums(backend: BackendName, files: WasmFiles): void {
  beforeAll(() => openBackend(backend, files));

  const isDevice = backend === 'webgl' || backend === 'webgpu';
  const cases = backend === 'cpu' ? sums : { ...sums, ...products };
  test.each(Object.entries(cases))('%s', async (_, { shapes, f, exact, boundOnDevices = 1e-6 }) => {
    for (const fill of ['equal', 'noisy'] as const) {
      const inputs = shapes.map((shape, k) => numbers(tf.util.sizeFromShape([...shape]), fill, k));
      const kept = tf.backend().numDataIds();
      const y = tf.tidy(() => f(...inputs.map((values, k) => tf.tensor(values, [...shapes[k]!]))));
      const found = await y.data();
      y.dispose();
      expect(tf.backend().numDataIds()).toBe(kept);
      const expected = exact(...inputs);
      const off = expected.map((value, k) => Math.abs(found[k]! - value) / value);

      expect(Math.max(...off)).toBeLessThan(isDevice ? boundOnDevices : 1e-6);
    }
  });
}
