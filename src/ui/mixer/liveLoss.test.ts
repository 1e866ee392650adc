import { expect, test } from 'vitest';
import { columnName } from '../../core/run/columns.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { shareOf } from './liveLoss.ts';

const train = append(emptyTable, {
  step: Float32Array.of(39, 40, 41, 42),
  [columnName('share', 'colour')]: Float32Array.of(Number.NaN, 0.25, Number.NaN, Number.NaN),
});

test('a share holds until a fader or a mute is moved, and is unknown until it is measured anew', () => {
  const after = (step: number, change: object) => shareOf({ train, changes: [{ step, change }] }, 'colour');
  expect(shareOf({ train, changes: [] }, 'colour')).toBe(0.25);
  // A change of step 40 is in the row of step 40.
  expect(after(40, { faders: { size: 0 } })).toBe(0.25);
  expect(after(41, { faders: { size: 0 } })).toBeNull();
  expect(after(43, { muted: { size: true } })).toBeNull();
  expect(after(43, { learningRate: 0.1 })).toBe(0.25);
  expect(shareOf({ train, changes: [] }, 'size')).toBeUndefined();
});
