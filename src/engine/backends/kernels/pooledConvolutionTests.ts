/** The gradients of a pooled convolution against the plain cpu backend: run by the tests in Node and in a browser. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fusedConv2d, maxPoolOfConvolution } from '../fused.ts';
import { openBackend, type WasmFiles } from '../index.ts';

const shapes = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 4, max: 13 }),
    width: fc.integer({ min: 4, max: 13 }),
    inChannels: fc.integer({ min: 1, max: 9 }),
    outChannels: fc.integer({ min: 1, max: 9 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 2 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    hasBias: fc.boolean(),
  })
  .filter(({ height, width, kernel, stride, padding }) => {
    const out = (size: number) =>
      padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
    return [height, width].every((size) => out(size) >= 2 && out(size) % 2 === 0);
  });
type Shapes = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

function wave(shape: number[], frequency: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, k) =>
    Math.sin(frequency * (k + 1) ** 1.3),
  );
  return tf.tensor(values, shape);
}

/** Gradients by input, filter and bias; `isOurs` takes the kernel, else the library's own operations. */
async function gradients(s: Shapes, isOurs: boolean): Promise<number[][]> {
  const tensors = tf.tidy(() => {
    const x = wave([s.batch, s.height, s.width, s.inChannels], 0.7) as tf.Tensor4D;
    const filter = wave([s.kernel, s.kernel, s.inChannels, s.outChannels], 1.1) as tf.Tensor4D;
    const bias = tf.mul(wave([s.outChannels], 0.3), s.hasBias ? 0.5 : 0) as tf.Tensor1D;
    const { stride, padding } = s;
    const pool = (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D) => {
      if (!isOurs)
        return tf.maxPool(tf.relu(tf.add(tf.conv2d(x, filter, stride, padding), bias)) as tf.Tensor4D, 2, 2, 'valid');
      const own = s.hasBias ? bias : undefined;
      const y = fusedConv2d(x, filter, own, { stride, padding, activation: 'relu' });
      const pooled = maxPoolOfConvolution({ x, filter, bias: own, y, stride, padding, isFirst: false });
      if (!pooled) throw new Error('These shapes can be pooled.');
      return pooled;
    };
    const loss = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
      const pooled = pool(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D);
      const zero = tf.mul(tf.sum(bias), 0);
      return tf.add(tf.sum(tf.mul(pooled, wave(pooled.shape, 0.9))), zero) as tf.Scalar;
    };
    return tf
      .grads(loss)([x, filter, bias])
      .slice(0, s.hasBias ? 3 : 2);
  });
  const numbers = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(tensors);
  return numbers;
}

/** Registers the test. */
export function testPooledConvolution(files: WasmFiles): void {
  test('a pooled convolution has the gradients of the plain cpu backend, whatever its shapes', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (s) => {
        await openBackend('wasm', files);
        const before = tf.memory().numTensors;
        const ours = await gradients(s, true);
        expect(tf.memory().numTensors).toBe(before);
        await tf.setBackend('cpu');
        const expected = await gradients(s, false);
        expect(ours.length).toBe(expected.length);
        expected.forEach((values, i) => {
          const scale = Math.max(1, ...values.map(Math.abs));
          const off = values.map((value, k) => Math.abs(value - (ours[i]?.[k] ?? Number.NaN)));
          expect(Math.max(...off)).toBeLessThan(1e-4 * scale);
        });
      }),
      { numRuns: 40, seed: 7 },
    );
  });
}
