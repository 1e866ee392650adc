import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './endLabels.ts';

const at = (y: number, i: number) => ({ key: String(i), y });

test('labels with room stay at their lines; close ones are moved apart, in order', () => {
  expect(spread([40, 10].map(at), 12, 0, 100).map(({ key, y }) => [key, y])).toEqual([
    ['1', 10],
    ['0', 40],
  ]);
  expect(spread([50, 52, 51].map(at), 12, 0, 100).map(({ key, y }) => [key, y])).toEqual([
    ['0', 50],
    ['2', 62],
    ['1', 74],
  ]);
  expect(spread([95, 99].map(at), 12, 0, 100).map(({ y }) => y)).toEqual([88, 100]);
});

test('no label lies on another or leaves the plot while there is room for all', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 10 }), (heights) => {
      const ys = spread(heights.map(at), 12, 0, 120).map(({ y }) => y);
      ys.forEach((y, i) => {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(120);
        if (i > 0) expect(y - (ys[i - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
      });
    }),
  );
});
