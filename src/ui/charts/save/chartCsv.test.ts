import { expect, test } from 'vitest';
import { isolated } from '../../../core/plainText.ts';
import { columnName } from '../../../core/run/columns.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import type { Series, Tables } from '../rows.ts';
import { chartCsv } from './chartCsv.ts';

const loss = columnName('loss', 'a');
const tables: Tables = {
  train: append(emptyTable, {
    step: Float32Array.of(0, 1, 2),
    [loss]: Float32Array.of(0.5, Number.NaN, 0.25),
    [columnName('weight', 'a')]: Float32Array.of(2, 2, 4),
  }),
  validation: append(emptyTable, {
    step: Float32Array.of(1, 5),
    [loss]: Float32Array.of(0.75, Number.POSITIVE_INFINITY),
  }),
};
const series = (over: Partial<Series> = {}): Series => ({
  key: 'a',
  table: 'train',
  column: loss,
  isSmoothed: true,
  ...over,
});

test('a row a step, a column a line, unsmoothed; nothing where nothing was measured', () => {
  const csv = chartCsv([
    { name: 'a', tables, series: series() },
    { name: 'a, validation', tables, series: series({ table: 'validation' }) },
    { name: 'weighted, "b"', tables, series: series({ factor: columnName('weight', 'a') }) },
  ]);
  expect(csv).toBe('step,a,"a, validation","weighted, ""b"""\r\n0,0.5,,1\r\n1,,0.75,\r\n2,0.25,,1\r\n5,,Infinity,\r\n');
});

test('a column has the name as it is seen: what isolates a title on the page stands in no file', () => {
  const name = `colour, ${isolated('שלום')} (2)`;
  expect(chartCsv([{ name, tables, series: series() }]).split('\r\n')[0]).toBe('step,"colour, שלום (2)"');
});

test('a running mean is written as it was measured, and a chart without numbers as its head', () => {
  expect(chartCsv([{ name: 'cosine', tables, series: series({ meanOf: 50 }) }])).toBe(
    'step,cosine\r\n0,0.5\r\n2,0.25\r\n',
  );
  expect(chartCsv([{ name: 'a', tables, series: series({ column: 'none' }) }])).toBe('step,a\r\n');
});
