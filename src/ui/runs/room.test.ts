import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRun } from '../../core/run/run.ts';
import { type RunSummary, summaryOf } from '../../core/run/runSummary.ts';
import { store } from '../store.ts';
import { surplusRuns, usedBytes } from './room.ts';

const library = store.getInitialState().library;

function kept(id: string, change: Partial<RunSummary> = {}): RunSummary {
  return { ...summaryOf(makeRun(id, id, defaultExperiment)), status: 'finished', sizeBytes: 100, ...change };
}

const ids = (runs: readonly RunSummary[]) => runs.map(({ id }) => id).join();

test('above the number of runs the oldest go that are neither pinned nor going on', () => {
  const runs = [kept('a', { isPinned: true }), kept('b'), kept('c', { status: 'paused' }), kept('d'), kept('e')];
  expect(ids(surplusRuns({ kept: runs, library }, 5))).toBe('');
  expect(ids(surplusRuns({ kept: runs, library }, 3))).toBe('b,d');
  expect(ids(surplusRuns({ kept: runs, library }, 1))).toBe('b,d,e');
});

test('above half of what the browser grants as many go as it takes', () => {
  const runs = [kept('a', { sizeBytes: 10 }), kept('b', { sizeBytes: 500 }), kept('c')];
  expect(usedBytes(runs)).toBe(610);
  expect(ids(surplusRuns({ kept: runs, library: { ...library, limitBytes: 610 } }))).toBe('');
  expect(ids(surplusRuns({ kept: runs, library: { ...library, limitBytes: 605 } }))).toBe('a');
  expect(ids(surplusRuns({ kept: runs, library: { ...library, limitBytes: 200 } }))).toBe('a,b');
});
