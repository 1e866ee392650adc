/** The metrics of a run as a table for other programs. */
import { toCsv } from '../../../core/compare/copy.ts';
import { column, type Table } from '../../../core/run/metrics.ts';
import type { Run } from '../../../core/run/run.ts';

/**
 * The metrics of a run as CSV: a row for each of a table, whose name stands in the first column. What a table has not, and
 * what is not a number, is empty. Numbers have the nine digits that tell 32-bit numbers apart.
 */
export function metricsCsv(run: Pick<Run, 'train' | 'validation'>): string {
  const tables = [
    ['train', run.train],
    ['validation', run.validation],
  ] as const;
  const names = [...new Set(['step', ...tables.flatMap(([, { buffers }]) => Object.keys(buffers))])];
  const rows = tables.flatMap(([name, table]) => rowsOf(table, names).map((cells) => [name, ...cells]));
  return toCsv(['table', ...names], rows);
}

function rowsOf(table: Table, names: readonly string[]) {
  const columns = names.map((name) => column(table, name));
  return Array.from({ length: table.length }, (_, row) =>
    columns.map((values) => {
      const value = values?.[row];
      return value === undefined || Number.isNaN(value) ? undefined : Number(value.toPrecision(9));
    }),
  );
}
