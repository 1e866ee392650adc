/**
 * Every kernel of ours against the plain cpu backend, on random shapes, strides and paddings: run by the tests in Node and
 * in a browser, which differ in what their SIMD can do.
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { makeRandom, type Random } from '../../../core/random.ts';
import { enlarge } from '../enlarge.ts';
import { adamStep, fusedConv2d, fusedDense } from '../fused.ts';
import { openBackend, type WasmFiles } from '../index.ts';
import { largestDifference } from '../selfTest.ts';

const runs = 40;
type Shape4D = [number, number, number, number];

const numbersFrom = (random: Random, shape: readonly number[]) =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => 2 * random.next() - 1),
    [...shape],
  );

/** The values and all gradients of `f` on a backend, with a random weighting of the outputs as the loss. */
async function gradientsOn(name: 'wasm' | 'cpu', shapes: readonly (readonly number[])[], f: Network, seed: number) {
  await tf.setBackend(name);
  const random = makeRandom(seed);
  return tf.tidy(() => {
    const inputs = shapes.map((shape) => numbersFrom(random, shape));
    const value = f(...inputs);
    const dy = numbersFrom(random, value.shape);
    const all = [value, ...tf.grads((...xs: tf.Tensor[]) => f(...xs))(inputs, dy)];
    return all.map((tensor) => Float32Array.from(tensor.dataSync()));
  });
}
type Network = (...inputs: tf.Tensor[]) => tf.Tensor;

async function agrees(shapes: readonly (readonly number[])[], f: Network, seed: number): Promise<void> {
  const expected = await gradientsOn('cpu', shapes, f, seed);
  const found = await gradientsOn('wasm', shapes, f, seed);
  expect(largestDifference(found, expected)).toBeLessThan(1e-4);
}

const size = (max: number) => fc.integer({ min: 1, max });
const window = fc.record({
  batch: size(3),
  height: fc.integer({ min: 5, max: 11 }),
  width: fc.integer({ min: 5, max: 11 }),
  ins: size(9),
  outs: size(13),
  kernelHeight: size(5),
  kernelWidth: size(5),
  stride: fc.tuple(size(3), size(3)),
  pad: fc.constantFrom('same' as const, 'valid' as const),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

/** Declares the tests; `files` says where the wasm binaries are. */
export function testKernels(files: WasmFiles): void {
  beforeAll(async () => {
    await openBackend('wasm', files);
  });

  test('convolution, any stride and padding', () =>
    fc.assert(
      fc.asyncProperty(window, (w) =>
        agrees(
          [
            [w.batch, w.height, w.width, w.ins],
            [w.kernelHeight, w.kernelWidth, w.ins, w.outs],
          ],
          (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, w.stride, w.pad),
          w.seed,
        ),
      ),
      { numRuns: runs, seed: 1 },
    ));

  test('transposed convolution', () =>
    fc.assert(
      fc.asyncProperty(window, (w) => {
        const [sy, sx] = w.stride;
        const shape: Shape4D = [
          w.batch,
          w.pad === 'same' ? w.height * sy : (w.height - 1) * sy + w.kernelHeight,
          w.pad === 'same' ? w.width * sx : (w.width - 1) * sx + w.kernelWidth,
          w.outs,
        ];
        return agrees(
          [
            [w.batch, w.height, w.width, w.ins],
            [w.kernelHeight, w.kernelWidth, w.outs, w.ins],
          ],
          (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, shape, w.stride, w.pad),
          w.seed,
        );
      }),
      { numRuns: runs, seed: 2 },
    ));

  test('depthwise convolution', () =>
    fc.assert(
      fc.asyncProperty(window, fc.constantFrom(1, 3, 4, 20), size(2), (w, channels, multiplier) =>
        agrees(
          [
            [w.batch, w.height, w.width, channels],
            [w.kernelHeight, w.kernelWidth, channels, multiplier],
          ],
          (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, w.stride[0], w.pad),
          w.seed,
        ),
      ),
      { numRuns: runs, seed: 3 },
    ));

  test('enlarging, with and without interpolation', () =>
    fc.assert(
      fc.asyncProperty(window, size(3), fc.boolean(), (w, factor, isSmooth) =>
        agrees(
          [[w.batch, w.height, w.width, w.ins]],
          (x) =>
            isSmooth
              ? enlarge(x as tf.Tensor4D, factor)
              : tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [factor * w.height, factor * w.width]),
          w.seed,
        ),
      ),
      { numRuns: runs, seed: 11 },
    ));

  test('max-pooling and average pooling, windows that overlap, touch or leave gaps', () =>
    fc.assert(
      fc.asyncProperty(window, fc.constantFrom(1, 4, 8), fc.boolean(), (w, channels, isMax) => {
        const pool = isMax ? tf.maxPool<tf.Tensor4D> : tf.avgPool<tf.Tensor4D>;
        const kernel: [number, number] = [w.kernelHeight, w.kernelWidth];
        return agrees(
          [[w.batch, w.height, w.width, channels]],
          (x) => pool(x as tf.Tensor4D, kernel, w.stride, w.pad),
          w.seed,
        );
      }),
      { numRuns: 2 * runs, seed: 4 },
    ));

  test('2×2 max-pooling, with equal maxima', () =>
    fc.assert(
      fc.asyncProperty(window, fc.constantFrom(4, 8, 12), (w, channels) =>
        agrees(
          [[w.batch, 2 * w.height, 2 * w.width, channels]],
          (x) => tf.maxPool(tf.relu(x) as tf.Tensor4D, 2, 2, 'valid'),
          w.seed,
        ),
      ),
      { numRuns: runs, seed: 5 },
    ));

  test('products of matrices, transposed or not', () =>
    fc.assert(
      fc.asyncProperty(size(20), size(20), size(20), fc.boolean(), fc.boolean(), size(1e6), (m, k, n, ta, tb, seed) =>
        agrees(
          [ta ? [k, m] : [m, k], tb ? [n, k] : [k, n]],
          (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, ta, tb),
          seed,
        ),
      ),
      { numRuns: 2 * runs, seed: 6 },
    ));

  test('sums and means over any axes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(size(6), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 15 }),
        fc.boolean(),
        fc.boolean(),
        size(1e6),
        (shape, mask, keepDims, isMean, seed) => {
          const axes = shape.map((_, axis) => axis).filter((axis) => (mask >> axis) & 1);
          return agrees([shape], (x) => (isMean ? tf.mean(x, axes, keepDims) : tf.sum(x, axes, keepDims)), seed);
        },
      ),
      { numRuns: 2 * runs, seed: 7 },
    ));

  test('long sums of columns', () => agrees([[3000, 21]], (x) => tf.sum(x, 0), 1));

  test('slices and splits of any piece', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 5 }),
        size(1e6),
        (shape, seed) => {
          const random = makeRandom(seed);
          const begin = shape.map((length) => Math.floor(random.next() * length));
          const sizes = shape.map((length, k) => 1 + Math.floor(random.next() * (length - begin[k]!)));
          const axis = seed % shape.length;
          return agrees(
            [shape],
            (x) =>
              tf.concat(
                [
                  ...tf.split(x, shape[axis]!, axis).map(tf.relu),
                  tf.pad(
                    tf.slice(x, begin, sizes),
                    shape.map((length, k) => [0, k === axis ? 0 : length - sizes[k]!] as [number, number]),
                  ),
                ],
                axis,
              ),
            seed,
          );
        },
      ),
      { numRuns: runs, seed: 8 },
    ));

  test('ReLU and batch normalisation', () =>
    fc.assert(
      fc.asyncProperty(size(3), size(5), size(9), size(1e6), (batch, side, channels, seed) =>
        agrees(
          [[batch, side, side, channels], [channels], [channels], [channels]],
          (x, mean, offset, scale) => {
            const variance = tf.mean(tf.square(tf.sub(x, mean)), [0, 1, 2]) as tf.Tensor1D;
            const [m, o, s] = [mean, offset, scale] as tf.Tensor1D[];
            return tf.relu(tf.batchNorm(x as tf.Tensor4D, m!, variance, o, s, 0.1));
          },
          seed,
        ),
      ),
      { numRuns: runs, seed: 9 },
    ));

  test('gather adds up what was taken twice', () =>
    agrees([[4, 3]], (x) => tf.gather(x, tf.tensor1d([2, 0, 2, 3], 'int32')), 1));

  test('fused layers have the gradients of their parts', () =>
    fc.assert(
      fc.asyncProperty(window, fc.boolean(), fc.boolean(), async (w, isRelu, isDense) => {
        const [stride] = w.stride;
        const activation = isRelu ? 'relu' : 'linear';
        const finish = (z: tf.Tensor) => (isRelu ? tf.relu(z) : z);
        const [shapes, fused, apart]: [number[][], Network, Network] = isDense
          ? [
              [[w.height, w.ins], [w.ins, w.outs], [w.outs]],
              (x, k, b) => fusedDense(x as tf.Tensor2D, k as tf.Tensor2D, b as tf.Tensor1D, activation),
              (x, k, b) => finish(tf.add(tf.matMul(x as tf.Tensor2D, k as tf.Tensor2D), b!)),
            ]
          : [
              [[w.batch, w.height, w.width, w.ins], [w.kernelHeight, w.kernelWidth, w.ins, w.outs], [w.outs]],
              (x, k, b) =>
                fusedConv2d(x as tf.Tensor4D, k as tf.Tensor4D, b as tf.Tensor1D, {
                  stride,
                  padding: w.pad,
                  activation,
                }),
              (x, k, b) => finish(tf.add(tf.conv2d(x as tf.Tensor4D, k as tf.Tensor4D, stride, w.pad), b!)),
            ];
        const expected = await gradientsOn('cpu', shapes, apart, w.seed);
        for (const name of ['cpu', 'wasm'] as const)
          expect(largestDifference(await gradientsOn(name, shapes, fused, w.seed), expected)).toBeLessThan(1e-4);
      }),
      { numRuns: runs, seed: 10 },
    ));

  test('a step of Adam in one pass is the step in ten', async () => {
    const numbers = { beta1: 0.9, beta2: 0.999, rate: 0.01, epsilon: 1e-8, keep: 0.99 };
    const on = async (name: 'wasm' | 'cpu') => {
      await tf.setBackend(name);
      const random = makeRandom(5);
      return tf.tidy(() => {
        const [theta, g, m] = [1, 2, 3].map(() => numbersFrom(random, [23])) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
        const v = tf.square(numbersFrom(random, [23])) as tf.Tensor1D;
        const next = adamStep(theta, g, m, v, numbers);
        return [next.theta, next.m, next.v].map((tensor) => Float32Array.from(tensor.dataSync()));
      });
    };
    expect(largestDifference(await on('wasm'), await on('cpu'))).toBeLessThan(1e-6);
  });
}
