import { describe, expect, test } from 'vitest';
import { columnName } from '../../core/run/columns.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { conflictRate } from './conflict.ts';
import { bySteps } from './horizontal.ts';
import { rowAt } from './rowAt.ts';
import { isConstant, rowsOf, runningMean, type Series, valueAt } from './rows.ts';

const series = (key: string, over: Partial<Series> = {}): Series => ({
  key,
  table: 'train',
  column: columnName('loss', key),
  isSmoothed: true,
  ...over,
});
const raw = { smoothing: 0, across: bySteps, limit: 500 };

function tablesOf(steps: number) {
  const at = (f: (step: number) => number) => Float32Array.from({ length: steps }, (_, step) => f(step));
  return {
    train: append(emptyTable, {
      step: at((step) => step),
      [columnName('loss', 'a')]: at((step) => Math.sin(step)),
      [columnName('loss', 'b')]: at((step) => (step === 777 ? 99 : Math.cos(step))),
      [columnName('weight', 'a')]: at(() => 0.5),
    }),
    validation: append(emptyTable, {
      step: at((step) => step * 25),
      [columnName('loss', 'a')]: at((step) => step / 10),
    }),
  };
}

describe('the rows of a chart', () => {
  test('are few, however long the run, drawn raw or smoothed', () => {
    const tables = tablesOf(50_000);
    const lines = [
      series('a'),
      series('b'),
      series('a:validation', { table: 'validation', column: columnName('loss', 'a') }),
    ];
    for (const smoothing of [0, 0.6]) {
      const rows = rowsOf(tables, lines, { smoothing, across: bySteps, limit: 500 });
      expect(rows.length).toBeLessThanOrEqual(500);
      expect(rows.length).toBeGreaterThan(300);
      expect(rows[0]?.x).toBe(0);
      expect(rows.map((row) => row.x)).toEqual(rows.map((row) => row.x).toSorted((a, b) => a - b));
    }
  });

  test('keep a spike of a raw line', () => {
    const rows = rowsOf(tablesOf(20_000), [series('a'), series('b')], raw);
    expect(Math.max(...rows.map((row) => row.b ?? 0))).toBe(99);
  });

  test('merge train and validation by step', () => {
    const lines = [
      series('a'),
      series('v', { table: 'validation', column: columnName('loss', 'a'), isSmoothed: false }),
    ];
    const rows = rowsOf(tablesOf(3), lines, { ...raw, across: { by: 'epoch', stepsPerEpoch: 2 } });
    expect(rows).toEqual([
      { x: 0, a: 0, v: 0 },
      { x: 0.5, a: Math.fround(Math.sin(1)) },
      { x: 1, a: Math.fround(Math.sin(2)) },
      { x: 12.5, v: Math.fround(0.1) },
      { x: 25, v: Math.fround(0.2) },
    ]);
  });

  test('weigh validation with the weight that acted at that step', () => {
    const weighed = series('v', {
      table: 'validation',
      column: columnName('loss', 'a'),
      factor: columnName('weight', 'a'),
      isSmoothed: false,
    });
    expect(rowsOf(tablesOf(2), [weighed], raw)).toEqual([
      { x: 0, v: 0 },
      { x: 25, v: Math.fround(0.05) },
    ]);
  });

  test('leave out what was not measured', () => {
    const train = append(emptyTable, {
      step: Float32Array.of(0, 1, 2),
      [columnName('loss', 'a')]: Float32Array.of(1, Number.NaN, Number.POSITIVE_INFINITY),
    });
    expect(rowsOf({ train, validation: emptyTable }, [series('a'), series('gone')], raw)).toEqual([{ x: 0, a: 1 }]);
  });

  test('keep the values of a line that is measured now and then', () => {
    const at = (f: (step: number) => number) => Float32Array.from({ length: 20_000 }, (_, step) => f(step));
    const train = append(emptyTable, {
      step: at((step) => step),
      [columnName('loss', 'a')]: at((step) => (step % 100 === 7 ? step : Number.NaN)),
    });
    const rows = rowsOf({ train, validation: emptyTable }, [series('a')], { ...raw, limit: 300 });
    expect(rows).toHaveLength(200);
    const smoothed = rowsOf({ train, validation: emptyTable }, [series('a')], { ...raw, smoothing: 0.9, limit: 300 });
    expect(smoothed.flatMap((row) => row.a ?? [])).toHaveLength(200);
    expect(rows.every((row) => row.a === row.x)).toBe(true);
  });
});

describe('the value at a step', () => {
  test('is the exact one, or the last before it', () => {
    const tables = tablesOf(10);
    expect(valueAt(tables, series('a'), 4)).toBe(Math.fround(Math.sin(4)));
    expect(valueAt(tables, series('a'), Number.POSITIVE_INFINITY)).toBe(Math.fround(Math.sin(9)));
    expect(valueAt(tables, series('v', { table: 'validation', column: columnName('loss', 'a') }), 49)).toBe(
      Math.fround(0.1),
    );
  });

  test('passes over steps that lack the column', () => {
    const train = append(emptyTable, {
      step: Float32Array.of(0, 1, 2),
      [columnName('loss', 'a')]: Float32Array.of(1, Number.NaN, Number.NaN),
    });
    expect(valueAt({ train, validation: emptyTable }, series('a'), 2)).toBe(1);
  });

  test('is nothing before the first row', () => {
    expect(rowAt(emptyTable, 5)).toBe(-1);
    expect(valueAt({ train: emptyTable, validation: emptyTable }, series('a'), 5)).toBeUndefined();
  });
});

test('a running mean is over the last measured values, at the rows that were measured', () => {
  const values = Float32Array.of(1, Number.NaN, 3, 5, Number.NaN, -2);
  expect([...runningMean(values, 2)]).toEqual([1, Number.NaN, 2, 4, Number.NaN, 1.5]);
  const train = append(emptyTable, { step: Float32Array.of(0, 1, 2, 3, 4, 5), c: values });
  const mean: Series = { key: 'c', table: 'train', column: 'c', isSmoothed: false, meanOf: 2 };
  const tables = { train, validation: emptyTable };
  expect([0, 1, 3, 9].map((step) => valueAt(tables, mean, step))).toEqual([1, 1, 4, 1.5]);
  expect(rowsOf(tables, [mean], raw)).toEqual([
    { x: 0, c: 1 },
    { x: 2, c: 2 },
    { x: 3, c: 4 },
    { x: 5, c: 1.5 },
  ]);
});

test('the share of a cosine below zero counts the measured steps up to a step', () => {
  const train = append(emptyTable, {
    step: Float32Array.of(0, 1, 2, 3),
    c: Float32Array.of(-1, Number.NaN, 0.5, -0.1),
  });
  expect([0, 2, 9].map((step) => conflictRate(train, 'c', step))).toEqual([1, 0.5, 2 / 3]);
  expect(conflictRate(train, 'none', 9)).toBeUndefined();
});

test('lines are constant as long as each keeps its value', () => {
  const tables = tablesOf(50);
  const weight = series('w', { column: columnName('weight', 'a') });
  expect(isConstant(tables, [weight])).toBe(true);
  expect(isConstant(tables, [weight, series('a')])).toBe(false);
});

test('a ratio is over the least of its row, at the same row wherever it is read', () => {
  const train = append(emptyTable, {
    step: Float32Array.of(0, 1, 2),
    a: Float32Array.of(4, Number.NaN, 1),
    b: Float32Array.of(2, Number.NaN, 8),
  });
  const tables = { train, validation: emptyTable };
  const over = ['a', 'b'].map((name) => series(name, { column: name, overLeast: ['a', 'b'] }));
  expect(rowsOf(tables, over, raw)).toEqual([
    { x: 0, a: 2, b: 1 },
    { x: 2, a: 1, b: 8 },
  ]);
  expect(over.map((one) => valueAt(tables, one, 1))).toEqual([2, 1]);
});
