import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { chooseBackend, openBackend } from './index.ts';

/** Relative to the repository, where the tests are run. */
const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

test('wasm opens in Node, passes the gradient test and leaves no tensor behind', async () => {
  await openBackend('wasm', files);
  expect(tf.getBackend()).toBe('wasm');
  const before = tf.memory().numTensors;
  await openBackend('wasm', files);
  expect(tf.memory().numTensors).toBe(before);
});

test('a tensor for which the heap of wasm cannot grow throws, and the others keep their numbers', async () => {
  await openBackend('wasm', files);
  const small = tf.tensor1d([1, 2, 3]);
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('Maximum memory size exceeded');
  });
  const before = tf.memory().numTensors;
  const count = 2 ** 26;
  try {
    expect(() => tf.ones([count])).toThrow(`WebAssembly has no memory left for ${count} numbers.`);
    expect(() => tf.tile(small, [count])).toThrow(/no memory left/);
    expect(grow).toHaveBeenCalled();
    expect([...(await tf.add(small, 1).data())]).toEqual([2, 3, 4]);
    expect(tf.memory().numTensors).toBe(before + 1);
  } finally {
    grow.mockRestore();
  }
});

test('a product for whose scratch memory the heap of wasm cannot grow throws, and is right once there is some', async () => {
  await openBackend('wasm', files);
  const depth = 100_000;
  const [row, matrix] = [tf.ones([1, depth]), tf.fill([depth, 3], 2)];
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('Maximum memory size exceeded');
  });
  const full: tf.Tensor[] = [];
  const fillWith = (count: number) => {
    try {
      for (;;) full.push(tf.zeros([count]));
    } catch (error) {
      expect(String(error)).toMatch(/no memory left/);
    }
  };
  try {
    for (let count = 2 ** 24; count >= 2 ** 10; count /= 2) fillWith(count);
    expect(() => tf.matMul(row, matrix).dataSync()).toThrow(/no memory left.*xnn_create_fully_connected_nc_f32/);
    full.forEach((tensor) => {
      tensor.dispose();
    });
    expect([...tf.matMul(row, matrix).dataSync()]).toEqual([2 * depth, 2 * depth, 2 * depth]);
  } finally {
    grow.mockRestore();
  }
});

test('a backend that this machine lacks says so', async () => {
  await expect(openBackend('webgpu', files)).rejects.toThrow(/^WebGPU could not start/);
});

test('the choice falls to the next backend and says why', async () => {
  const report = { available: true, software: false, why: 'a GPU that is not there' };
  const choice = await chooseBackend(files, {
    wanted: 'webgpu',
    reports: [
      { name: 'webgpu', ...report },
      { name: 'cpu', ...report, why: 'always there' },
    ],
  });
  expect({ name: choice.name, available: choice.alternatives.map((other) => other.available) }).toEqual({
    name: 'cpu',
    available: [false],
  });
  expect(choice.reason).toMatch(/^Plain JavaScript \(always there\)\. WebGPU: WebGPU could not start/);
});
