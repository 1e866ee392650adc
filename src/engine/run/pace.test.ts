import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function take(pace: Pace, steps: number, ms: number): void {
  for (let step = 0; step < steps; step++) pace.add();
  vi.advanceTimersByTime(ms);
}

it('is the mean time of a step since the last reading, three tenths of it new', () => {
  const pace = new Pace();
  expect(pace.read(64)).toEqual({ stepMs: 0, imagesPerSecond: 0 });
  take(pace, 10, 100);
  expect(pace.read(64)).toEqual({ stepMs: 10, imagesPerSecond: 6400 });
  take(pace, 5, 100);
  expect(pace.read(65)).toEqual({ stepMs: 13, imagesPerSecond: 5000 });
  expect(pace.read(65)).toEqual({ stepMs: 13, imagesPerSecond: 5000 });
});

it('leaves out what is skipped: pauses and evaluations', () => {
  const pace = new Pace();
  take(pace, 3, 5000);
  pace.skip();
  take(pace, 10, 100);
  expect(pace.read(10)).toEqual({ stepMs: 10, imagesPerSecond: 1000 });
});
