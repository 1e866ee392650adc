/** The numbers of a chart as CSV: a row a step, a column a line, as they were measured, before any smoothing. */
import { toCsv } from '../../../core/compare/copy.ts';
import { plainText } from '../../../core/plainText.ts';
import { column } from '../../../core/run/metrics.ts';
import { rawValuesOf, type Series, type Tables } from '../rows.ts';

/** One line under the name that it has on the chart. */
export interface CsvLine {
  readonly name: string;
  readonly tables: Tables;
  readonly series: Series;
}

/** Steps in order; a line has no value where it was not measured. Ends of line as in RFC 4180. */
export function chartCsv(lines: readonly CsvLine[]): string {
  const rows = new Map<number, (number | undefined)[]>();
  for (const [i, { tables, series }] of lines.entries()) {
    const steps = column(tables[series.table], 'step');
    // What is drawn as a running mean is measured all the same.
    const { meanOf: _, ...measured } = series;
    for (const [row, value] of rawValuesOf(tables, measured).entries()) {
      if (Number.isNaN(value)) continue;
      const step = steps?.[row] ?? 0;
      const cells = rows.get(step) ?? [step];
      rows.set(step, cells);
      cells[i + 1] = value;
    }
  }
  const ordered = [...rows.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return toCsv(['step', ...lines.map(({ name }) => plainText(name))], ordered);
}
