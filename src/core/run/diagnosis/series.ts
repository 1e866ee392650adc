/** A column as a series over steps, and what its ends and its lowest point say. */
import { column, type Table } from '../metrics.ts';

export interface Point {
  readonly step: number;
  readonly value: number;
}

const known = new WeakMap<Table, Map<string, readonly Point[]>>();

/** The rows in which a column has a number; infinite ones count, NaN stands for none. Read once for each table. */
export function seriesOf(table: Table, name: string): readonly Point[] {
  let ofTable = known.get(table);
  if (!ofTable) {
    ofTable = new Map();
    known.set(table, ofTable);
  }
  let series = ofTable.get(name);
  if (!series) {
    series = read(table, name);
    ofTable.set(name, series);
  }
  return series;
}

function read(table: Table, name: string): Point[] {
  const values = column(table, name);
  const steps = column(table, 'step');
  const series: Point[] = [];
  for (const [i, value] of values?.entries() ?? []) {
    if (!Number.isNaN(value)) series.push({ step: steps?.[i] ?? 0, value });
  }
  return series;
}

/** Mean and standard error of the mean. */
export interface Level {
  readonly mean: number;
  readonly error: number;
}

/** The level of a part of a series: `from` and `to` are shares of its length, at least one point is taken. */
export function levelOf(series: readonly Point[], from: number, to: number): Level {
  const first = Math.min(Math.floor(from * series.length), series.length - 1);
  const part = series.slice(first, Math.max(first + 1, Math.ceil(to * series.length))).map(({ value }) => value);
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  const squares = part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / Math.max(1, part.length - 1) / part.length) };
}

/** Whether a series still falls at its end: the last fifth is below the one before, beyond chance and by half a per cent. */
export function isFalling(series: readonly Point[]): boolean {
  if (series.length < 10) return false;
  const [before, after] = [levelOf(series, 0.6, 0.8), levelOf(series, 0.8, 1)];
  const drop = before.mean - after.mean;
  return drop > 2 * Math.hypot(before.error, after.error) && drop > 0.005 * Math.abs(before.mean);
}

/** Whether a series is as high at its end as it began: the last fifth is not below the first steps, but for chance. */
export function isUnmoved(series: readonly Point[]): boolean {
  if (series.length < 10) return false;
  const [before, after] = [levelOf(series, 0, 0.1), levelOf(series, 0.8, 1)];
  return before.mean - after.mean < Math.max(0.02 * Math.abs(before.mean), Math.hypot(before.error, after.error));
}

/** The lowest point of a series; nothing of an empty one. */
export function lowest(series: readonly Point[]): Point | undefined {
  return series.reduce<Point | undefined>(
    (least, point) => (least && least.value <= point.value ? least : point),
    undefined,
  );
}
