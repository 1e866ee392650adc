import { expect, test } from 'vitest';
import { makeLoss } from '../make.ts';
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
    `${defaultExperiment.title}, again`,
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

test('a course is named by its kind and what of it is not as usual', () => {
  const title = (loss: object, training: object = {}) =>
    runTitle(
      {
        ...defaultExperiment,
        losses: defaultExperiment.losses.map((one) => (one.id === 'size' ? { ...one, ...loss } : one)),
        training: { ...defaultExperiment.training, ...training },
      },
      start,
    );
  const moves = [0, 1, 2, 3, 4].map((step) => [step, step / 3]);
  expect([
    title({}, { learningRateCourse: { kind: 'constant', warmUp: 50 } }),
    title({ course: { kind: 'linear', from: 0, to: 1, steps: 500, warmUp: 10 } }),
    title({ course: { kind: 'cosine', from: 1, to: 0, steps: 500, warmUp: 0 } }),
    title({ course: { kind: 'moves', at: 1, moves: moves.slice(0, 2) } }),
    title({ course: { kind: 'moves', at: 1, moves } }),
  ]).toEqual([
    'Learning rate over time constant → constant (warm-up 50 steps)',
    'size: fader over time constant → linear (from 0, to 1, warm-up 10 steps)',
    'size: fader over time constant → cosine',
    'size: fader over time constant → by hand (moves 0: 0, 1: 0.333)',
    'size: fader over time constant → by hand (moves 0: 0, 1: 0.333, 2: 0.667 … 5 in all)',
  ]);
});

test('a penalty over other layers is told', () => {
  const penalised = (scope: 'all' | 'shared') => ({
    ...defaultExperiment,
    losses: [...defaultExperiment.losses, makeLoss('l2', 'l2', { scope })],
  });
  expect([
    runTitle(penalised('all'), start),
    runTitle(penalised('shared'), { experiment: penalised('all'), changes: [] }),
  ]).toEqual(['+ L2', 'L2: over all layers → shared layers']);
});
