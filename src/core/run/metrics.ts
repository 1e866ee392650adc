/**
 * Columns of numbers over steps: a growing table, and what a chart needs of it: smoothed, and never more points than
 * can be seen.
 */
import type { Columns } from './protocol.ts';

/** A table that grows by chunks of rows. Immutable: appending shares the buffers, so that a row is copied rarely. */
export interface Table {
  readonly length: number;
  /** Column name → buffer of at least `length` values; NaN where a chunk lacked the column. */
  readonly buffers: Readonly<Record<string, Float32Array>>;
}

/** Rows written into a buffer: only the table that ends there may write on, another one that shares it copies. */
const written = new WeakMap<Float32Array, number>();

export const emptyTable: Table = { length: 0, buffers: {} };

/** The table with the rows of `chunk` behind its own. Throws if the columns of the chunk differ in length. */
export function append(table: Table, chunk: Columns): Table {
  const names = Object.keys(chunk);
  const rows = chunk[names[0] ?? '']?.length ?? 0;
  if (names.some((name) => chunk[name]?.length !== rows)) throw new Error('The columns of a chunk differ in length.');
  if (rows === 0) return table;
  const length = table.length + rows;
  const buffers: Record<string, Float32Array> = {};
  for (const name of new Set([...Object.keys(table.buffers), ...names])) {
    const old = table.buffers[name];
    let buffer = old;
    if (!buffer || buffer.length < length || written.get(buffer) !== table.length) {
      buffer = new Float32Array(Math.max(256, 2 ** Math.ceil(Math.log2(length)))).fill(Number.NaN);
      if (old) buffer.set(old.subarray(0, table.length));
    }
    const values = chunk[name];
    if (values) buffer.set(values, table.length);
    else buffer.fill(Number.NaN, table.length, length);
    written.set(buffer, length);
    buffers[name] = buffer;
  }
  return { length, buffers };
}

/** A column of the table: a view of `length` values, or nothing. */
export function column(table: Table, name: string): Float32Array | undefined {
  return table.buffers[name]?.subarray(0, table.length);
}

/** The first rows of the table. */
export function upTo({ length, buffers }: Table, rows: number): Table {
  return { length: Math.min(length, rows), buffers };
}

/** The last value of a column; undefined where there is none or it is not a number. */
export function last(table: Table, name: string): number | undefined {
  const value = table.buffers[name]?.[table.length - 1];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/**
 * Time-weighted mean of the values so far: one that lies d steps back counts `w^d`, with `w = min(√factor, 0.999)`. So runs
 * that log at different densities compare. Recursively `s ← s·w^Δ + v; n ← n·w^Δ + 1; s/n`, in float64. What is not finite
 * passes and counts nothing; a constant stays itself. At one row a step it is the unbiased moving average of TensorBoard
 * for `w`. `factor` 0 returns the values.
 *
 * Source: W&B, "Smooth line plots", time-weighted EMA; its distance is a share of the axis, ours is in steps, so that a
 * line stays as it was drawn while the run goes on.
 */
export function smooth(values: Float32Array, steps: Float32Array, factor: number): Float32Array {
  if (factor <= 0) return values;
  const weight = Math.min(Math.sqrt(factor), 0.999);
  const result = new Float32Array(values.length);
  let sum = 0;
  let count = 0;
  let before = 0;
  let distance = 0;
  let decay = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      result[i] = value;
      continue;
    }
    const step = steps[i] as number;
    if (step - before !== distance) {
      distance = step - before;
      decay = weight ** distance;
    }
    before = step;
    sum = sum * decay + value;
    count = count * decay + 1;
    result[i] = sum / count;
  }
  return result;
}

/**
 * At most `limit` indices (≥ 4) of 0 … length−1 that keep what the eye sees: the first and last row, and of every bucket
 * the row with the smallest and the largest value.
 */
export function downsample(values: Float32Array, limit: number): number[] {
  const { length } = values;
  if (length <= limit) return Array.from({ length }, (_, i) => i);
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = [0];
  for (let b = 0; b < buckets; b++) {
    const from = 1 + Math.floor((b * (length - 2)) / buckets);
    const to = 1 + Math.floor(((b + 1) * (length - 2)) / buckets);
    let least = from;
    let most = from;
    for (let i = from; i < to; i++) {
      const value = values[i] as number;
      if (value < (values[least] as number) || Number.isNaN(values[least])) least = i;
      if (value > (values[most] as number) || Number.isNaN(values[most])) most = i;
    }
    if (from < to) kept.push(...(least === most ? [least] : least < most ? [least, most] : [most, least]));
  }
  kept.push(length - 1);
  return kept;
}
