import { expect, test } from 'vitest';
import type { Line } from './lines.ts';
import { topsOf } from './units.ts';

const line = (key: string, unit?: string): Line => ({
  key,
  table: 'validation',
  column: key,
  isSmoothed: false,
  label: key,
  color: '',
  textColor: '',
  dash: '',
  marker: 'circle',
  ...(unit ? { unit } : {}),
});

test('the top of a unit is a round number over all its lines, of earlier runs too; shares have none', () => {
  const lines = [line('a'), line('b', 'mae'), line('c', 'psnr')];
  const rows = [
    { x: 0, a: 1, b: 0.21, c: 12 },
    { x: 1, b: 0.05 },
  ];
  expect(topsOf([{ lines, rows }])).toEqual({ mae: 0.3, psnr: 15 });
  expect(
    topsOf([
      { lines, rows },
      { lines: [line('b', 'mae')], rows: [{ x: 0, b: 0.9 }] },
    ]),
  ).toEqual({ mae: 1, psnr: 15 });
});
