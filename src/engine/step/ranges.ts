/** Parts of the flat vector: picking ranges out of it and putting values back, with as few launches as possible. */
import * as tf from '@tensorflow/tfjs-core';
import { combineKernel, gramianKernel, type WeightedColumns } from '../backends/kernels/rows.ts';
import type { Range } from './layout.ts';

/** x[ranges], one after the other: [P] → [Σ length]. The whole of x is x itself, without a launch. */
export function pick(x: tf.Tensor1D, ranges: readonly Range[]): tf.Tensor1D {
  const [first] = ranges;
  if (first && ranges.length === 1 && first.start === 0 && first.end === x.size) return x;
  const parts = ranges.map(({ start, end }) => tf.slice(x, start, end - start));
  return parts.length === 1 && parts[0] ? parts[0] : parts.length === 0 ? tf.tensor1d([]) : tf.concat(parts);
}

/** The columns of the rows [m, P] in the ranges: [m, Σ length]. */
export function pickColumns(rows: tf.Tensor2D, ranges: readonly Range[]): tf.Tensor2D {
  const [height, width] = rows.shape;
  const [first] = ranges;
  if (first && ranges.length === 1 && first.start === 0 && first.end === width) return rows;
  const parts = ranges.map(({ start, end }) => tf.slice(rows, [0, start], [height, end - start]));
  return parts.length === 1 && parts[0] ? parts[0] : tf.concat(parts, 1);
}

/** The inner products of the rows [m, P] over the columns in the ranges: [m, m]. */
export function gramianOf(rows: tf.Tensor2D, ranges: readonly Range[]): tf.Tensor2D {
  if (tf.getBackend() === 'wasm') {
    const columns = ranges.map(({ start, end }) => ({ start, end }));
    return tf.engine().runKernel(gramianKernel, { rows }, { columns });
  }
  // Not as a product of matrices, which some backends add one by one, in as many threads as there are results.
  const shared = pickColumns(rows, ranges);
  const [height, width] = shared.shape;
  const products = Array.from({ length: height }, (_, i) => tf.mul(shared, tf.slice(shared, [i, 0], [1, width])));
  return tf.stack(products.map((product) => tf.sum(product, 1))) as tf.Tensor2D;
}

/** Σ weightᵢ·rowᵢ, each range with weights of its own, zero elsewhere: [m, P] → [P]. The ranges are disjoint. */
export function combineRows(rows: tf.Tensor2D, pieces: readonly WeightedColumns[]): tf.Tensor1D {
  const [height, width] = rows.shape;
  if (tf.getBackend() === 'wasm') {
    const copies = pieces.map(({ start, end, weights }) => ({ start, end, weights: [...weights] }));
    return tf.engine().runKernel(combineKernel, { rows }, { pieces: copies });
  }
  const parts: tf.Tensor1D[] = [];
  let at = 0;
  for (const { start, end, weights } of pieces.toSorted((a, b) => a.start - b.start)) {
    if (start > at) parts.push(tf.zeros([start - at]));
    const part = tf.matMul(tf.tensor2d([...weights], [1, height]), pickColumns(rows, [{ start, end }]));
    parts.push(tf.reshape(part, [end - start]));
    at = end;
  }
  if (at < width) parts.push(tf.zeros([width - at]));
  return parts.length === 1 && parts[0] ? parts[0] : tf.concat(parts);
}

/** x with `values` [Σ length] in the ranges. */
export function place(x: tf.Tensor1D, ranges: readonly Range[], values: tf.Tensor1D): tf.Tensor1D {
  const [first] = ranges;
  if (!first) return tf.clone(x);
  if (ranges.length === 1 && first.start === 0 && first.end === x.size) return values;
  const parts: tf.Tensor1D[] = [];
  let from = 0;
  let taken = 0;
  for (const { start, end } of ranges) {
    if (start > from) parts.push(tf.slice(x, from, start - from));
    parts.push(ranges.length === 1 ? values : tf.slice(values, taken, end - start));
    taken += end - start;
    from = end;
  }
  if (from < x.size) parts.push(tf.slice(x, from, x.size - from));
  return tf.concat(parts);
}

/** [Σ length of `to`] the place that each coordinate has in `from`, −1 where it is in none of its ranges. */
export function columnsFrom(from: readonly Range[], to: readonly Range[]): Int32Array {
  const placeOf = (coordinate: number) => {
    let before = 0;
    for (const { start, end } of from) {
      if (coordinate >= start && coordinate < end) return before + coordinate - start;
      before += end - start;
    }
    return -1;
  };
  return Int32Array.from(
    to.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => placeOf(start + i))),
  );
}
