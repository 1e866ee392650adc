import { expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import { liveDifference, runTitle } from './difference.ts';

const start = { experiment: defaultExperiment, changes: [] };
const lowered = { ...start, changes: [{ step: 3, change: { learningRate: 3e-4 } }] };
const withRate = (learningRate: number) => ({
  ...defaultExperiment,
  training: { ...defaultExperiment.training, learningRate },
});

test('a run is compared with the one before as that was in the end', () => {
  expect([
    runTitle(withRate(3e-4), undefined),
    runTitle(withRate(3e-4), start),
    runTitle(withRate(3e-4), lowered),
    runTitle(withRate(0.001), lowered),
    runTitle({ ...defaultExperiment, title: 'Mine' }, lowered),
  ]).toEqual([
    defaultExperiment.title,
    'Learning rate 0.001 → 3e-4',
    'the same again',
    'Learning rate 3e-4 → 0.001',
    'Mine',
  ]);
});

test('what was changed live is told from the start to the end, and what was taken back is not', () => {
  const muted = (size: boolean) => ({ step: 5, change: { muted: { size } } });
  expect([
    liveDifference(start),
    liveDifference(lowered),
    liveDifference({ ...lowered, changes: [...lowered.changes, muted(true)] }),
    liveDifference({ ...start, changes: [muted(true), muted(false)] }),
  ]).toEqual(['', 'Learning rate 0.001 → 3e-4', 'Learning rate 0.001 → 3e-4, size muted', '']);
});
