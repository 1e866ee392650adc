/**
 * NaN and ∞ on their way through every operation that the engine uses, on one backend: run by the tests in Node and in a
 * browser. The NaN is computed as ∞ − ∞, whose sign bit is set on x86: what is made for a literal NaN may lose that one.
 *
 * What has to become NaN is known without a second implementation: exactly the results that change with the number whose
 * place the NaN takes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { logSoftmax } from '../losses/categories.ts';
import { enlarge } from './enlarge.ts';
import { fusedConv2d, fusedDense, maxPoolOfConvolution, maxPoolOfRelu } from './fused.ts';
import { openBackend, type WasmFiles } from './index.ts';

const shape: [number, number, number, number] = [2, 4, 4, 8];
const size = tf.util.sizeFromShape(shape);
/** Inside the first image, in a channel that is neither the first nor the last of its vector. */
const place = 45;

const wave = (dims: number[], frequency: number) =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(dims) }, (_, k) => Math.sin(frequency * (k + 1) ** 1.5)),
    dims,
  );
const filter = (outs: number) => wave([3, 3, 8, outs], 1.1) as tf.Tensor4D;
const rows = (x: tf.Tensor) => tf.reshape(x, [-1, 8]) as tf.Tensor2D;
const layer = { stride: 1, padding: 'same', activation: 'relu' } as const;

/** Functions of one number at a time, with what they make of +∞ and of −∞. */
const elementwise: Readonly<Record<string, readonly [f: (x: tf.Tensor) => tf.Tensor, above: number, below: number]>> = {
  relu: [tf.relu, Infinity, 0],
  'relu up to 6': [tf.relu6, 6, 0],
  'leaky relu': [(x) => tf.leakyRelu(x, 0.2), Infinity, -Infinity],
  elu: [tf.elu, Infinity, -1],
  sigmoid: [tf.sigmoid, 1, 0],
  tanh: [tf.tanh, 1, -1],
  softplus: [tf.softplus, Infinity, 0],
  erf: [tf.erf, 1, -1],
  exp: [tf.exp, Infinity, 0],
  // Roots and logarithms of what is at least 0 without an operation that changes the sign of NaN.
  'log of the square': [(x) => tf.log(tf.square(x)), Infinity, Infinity],
  'root of the square': [(x) => tf.sqrt(tf.square(x)), Infinity, Infinity],
  'one by the root of the square': [(x) => tf.rsqrt(tf.square(x)), 0, 0],
  magnitude: [tf.abs, Infinity, Infinity],
  negative: [tf.neg, -Infinity, Infinity],
  square: [tf.square, Infinity, Infinity],
  'squared difference': [(x) => tf.squaredDifference(x, 1), Infinity, Infinity],
  sign: [tf.sign, 1, -1],
  step: [tf.step, 1, 0],
  clipped: [(x) => tf.clipByValue(x, -0.5, 0.5), 0.5, -0.5],
  'maximum with a number': [(x) => tf.maximum(x, 0.25), Infinity, 0.25],
  'maximum of a number with it': [(x) => tf.maximum(0.25, x), Infinity, 0.25],
  'minimum with a number': [(x) => tf.minimum(x, 0.25), 0.25, -Infinity],
  'minimum of a number with it': [(x) => tf.minimum(0.25, x), 0.25, -Infinity],
  sum: [(x) => tf.add(x, 1), Infinity, -Infinity],
  difference: [(x) => tf.sub(1, x), -Infinity, Infinity],
  product: [(x) => tf.mul(x, 2), Infinity, -Infinity],
  quotient: [(x) => tf.div(x, 2), Infinity, -Infinity],
  power: [(x) => tf.pow(tf.square(x), 1.5), Infinity, Infinity],
  'square as a power': [(x) => tf.pow(x, 2), Infinity, Infinity],
};

/** Operations on [2, 4, 4, 8] of several numbers at a time. */
const joint: Readonly<Record<string, (x: tf.Tensor4D) => tf.Tensor>> = {
  'the maximum of the last axis': (x) => tf.max(x, -1),
  'the maximum of all': (x) => tf.max(x),
  'the minimum of a middle axis': (x) => tf.min(x, 1),
  'the sum of all': (x) => tf.sum(x),
  'sums of columns': (x) => tf.sum(x, [0, 1, 2]),
  'the mean of all': (x) => tf.mean(x),
  'means of pixels': (x) => tf.mean(x, [1, 2]),
  softmax: (x) => tf.softmax(x),
  'log-softmax': (x) => tf.logSoftmax(x),
  'probabilities by their logarithms': (x) => tf.exp(logSoftmax(x)),
  'running sum': (x) => tf.cumsum(x, 3),
  'length of a vector': (x) => tf.norm(x),
  'choice of numbers': (x) => tf.where(tf.greater(wave(shape, 2.3), 0), x, tf.zerosLike(x)),
  'max-pooling, side by side': (x) => tf.maxPool(x, 2, 2, 'valid'),
  'max-pooling, overlapping': (x) => tf.maxPool(x, 3, 1, 'same'),
  'max-pooling of three channels': (x) => tf.maxPool(tf.slice(x, [0, 0, 0, 4], [2, 4, 4, 3]), 2, 1, 'same'),
  'max-pooling of a ReLU': (x) => maxPoolOfRelu(tf.relu(x), 2, 2, 'valid'),
  'average pooling, side by side': (x) => tf.avgPool(x, 2, 2, 'valid'),
  'average pooling, over the border': (x) => tf.avgPool(x, 3, 1, 'same'),
  'average pooling of three channels': (x) => tf.avgPool(tf.slice(x, [0, 0, 0, 4], [2, 4, 4, 3]), 2, 1, 'same'),
  convolution: (x) => tf.conv2d(x, filter(3), 1, 'same'),
  'convolution in blocks': (x) => tf.conv2d(x, filter(4), 1, 'same'),
  'depthwise convolution': (x) => tf.depthwiseConv2d(x, wave([3, 3, 8, 1], 1.1) as tf.Tensor4D, 1, 'same'),
  'transposed convolution': (x) =>
    tf.conv2dTranspose(x, wave([3, 3, 3, 8], 1.1) as tf.Tensor4D, [2, 8, 8, 3], 2, 'same'),
  'fused convolution': (x) =>
    fusedConv2d(x, filter(3), wave([3], 1) as tf.Tensor1D, { ...layer, activation: 'linear' }),
  'matrix product': (x) => tf.matMul(rows(x), wave([8, 3], 1.1) as tf.Tensor2D),
  'matrix product in blocks': (x) => tf.matMul(rows(x), wave([8, 4], 1.1) as tf.Tensor2D),
  'transposed matrix product': (x) => tf.matMul(rows(x), wave([32, 4], 1.1) as tf.Tensor2D, true),
  'dense layer': (x) => fusedDense(rows(x), wave([8, 4], 1) as tf.Tensor2D, wave([4], 1) as tf.Tensor1D, 'linear'),
  'batch normalisation': (x) => tf.batchNorm(x, tf.zeros([8]), tf.ones([8]), tf.zeros([8]), tf.ones([8]), 0.1),
  'enlarging to the nearest': (x) => tf.image.resizeNearestNeighbor(x, [8, 8]),
  concatenation: (x) => tf.concat([x, x], -1),
  padding: (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]),
  transposition: (x) => tf.transpose(x, [0, 2, 1, 3]),
};

/** Operations on [2, 4, 4, 8] in which a number may count without showing: all numbers NaN have to make all results NaN. */
const opaque: Readonly<Record<string, (x: tf.Tensor4D) => tf.Tensor>> = {
  'fused convolution with ReLU': (x) => fusedConv2d(x, filter(3), wave([3], 1) as tf.Tensor1D, layer),
  'fused convolution with ReLU, in blocks': (x) => fusedConv2d(x, filter(4), wave([4], 1) as tf.Tensor1D, layer),
  'dense layer with ReLU': (x) =>
    fusedDense(rows(x), wave([8, 4], 1) as tf.Tensor2D, wave([4], 1) as tf.Tensor1D, 'relu'),
  'dense layer of three with ReLU': (x) =>
    fusedDense(rows(x), wave([8, 3], 1) as tf.Tensor2D, wave([3], 1) as tf.Tensor1D, 'relu'),
  'enlarging bilinearly': (x) => enlarge(x, 2),
  'pooled convolution': (x) => {
    const [conv, bias] = [filter(4), wave([4], 1) as tf.Tensor1D];
    const y = fusedConv2d(x, conv, bias, { ...layer, isMasked: true });
    const done = { x, filter: conv, bias, y, stride: 1, padding: 'same', isFirst: false } as const;
    return maxPoolOfConvolution(done) ?? maxPoolOfRelu(y, 2, 2, 'valid');
  },
};

const at = (value: number, where = place) => {
  const values = new Float32Array(size);
  values[where] = value;
  return tf.tensor(values, shape) as tf.Tensor4D;
};

/** Runs `f` on the numbers of `make` and reads what comes out. */
async function read(f: (x: tf.Tensor4D) => tf.Tensor, make: () => tf.Tensor): Promise<Float32Array> {
  const y = tf.tidy(() => f(make() as tf.Tensor4D));
  const values = Float32Array.from(await y.data());
  y.dispose();
  return values;
}

/** Zeros of that shape with NaN in some places. */
const holes = (dims: number[], places: readonly number[]) => {
  const values = new Float32Array(tf.util.sizeFromShape(dims));
  for (const where of places) values[where] = Number.POSITIVE_INFINITY;
  const endless = tf.tensor(values, dims);
  return tf.sub(endless, endless);
};

const base = () => wave(shape, 0.7);
const nanAt = (where: number) => tf.sub(at(Number.POSITIVE_INFINITY, where), at(Number.POSITIVE_INFINITY, where));
const nan = () => tf.add(base(), nanAt(place));
/** With the other sign: what a processor makes of ∞ − ∞ is not what it makes of its negative. */
const otherNan = () => tf.add(base(), tf.neg(nanAt(place)));

/** Declares the tests on a backend; `files` says where the wasm binaries are. */
export function testNonFinite(backend: BackendName, files: WasmFiles): void {
  beforeAll(() => openBackend(backend, files));

  const all = { ...joint, ...Object.fromEntries(Object.entries(elementwise).map(([name, [f]]) => [name, f])) };
  test.each(Object.entries(all))('NaN passes through: %s', async (_, f) => {
    const above = () => tf.add(base(), at(30));
    const below = () => tf.sub(base(), at(30));
    const values = await Promise.all([base, above, below, nan, otherNan].map((make) => read(f, make)));
    const [usual, ...moved] = values.slice(0, 3) as [Float32Array, Float32Array, Float32Array];
    const depends = [...usual.keys()].filter((k) => moved.some((those) => those[k] !== usual[k]));
    expect(depends.length).toBeGreaterThan(0);
    for (const found of values.slice(3))
      expect([...found.keys()].filter((k) => Number.isNaN(found[k]))).toEqual(depends);
  });

  test.each(Object.entries(opaque))('NaN passes through: %s', async (_, f) => {
    expect((await read(f, base)).some(Number.isNaN)).toBe(false);
    const none = () => tf.sub(tf.fill(shape, Infinity), tf.fill(shape, Infinity));
    for (const make of [none, () => tf.neg(none())]) {
      const everywhere = await read(f, () => tf.add(base(), make()));
      expect(everywhere.every(Number.isNaN)).toBe(true);
    }
  });

  test.each([
    ['the largest', tf.argMax, (a: number, b: number) => a > b],
    ['the smallest', tf.argMin, (a: number, b: number) => a < b],
  ] as const)('%s number is where the first NaN is, as in NumPy', async (_, f, isBetter) => {
    // Beside the other, below it, and in another image.
    const several = () => tf.addN([nan(), nanAt(place + 1), nanAt(place + 32), nanAt(place + 128)]);
    const x = await read((same) => tf.clone(same), several);
    for (const [axis, length, stride] of [
      [3, 8, 1],
      [1, 4, 32],
      [0, 2, 128],
    ] as const) {
      const expected = [...x.keys()].flatMap((start) => {
        if (Math.floor(start / stride) % length > 0) return [];
        const lane = Array.from({ length }, (_, k) => x[start + k * stride]!);
        const first = lane.findIndex(Number.isNaN);
        return first >= 0 ? first : lane.reduce((best, value, k) => (isBetter(value, lane[best]!) ? k : best), 0);
      });
      expect([...(await read((same) => f(same, axis), several))]).toEqual(expected);
    }
    expect([...(await read((same) => f(tf.reshape(same, [-1])), several))]).toEqual([place]);
  });

  test.each([
    ['the last', [2]],
    ['the middle', [1]],
    ['the first two', [0, 1]],
    ['two apart', [0, 2]],
    ['all', [0, 1, 2]],
  ])('the largest and the smallest number along an axis, or NaN: %s', async (_, axes) => {
    const dims = [3, 70, 5];
    const several = () => tf.addN([wave(dims, 0.7), holes(dims, [4, 611, 900])]);
    const [x, high, low] = await Promise.all([
      read((same) => tf.clone(same), several),
      read((same) => tf.max(same, axes), several),
      read((same) => tf.min(same, axes), several),
    ]);
    const groups = new Map<string, number[]>();
    for (const [k, value] of x.entries()) {
      const at = [Math.floor(k / 350), Math.floor(k / 5) % 70, k % 5];
      const key = at.filter((_, axis) => !axes.includes(axis)).join();
      groups.set(key, [...(groups.get(key) ?? []), value]);
    }
    expect([...high]).toEqual([...groups.values()].map((values) => Math.max(...values)));
    expect([...low]).toEqual([...groups.values()].map((values) => Math.min(...values)));
  });

  test.each(Object.entries(elementwise))('∞ has its limit: %s', async (_, [f, above, below]) => {
    const on = async (value: number) => (await read(f, () => tf.add(base(), at(value))))[place];
    const limits = await Promise.all([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(on));
    expect(limits).toEqual([above, below]);
  });
}
