import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseBackend, openBackend, surveyBackends } from './index.ts';

/** Relative to the repository, where the tests are run. */
const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

const requestAdapter = vi.fn<() => Promise<null>>();
let answer = () => {};
beforeEach(() => {
  requestAdapter.mockReset();
  requestAdapter.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = () => resolve(null);
      }),
  );
  requestAdapter.mockResolvedValue(null);
  vi.stubGlobal('navigator', { hardwareConcurrency: 1, userAgent: '', gpu: { requestAdapter } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const webgpu = async () => (await surveyBackends()).find(({ name }) => name === 'webgpu');
const silent = { available: false, why: 'WebGPU failed: the graphics driver does not answer.' };

test('a browser that does not answer for an adapter has no WebGPU, is not asked again before it answers, and trains on wasm', async () => {
  const survey = webgpu();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await survey).toMatchObject(silent);

  const choice = await chooseBackend(files, { wanted: 'webgpu' });
  expect(choice.name).toBe('wasm');
  expect(choice.alternatives.find(({ name }) => name === 'webgpu')).toMatchObject({
    available: false,
    why: 'WebGPU could not start: the graphics driver does not answer.',
  });
  expect(requestAdapter).toHaveBeenCalledTimes(1);

  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(await webgpu()).toMatchObject({ available: false, why: 'WebGPU finds no graphics adapter.' });
  expect(requestAdapter).toHaveBeenCalledTimes(2);
  await openBackend('cpu', files);
});

test('an adapter that comes late, but in time, is not given up', async () => {
  const survey = webgpu();
  await vi.advanceTimersByTimeAsync(9000);
  answer();
  expect(await survey).toMatchObject({ why: 'WebGPU finds no graphics adapter.' });
  expect(vi.getTimerCount()).toBe(0);
});
