/**
 * Columns of a table in bins over its rows, for pictures as wide as the run is long. A bin holds a number of measured rows,
 * the same for all but the last; it doubles when there are too many bins. So bins grow with the run, old ones stay where
 * they are, and only new rows are read.
 */
import type { Table } from '../../../core/run/metrics.ts';

export interface Bin {
  /** The first and the last measured row in it. */
  readonly from: number;
  readonly to: number;
  /** Rows in it with any value. */
  readonly rows: number;
  /** By place of the column: the sum of the values, how many they are, and the least of them. */
  readonly sums: readonly number[];
  readonly counts: readonly number[];
  readonly least: readonly number[];
}

export interface Bins {
  readonly columns: readonly string[];
  /** Rows of the table that were read. */
  readonly length: number;
  /** Measured rows a bin. */
  readonly size: number;
  readonly bins: readonly Bin[];
}

/** Most bins: about one every two pixels of a chart. */
export const mostBins = 240;

/** The bins of these columns, made from those before where the table has only grown since. */
export function binned(table: Table, columns: readonly string[], before?: Bins): Bins {
  const isGrown = before && continues(table, columns, before);
  const bins = isGrown ? [...before.bins] : [];
  let size = isGrown ? before.size : 1;
  const buffers = columns.map((name) => table.buffers[name]);
  for (let row = isGrown ? before.length : 0; row < table.length; row++) {
    const values = buffers.map((buffer) => buffer?.[row] ?? Number.NaN);
    if (values.every(Number.isNaN)) continue;
    const last = bins.at(-1);
    if (last && last.rows < size) bins[bins.length - 1] = joined(last, binOf(row, values));
    else bins.push(binOf(row, values));
    if (bins.length <= mostBins) continue;
    const pairs = Array.from({ length: Math.ceil(bins.length / 2) }, (_, i) => {
      const [one, other] = [bins[2 * i] as Bin, bins[2 * i + 1]];
      return other ? joined(one, other) : one;
    });
    bins.splice(0, bins.length, ...pairs);
    size *= 2;
  }
  return { columns, length: table.length, size, bins };
}

/** The mean of a column in a bin; undefined where it has no value there. */
export function meanIn({ sums, counts }: Bin, place: number): number | undefined {
  const count = counts[place] ?? 0;
  return count > 0 ? (sums[place] ?? 0) / count : undefined;
}

/** Whether these are bins of the first rows of the table. A run that is taken up again may have lost its last rows. */
function continues(table: Table, columns: readonly string[], { columns: known, length, bins }: Bins): boolean {
  const last = bins.at(-1);
  return (
    last !== undefined && length <= table.length && columns.join() === known.join() && sumsUp(table, columns, last)
  );
}

function sumsUp(table: Table, columns: readonly string[], bin: Bin): boolean {
  return columns.every((name, i) => {
    let sum = 0;
    for (let row = bin.from; row <= bin.to; row++) {
      const value = table.buffers[name]?.[row] ?? Number.NaN;
      if (!Number.isNaN(value)) sum += value;
    }
    return Math.abs(sum - (bin.sums[i] ?? 0)) <= 1e-9 * bin.rows;
  });
}

function binOf(row: number, values: readonly number[]): Bin {
  return {
    from: row,
    to: row,
    rows: 1,
    sums: values.map((value) => (Number.isNaN(value) ? 0 : value)),
    counts: values.map((value) => (Number.isNaN(value) ? 0 : 1)),
    least: values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)),
  };
}

function joined(a: Bin, b: Bin): Bin {
  return {
    from: a.from,
    to: b.to,
    rows: a.rows + b.rows,
    sums: a.sums.map((sum, i) => sum + (b.sums[i] ?? 0)),
    counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)),
    least: a.least.map((value, i) => Math.min(value, b.least[i] ?? Number.POSITIVE_INFINITY)),
  };
}
