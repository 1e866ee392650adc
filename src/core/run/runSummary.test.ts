import { expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import { append, emptyTable } from './metrics.ts';
import { makeRun } from './run.ts';
import { summaryOf } from './runSummary.ts';

test('the last and the best of every loss and metric, each in its own direction', () => {
  const validation = append(emptyTable, {
    step: Float32Array.of(10, 20, 30, 40),
    'loss:a': Float32Array.of(3, 1, 2, Number.NaN),
    'accuracy:a': Float32Array.of(0.25, 0.75, 0.5, 0.75),
    'mae:b': Float32Array.of(4, 2, 8, 2),
    'r2:b': Float32Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN),
  });
  const run = { ...makeRun('id', 'title', defaultExperiment, 5), validation };
  expect(summaryOf(run).outcomes).toEqual({
    'loss:a': { final: { step: 30, value: 2 }, best: { step: 20, value: 1 } },
    'accuracy:a': { final: { step: 40, value: 0.75 }, best: { step: 20, value: 0.75 } },
    'mae:b': { final: { step: 40, value: 2 }, best: { step: 20, value: 2 } },
  });
});

test('what a run does not have yet is missing', () => {
  const { steps, startedAt, outcomes, ...rest } = summaryOf(makeRun('id', 'title', defaultExperiment, 5));
  expect({ steps, startedAt, outcomes }).toEqual({ steps: 0, startedAt: 5, outcomes: {} });
  expect(Object.keys(rest).sort()).toEqual(
    ['changes', 'experiment', 'id', 'isPinned', 'note', 'status', 'title'].sort(),
  );
});
