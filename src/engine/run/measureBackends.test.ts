import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBackend } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { twoHeads } from '../testing/twoHeads.ts';
import { measureBackends } from './measureBackends.ts';

const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';
const wasm = { name: 'wasm', available: true, software: false, why: '' } as const;

beforeAll(() => openBackend('wasm', files));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each([
  ['six of a quick backend, the first left out', 10, 6],
  ['three where they fill the time for it', 200, 3],
  ['one of the largest, which take a minute', 60_000, 1],
])('steps that are timed: %s', async (_, stepMs, count) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { step } = Stepper.prototype;
  const taken = vi.spyOn(Stepper.prototype, 'step').mockImplementation(function (this: Stepper, ...args) {
    vi.advanceTimersByTime(stepMs);
    return step.apply(this, args);
  });
  expect(await measureBackends(twoHeads, files, [wasm])).toEqual([{ ...wasm, stepMs }]);
  expect(taken).toHaveBeenCalledTimes(count);
});
