import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PlaneSetting, usualSetting } from '../../../core/study/plane/setting.ts';
import { makeWalker, type WalkingWorker } from './walker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setting = (steps: number): PlaneSetting => ({ ...usualSetting('zdt1'), strategies: [], faders: [1, 1], steps });

function setUp() {
  const workers: (WalkingWorker & { readonly jobs: { id: number; steps: number }[]; isEnded: boolean })[] = [];
  const heard: number[] = [];
  const walker = makeWalker(
    () => {
      const worker: (typeof workers)[number] = {
        onmessage: null,
        onerror: null,
        jobs: [],
        isEnded: false,
        postMessage: ({ id, setting: { steps } }) => worker.jobs.push({ id, steps }),
        terminate: () => {
          worker.isEnded = true;
        },
      };
      workers.push(worker);
      return worker;
    },
    ({ steps }) => heard.push(steps),
    () => heard.push(-1),
  );
  const answer = (of: number) => {
    const worker = workers[of]!;
    worker.onmessage?.(new MessageEvent('message', { data: { id: worker.jobs.at(-1)!.id, outings: [] } }));
  };
  return { workers, heard, walker, answer };
}

test('one job runs and only the newest of those behind it follows, in the same worker', () => {
  const { workers, heard, walker, answer } = setUp();
  for (const steps of [1, 2, 3]) walker.ask(setting(steps));
  expect(workers[0]!.jobs.map(({ steps }) => steps)).toEqual([1]);
  answer(0);
  expect(workers[0]!.jobs.map(({ steps }) => steps)).toEqual([1, 3]);
  answer(0);
  expect(heard).toEqual([1, 3]);
  vi.advanceTimersByTime(10_000);
  expect(workers).toHaveLength(1);
});

test('a long job is ended for the sake of a newer one, and only then', () => {
  const { workers, heard, walker, answer } = setUp();
  walker.ask(setting(1));
  vi.advanceTimersByTime(10_000);
  expect(workers[0]!.isEnded).toBe(false);
  walker.ask(setting(2));
  vi.advanceTimersByTime(310);
  expect(workers[0]!.isEnded).toBe(true);
  expect(workers[1]!.jobs.map(({ steps }) => steps)).toEqual([2]);
  answer(0);
  expect(heard).toEqual([]);
  answer(1);
  expect(heard).toEqual([2]);
});

test('what is stopped ends its worker and hears no more', () => {
  const { workers, heard, walker, answer } = setUp();
  walker.ask(setting(1));
  walker.ask(setting(2));
  walker.stop();
  expect(workers[0]!.isEnded).toBe(true);
  answer(0);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
  expect(workers).toHaveLength(1);
});
