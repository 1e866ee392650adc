import { expect, test } from 'vitest';
import { bandOf, pathOf } from './path.ts';

const x = (value: unknown) => 10 * Number(value);

test('a path joins what was measured, and 0 lies on the lower end of a logarithmic axis', () => {
  const y = (value: unknown) => 100 - 10 * Math.log10(Number(value));
  const rows = [{ x: 0, a: 10 }, { x: 1 }, { x: 2, a: 0 }, { x: 3, a: -1 }, { x: 4, a: 1 }];
  expect(pathOf(rows, 'a', { x, y, floor: 140 })).toBe('M0.0 90.0L20.0 140.0L40.0 100.0');
});

test('0 is a value like another on a linear axis', () => {
  const y = (value: unknown) => 100 - Number(value);
  expect(
    pathOf(
      [
        { x: 0, a: 0 },
        { x: 2, a: 5 },
      ],
      'a',
      { x, y, floor: 140 },
    ),
  ).toBe('M0.0 100.0L20.0 95.0');
});

test('a band goes along its upper line and back along the lower one; below a logarithmic axis it ends at the floor', () => {
  const y = (value: unknown) => 100 - 10 * Math.log10(Number(value));
  const rows = [{ x: 0, low: 1, high: 10 }, { x: 1 }, { x: 2, low: -5, high: 100 }];
  expect(bandOf(rows, 'low', 'high', { x, y, floor: 140 })).toBe('M0.0 90.0L20.0 80.0L20.0 140.0L0.0 100.0Z');
  expect(bandOf([{ x: 0 }], 'low', 'high', { x, y, floor: 140 })).toBe('');
});

test('what lies beyond the axis is drawn along its ends where these are given', () => {
  const y = (value: unknown) => 100 - Number(value);
  const rows = [
    { x: 0, a: 130 },
    { x: 1, a: 5 },
    { x: 2, a: -60 },
  ];
  expect(pathOf(rows, 'a', { x, y, floor: 140, ceiling: 0 })).toBe('M0.0 0.0L10.0 95.0L20.0 140.0');
  expect(pathOf(rows, 'a', { x, y, floor: 140 })).toBe('M0.0 -30.0L10.0 95.0L20.0 160.0');
});
