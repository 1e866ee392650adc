import { expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import { changeStrategy, moveChannel } from './desk.ts';

test('a channel is moved to a place, and stays at the ends', () => {
  const order = (place: number) => moveChannel(defaultExperiment, 'colour', place).losses.map(({ id }) => id);
  expect(order(1)).toEqual(['size', 'colour']);
  expect(order(9)).toEqual(['size', 'colour']);
  expect(moveChannel(defaultExperiment, 'colour', -1)).toBe(defaultExperiment);
  expect(moveChannel(defaultExperiment, 'gone', 0)).toBe(defaultExperiment);
});

test('another strategy has its own options at their defaults and keeps what is common', () => {
  const before = { ...defaultExperiment.strategy, penalties: 'joined' } as const;
  expect(changeStrategy(before, 'mgda')).toEqual({ ...before, kind: 'mgda', normalisation: 'none' });
  expect(changeStrategy(changeStrategy(before, 'mgda'), 'sum')).toEqual(before);
});
