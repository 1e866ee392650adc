import { expect, test } from 'vitest';
import type { StudyStatus } from '../../../../core/study/keptStudy.ts';
import type { StudyProgress } from '../../../../core/study/progress.ts';
import { timeText } from '../times.ts';
import { endText, progressText, type Situation } from './texts.ts';

const progress: StudyProgress = {
  total: 51,
  done: 34,
  diverged: 0,
  failed: 0,
  underWay: [],
  steps: 340,
  totalSteps: 510,
  secondsLeft: 250,
};
const lanes = { lanes: 2, isYielding: false, pausedRunId: null };
const usual: Situation = { lanes, isFirst: true, isElsewhere: false };

test.each<[string, StudyStatus, Partial<StudyProgress>, Partial<Situation>]>([
  ['34 of 51 runs · 2 lanes · about 4 min left', 'running', {}, {}],
  [
    '34 of 51 runs · waits while you train: pause the run on the desk to go on',
    'running',
    {},
    { lanes: { ...lanes, lanes: 0, isYielding: true } },
  ],
  [
    '34 of 51 runs · 2 lanes · about 4 min left · the run on the desk is paused for it',
    'running',
    {},
    { lanes: { ...lanes, pausedRunId: 'run' } },
  ],
  ['Waits for the study before it · 0 of 51 runs', 'waiting', { done: 0 }, { isFirst: false }],
  ['34 of 51 runs · runs in another tab', 'running', {}, { isElsewhere: true, isFirst: false }],
  ['Paused after 34 of 51 runs', 'paused', {}, {}],
  ['Cancelled after 34 of 51 runs, 2 diverged', 'cancelled', { diverged: 2 }, {}],
  ['51 runs, 2 diverged, 1 failed', 'done', { done: 51, diverged: 2, failed: 1 }, {}],
])('%s', (text, status, more, situation) => {
  expect(progressText({ status }, { ...progress, ...more }, { ...usual, ...situation })).toBe(text);
});

test('the end is said with what went wrong', () => {
  expect(endText('Race', { ...progress, diverged: 1 })).toBe('The study “Race” is done: 51 runs, 1 diverged.');
});

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [200, '3 min'],
  [7200, '2 h'],
  [9540, '2 h 39 min'],
  [200_000, '2 days'],
])('%s seconds are %s', (seconds, text) => expect(timeText(seconds)).toBe(text));
