/** From bins to cells: where they stand, and in which colour. */
import { expect, test } from 'vitest';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { binned } from './bins.ts';
import { groundRange } from './ground.tsx';
import { edgesOf, heatPaths, levelOf } from './heat.ts';
import { stackedRows } from './stacked.tsx';

const nan = Number.NaN;
const table = append(emptyTable, {
  step: Float32Array.of(0, 10, 20, 30, 40),
  a: Float32Array.of(-1, nan, -1, 0, 0.25),
  b: Float32Array.of(nan, nan, nan, nan, 1),
});
const across = { by: 'step', stepsPerEpoch: 5 } as const;

test('a measurement stands for what follows it, a mean for what led to it', () => {
  const bins = binned(table, ['a', 'b']);
  // Measured at 0, 20, 30 and 40: the last reaches as far as they lie apart on the whole.
  expect(edgesOf(table, bins, across, 'after')).toEqual([0, 20, 30, 40, 40 + 40 / 3]);
  expect(edgesOf(table, bins, across, 'before')).toEqual([0, 0, 20, 30, 40]);
  expect(edgesOf(table, bins, { ...across, by: 'epoch' }, 'after').slice(0, 4)).toEqual([0, 4, 6, 8]);
  expect(edgesOf(emptyTable, binned(emptyTable, []), across, 'after')).toEqual([]);
});

test('neighbours of one colour are one cell, and what was not measured is none', () => {
  const paths = heatPaths(binned(table, ['a', 'b']), { edges: [0, 20, 30, 40, 50], top: 5, height: 12 });
  expect(Object.fromEntries(paths)).toEqual({
    [-10]: 'M0.0 5.0h30.0v10.0H0.0z',
    0: 'M30.0 5.0h10.0v10.0H30.0z',
    5: 'M40.0 5.0h10.0v10.0H40.0z',
    10: 'M40.0 17.0h10.0v10.0H40.0z',
  });
});

test('levels tell the root of the size, with its sign', () => {
  expect([-1, -0.25, -0.001, 0, 0.04, 1, 3].map(levelOf)).toEqual([-10, -5, -0, 0, 2, 10, 10]);
});

test('shares are stacked, those that are missing as nothing, and rows without any left out', () => {
  const line = (key: string) => ({ key }) as Parameters<typeof stackedRows>[1][number];
  const rows = [{ x: 1, a: 0.25, b: 0.75 }, { x: 2, b: 1 }, { x: 3 }];
  expect(stackedRows(rows, [line('a'), line('b')])).toEqual([
    { x: 1, '': 0, a: 0.25, b: 1 },
    { x: 2, '': 0, a: 0, b: 1 },
  ]);
});

test('the axis of gains leaves out the few that would hide the rest, and has zero and room below it', () => {
  const gains = Float32Array.from({ length: 1000 }, (_, i) => (i < 5 ? 100 : i % 2 === 0 ? 1 : nan));
  expect(groundRange([gains])).toEqual([-0.15, 1]);
  expect(groundRange([Float32Array.of(-4, -2)])).toEqual([-4, 0]);
  // Of a long run every fortieth is looked at.
  expect(groundRange([Float32Array.from({ length: 20_000 }, (_, i) => i / 20_000)])?.[1]).toBeCloseTo(0.95, 2);
  expect(groundRange([Float32Array.of(nan)])).toBeUndefined();
});
