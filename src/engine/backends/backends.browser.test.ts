import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { onBackendLost, openBackend, surveyBackends } from './index.ts';
import { largestDifference, probeGradients } from './selfTest.ts';
import { wasmUrls } from './wasmUrls.ts';

/** Twenty steps of gradient descent on a tiny network from fixed parameters; the losses of all steps. */
async function twentySteps(): Promise<Float32Array> {
  const wave = (shape: number[], size: number) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, k) => size * Math.sin(k * k + 1)),
      shape,
    );
  const x = wave([8, 16, 16, 3], 1) as tf.Tensor4D;
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32'), 3));
  const filter = tf.tidy(() => tf.variable(wave([3, 3, 3, 4], 0.3)));
  const dense = tf.tidy(() => tf.variable(wave([256, 3], 0.1)));
  const losses: tf.Scalar[] = [];
  for (let step = 0; step < 20; step++) {
    const { value, grads } = tf.variableGrads(() => {
      const hidden = tf.maxPool(tf.relu(tf.conv2d(x, filter as tf.Tensor4D, 1, 'same')), 2, 2, 'same');
      const logits = tf.matMul(tf.reshape(hidden, [8, 256]) as tf.Tensor2D, dense as tf.Tensor2D);
      return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1))) as tf.Scalar;
    });
    tf.tidy(() => {
      for (const variable of [filter, dense]) {
        const gradient = grads[variable.name];
        if (gradient) variable.assign(tf.sub(variable, tf.mul(gradient, 0.02)));
      }
    });
    tf.dispose(grads);
    losses.push(value);
  }
  const all = tf.stack(losses);
  const numbers = Float32Array.from(await all.data());
  tf.dispose([x, labels, filter, dense, all, ...losses]);
  return numbers;
}

let expectedGradients: Float32Array[];
let expectedLosses: Float32Array;
beforeAll(async () => {
  await openBackend('cpu', wasmUrls);
  expectedGradients = await probeGradients();
  expectedLosses = await twentySteps();
});

const reports = await surveyBackends();

describe.each<BackendName>(['wasm', 'webgl', 'webgpu'])('%s', (name) => {
  const available = reports.find((report) => report.name === name)?.available === true;

  test.runIf(available)('agrees with the plain cpu backend and leaks nothing', async () => {
    await openBackend(name, wasmUrls);
    expect(tf.getBackend()).toBe(name);
    const before = tf.memory().numTensors;
    expect(largestDifference(await probeGradients(), expectedGradients)).toBeLessThan(1e-3);
    const losses = await twentySteps();
    expect(largestDifference([losses], [expectedLosses])).toBeLessThan(5e-3);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('the survey finds the emulated GPUs of this browser, and wasm and cpu always', () => {
  expect(reports.map(({ name }) => name)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  expect(reports.filter(({ name }) => name === 'wasm' || name === 'cpu').every(({ available }) => available)).toBe(
    true,
  );
});

test('a lost WebGL context is told to whoever listens, and the next start makes a new one', async () => {
  await openBackend('webgl', wasmUrls);
  const lost = new Promise((resolve) => onBackendLost((name) => resolve(name)));
  const backend = tf.backend() as tf.KernelBackend & { gpgpu: { gl: WebGL2RenderingContext } };
  backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
  expect(await lost).toBe('webgl');
  await openBackend('webgl', wasmUrls);
  expect(largestDifference(await probeGradients(), expectedGradients)).toBeLessThan(1e-3);
});

afterAll(() => openBackend('cpu', wasmUrls));
