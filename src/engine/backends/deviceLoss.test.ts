import { type DataId, KernelBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { failReadsWhenLost, reportLoss } from './deviceLoss.ts';

/** A backend whose reads end when the test says so. */
class Slow extends KernelBackend {
  answer: (values: Float32Array) => void = () => {};

  override read(_id: DataId): Promise<Float32Array> {
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }
}

const make = () => {
  const backend = new Slow();
  const answer = (values: Float32Array) => backend.answer(values);
  failReadsWhenLost(backend, 'webgl');
  return { backend, answer };
};

it('gives what was read while the device is there, whatever happens to others', async () => {
  const { backend, answer } = make();
  const values = backend.read({});
  reportLoss('webgpu', 'Gone.');
  answer(Float32Array.of(1, 2));
  expect(await values).toEqual(Float32Array.of(1, 2));
});

it('fails what waits for a lost device, and what is asked for later', async () => {
  const { backend, answer } = make();
  const [first, second] = [backend.read({}), backend.read({})];
  reportLoss('webgl', 'Gone.');
  await expect(first).rejects.toThrow('Gone.');
  await expect(second).rejects.toThrow('Gone.');
  // What a lost device still answers is garbage.
  answer(Float32Array.of(0));
  await expect(backend.read({})).rejects.toThrow('Gone.');
});
