import { expect, test } from 'vitest';
import { makeLoss } from '../make.ts';
import type { Loss } from './index.ts';
import { isAdded, isHeard, isOfVector, isPenalty, isUnmuted, isWeighed } from './roles.ts';

const data = (id: string, params = {}) => makeLoss(id, 'mse', { output: 'head', target: 'area' }, params);
const penalty = (id: string, params = {}) => makeLoss(id, 'l2', { scope: 'all' }, params);
const losses = [
  data('full'),
  data('down', { fader: 0 }),
  data('muted', { muted: true }),
  penalty('l2'),
  penalty('l2-down', { fader: 0 }),
  penalty('l2-muted', { muted: true }),
  makeLoss('entropy', 'entropy', { output: 'head' }),
];
const added = { penalties: 'added' } as const;
const joined = { penalties: 'joined' } as const;
const ids = (role: (loss: Loss) => boolean) => losses.filter((loss) => role(loss)).map(({ id }) => id);

test('unmuted losses are those that are not muted, whatever their faders', () => {
  expect(ids(isUnmuted)).toEqual(['full', 'down', 'l2', 'l2-down', 'entropy']);
});

test('heard losses are unmuted and above zero', () => {
  expect(ids(isHeard)).toEqual(['full', 'l2', 'entropy']);
});

test('penalties are the losses without a target', () => {
  expect(ids(isPenalty)).toEqual(['l2', 'l2-down', 'l2-muted', 'entropy']);
});

test.each([
  ['added', added, ['full', 'down', 'muted'], ['full']],
  ['joined', joined, losses.map(({ id }) => id), ['full', 'l2', 'entropy']],
] as const)('with penalties %s, the vector and what is weighed of it', (_, strategy, vector, weighed) => {
  expect(ids((loss) => isOfVector(loss, strategy))).toEqual(vector);
  expect(ids((loss) => isWeighed(loss, strategy))).toEqual(weighed);
});

test('penalties that have not joined are added, and nothing else', () => {
  expect(ids((loss) => isAdded(loss, added))).toEqual(['l2', 'l2-down', 'l2-muted', 'entropy']);
  expect(ids((loss) => isAdded(loss, joined))).toEqual([]);
});
