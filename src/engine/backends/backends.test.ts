import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
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
