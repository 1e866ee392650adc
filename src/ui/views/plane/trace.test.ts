import { expect, test } from 'vitest';
import { frameOf } from './frame.ts';
import { traceOf, upTo } from './trace.ts';

// One unit of the plane is one unit of the drawing; up is up.
const frame = frameOf({ low: [0, 0], high: [300, 300] });
const trace = traceOf(Float64Array.from([0, 300, 10, 300, 10.2, 300, 10.4, 300, 20, 290, 20.1, 290]), frame);

test('leaves out what moves less than a unit, and keeps both ends', () => {
  expect(trace.rows).toEqual([0, 1, 4, 5]);
  expect(trace.text).toBe('M0 0L10 0L20 10L20.1 10');
});

test('of a walk that ran away is made of numbers alone', () => {
  const far = traceOf(Float64Array.from([0, 0, 1e300, -1e300, Number.POSITIVE_INFINITY, Number.NaN]), frame);
  expect(far.text).toBe('M0 300L9000 9000L9000 -9000');
});

test.each([
  [0, 'M0 0'],
  [1, 'M0 0L10 0'],
  [3, 'M0 0L10 0L10.4 0'],
  [5, 'M0 0L10 0L20 10L20.1 10'],
])('goes up to row %i', (row, text) => {
  expect(upTo(trace, row)).toBe(text);
});
