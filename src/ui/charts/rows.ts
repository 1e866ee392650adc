/**
 * From the tables of a run to the rows of a chart: select, weigh, smooth, downsample, merge. A chart of m lines has at
 * most `limit` rows together, so that no line has more points than that however long the run.
 */
import { column, downsample, emptyTable, smooth, type Table } from '../../core/run/metrics.ts';
import { type Horizontal, xAt } from './horizontal.ts';
import { rowAt } from './rowAt.ts';

/** One line: a column of a table, perhaps times another. */
export interface Series {
  /** Unique in its chart. */
  readonly key: string;
  readonly table: 'train' | 'validation';
  readonly column: string;
  /** Column of the train table that every value is multiplied by: the effective weight. */
  readonly factor?: string;
  /** Columns of the same table: every value is shown as a multiple of the least of them in its row. */
  readonly overLeast?: readonly string[];
  readonly isSmoothed: boolean;
  /** Shown as the mean of that many values measured last, whatever the smoothing. */
  readonly meanOf?: number;
}

/** x, then the value of every series by its key; a series has no value where it was not measured. */
export type Row = Readonly<Record<string, number>> & { readonly x: number };

export interface Tables {
  readonly train: Table;
  readonly validation: Table;
}

export const noTables: Tables = { train: emptyTable, validation: emptyTable };

export interface RowOptions {
  /** 0 is none. */
  readonly smoothing: number;
  /** What x counts. */
  readonly across: Horizontal;
  /** Most rows, at least 8. */
  readonly limit: number;
}

/** The rows of a chart, in order of x. Values that are not finite are left out. */
export function rowsOf(tables: Tables, series: readonly Series[], { smoothing, across, limit }: RowOptions): Row[] {
  const rows = new Map<number, Record<string, number>>();
  const kinds = (['train', 'validation'] as const).map((table) => ({
    table,
    lines: series.filter((one) => one.table === table && tables[table].buffers[one.column]),
  }));
  const present = kinds.filter(({ lines }) => lines.length > 0);
  for (const { table, lines } of present) {
    const steps = column(tables[table], 'step');
    if (!steps) continue;
    const budget = present.length === 1 ? limit : Math.floor(limit * (table === 'train' ? 0.7 : 0.3));
    const drawn = lines.map((one) => ({ key: one.key, values: valuesOf(tables, one, smoothing) }));
    // What is smoothed is drawn by means; what is not keeps its extremes.
    const isMean = smoothing > 0 && lines.every((one) => one.isSmoothed) && steps.length > budget;
    const put = (i: number, key: string, value: number | undefined) => {
      const step = steps[i] ?? 0;
      const row = rows.get(step) ?? { x: xAt(across, tables[table], i) };
      if (Number.isNaN(row.x)) return;
      if (value !== undefined && Number.isFinite(value)) row[key] = value;
      rows.set(step, row);
    };
    if (isMean) {
      for (let bucket = 0; bucket < budget; bucket++) {
        const from = Math.floor((bucket * steps.length) / budget);
        const to = Math.floor(((bucket + 1) * steps.length) / budget);
        // The first and last stand at their own steps, so that the line spans the run.
        const at = bucket === 0 ? 0 : bucket === budget - 1 ? steps.length - 1 : (from + to) >> 1;
        for (const { key, values } of drawn) put(at, key, meanOf(values, from, to));
      }
    } else {
      for (const i of sharedIndices(
        drawn.map(({ values }) => values),
        budget,
      )) {
        for (const { key, values } of drawn) put(i, key, values[i]);
      }
    }
  }
  return [...rows.values()].sort((a, b) => (a.x ?? 0) - (b.x ?? 0)) as Row[];
}

/** What was smoothed of a table, by column and factor: two charts, or two axes, ask for the same. */
const smoothed = new WeakMap<Table, Map<string, Float32Array>>();
/** The smoothing slider passes through many values; only the last few are worth keeping. */
const smoothedLimit = 12;

function smoothOnce(values: () => Float32Array, table: Table, name: string, factor: number): Float32Array {
  const kept = smoothed.get(table) ?? new Map<string, Float32Array>();
  smoothed.set(table, kept);
  const key = `${name} ${factor}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= smoothedLimit) kept.clear();
  const raw = values();
  const made = smooth(raw, column(table, 'step') ?? raw, factor);
  kept.set(key, made);
  return made;
}

/** All values of a series, weighed and smoothed, one a row of its table. */
export function valuesOf(tables: Tables, series: Series, smoothing: number): Float32Array {
  const { isSmoothed, factor = '', overLeast = [] } = series;
  const values = () => rawValuesOf(tables, series);
  if (!isSmoothed || smoothing <= 0) return values();
  return smoothOnce(values, tables[series.table], [series.column, factor, ...overLeast].join(' '), smoothing);
}

export function rawValuesOf(tables: Tables, series: Series): Float32Array {
  const table = tables[series.table];
  const { overLeast } = series;
  const own = column(table, series.column) ?? new Float32Array(table.length).fill(Number.NaN);
  const raw = overLeast ? own.map((value, row) => value / leastOf(table, overLeast, row)) : own;
  const weighed = series.factor === undefined ? raw : times(raw, table, tables.train, series.factor);
  return series.meanOf === undefined ? weighed : runningMean(weighed, series.meanOf);
}

/** At every measured row the mean of the last `count` measured values up to it; NaN elsewhere. */
export function runningMean(values: Float32Array, count: number): Float32Array {
  const means = new Float32Array(values.length).fill(Number.NaN);
  const last: number[] = [];
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    last.push(value);
    sum += value;
    if (last.length > count) sum -= last[last.length - 1 - count] ?? 0;
    means[i] = sum / Math.min(count, last.length);
  }
  return means;
}

/** Whether every line keeps one value over the whole run, up to float32 rounding. */
export function isConstant(tables: Tables, lines: readonly Series[]): boolean {
  return lines.every((line) => {
    const values = column(tables[line.table], line.column) ?? new Float32Array();
    const first = values.find(Number.isFinite) ?? 0;
    const slack = 1e-6 * Math.abs(first);
    return values.every((value) => !(Math.abs(value - first) > slack));
  });
}

/** The value of a series, exact or the mean that it shows, at the last step that is not after `step`; undefined before its first one. */
export function valueAt(tables: Tables, series: Series, step: number): number | undefined {
  const table = tables[series.table];
  let row = rowAt(table, step);
  if (series.meanOf !== undefined) return lastMean(table, series.column, row, series.meanOf);
  // A row may lack the column, as where gradients are measured every few steps.
  for (let tries = 0; row >= 0 && tries < 500; row--, tries++) {
    const value = table.buffers[series.column]?.[row];
    if (value === undefined) return undefined;
    if (Number.isNaN(value)) continue;
    if (series.overLeast) return value / leastOf(table, series.overLeast, row);
    if (series.factor === undefined) return value;
    const factor = tables.train.buffers[series.factor]?.[rowAt(tables.train, step)];
    return factor === undefined ? undefined : value * factor;
  }
  return undefined;
}

/** The mean of the last `count` measured values of a column up to a row. */
function lastMean({ buffers }: Table, name: string, row: number, count: number): number | undefined {
  let sum = 0;
  let found = 0;
  for (let i = row; i >= 0 && found < count; i--) {
    const value = buffers[name]?.[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    found++;
  }
  return found === 0 ? undefined : sum / found;
}

/** Indices that keep the extremes of every line, at most `limit` in all. Rows in which no line was measured are passed over. */
function sharedIndices(lines: readonly Float32Array[], limit: number): number[] {
  const measured = measuredRows(lines);
  const kept = new Set<number>();
  for (const values of lines) {
    const isDense = measured.length === values.length;
    const dense = isDense ? values : Float32Array.from(measured, (i) => values[i] as number);
    for (const i of downsample(dense, Math.max(4, Math.floor(limit / lines.length)))) kept.add(measured[i] ?? 0);
  }
  return [...kept].sort((a, b) => a - b);
}

/** The rows in which some line has a finite value. */
function measuredRows(lines: readonly Float32Array[]): Int32Array {
  const isMeasured = new Uint8Array(lines[0]?.length ?? 0);
  for (const values of lines) {
    for (let i = 0; i < isMeasured.length; i++) if (Number.isFinite(values[i])) isMeasured[i] = 1;
  }
  const rows = new Int32Array(isMeasured.length);
  let count = 0;
  for (let i = 0; i < isMeasured.length; i++) if (isMeasured[i] === 1) rows[count++] = i;
  return rows.subarray(0, count);
}

/** The least measured value of some columns in a row. */
function leastOf({ buffers }: Table, columns: readonly string[], row: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const name of columns) {
    const value = buffers[name]?.[row] ?? Number.NaN;
    if (value < least) least = value;
  }
  return least;
}

function times(values: Float32Array, table: Table, train: Table, factor: string): Float32Array {
  const factors = train.buffers[factor];
  const steps = table.buffers.step;
  return values.map((value, i) => {
    const row = table === train ? i : rowAt(train, steps?.[i] ?? 0);
    return value * (factors?.[row] ?? Number.NaN);
  });
}

/** The mean of the finite values in [from, to); undefined where there is none. */
export function meanOf(values: Float32Array, from: number, to: number): number | undefined {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}
