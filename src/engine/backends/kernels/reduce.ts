/**
 * Sum and Mean on wasm, added up in float64 and rounded once. Over leading or middle axes as sums of columns (the stock
 * kernels transpose the whole tensor first): biases, batch normalisation and global pooling are made of these. Long rows are
 * cut into columns, whose sums are then added. The stock kernels add one by one in float32: of a million numbers 1 % is lost.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { memoryOf, simdOf } from './simd.ts';

/** Columns that a row is cut into. */
const lanes = 16;
/** Numbers from which on a row is worth cutting. */
const long = 8 * lanes;

/** Registers both. */
export function registerReductions(): void {
  for (const kernelName of [tf.Sum, tf.Mean]) {
    const stock = stockKernel(kernelName);
    registerWasmKernel<'x', tf.SumAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
      const { x } = inputs;
      if (x.dtype !== 'float32') return stock(wasm, inputs, attrs);
      const axes = tf.util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const shape = attrs.keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
      const sums = sumRuns(wasm, x, axes);
      if (kernelName === tf.Mean) {
        const count = tf.util.sizeFromShape(x.shape) / tf.util.sizeFromShape(kept);
        const means = floats(wasm, sums);
        for (let k = 0; k < means.length; k++) means[k]! /= count;
      }
      return { ...sums, shape };
    });
  }
}

/** A new tensor with the sums over these axes, each of length 1: run by run of neighbouring axes, the last one first. */
function sumRuns(wasm: BackendWasm, x: tf.TensorInfo, axes: readonly number[]): tf.TensorInfo {
  const last = axes.at(-1) ?? x.shape.length;
  let first = last;
  while (axes.includes(first - 1)) first--;
  const shape = x.shape.map((size, axis) => (axis >= first && axis <= last ? 1 : size));
  const out = wasm.makeOutput(shape, 'float32');
  const size = (from: number, to?: number) => tf.util.sizeFromShape(x.shape.slice(from, to));
  sumMiddle(wasm, x, out, [size(0, first), size(first, last + 1), size(last + 1)]);
  const rest = axes.filter((axis) => axis < first);
  if (rest.length === 0) return out;
  const sums = sumRuns(wasm, out, rest);
  wasm.disposeData(out.dataId);
  return sums;
}

/** out [outer, inner] = Σ over the middle axis of x [outer, rows, inner]. */
function sumMiddle(
  wasm: BackendWasm,
  x: tf.TensorInfo,
  out: tf.TensorInfo,
  [outer, rows, inner]: readonly [number, number, number],
): void {
  const scratch = wasm.makeOutput([lanes], 'float32');
  const [xAt, outAt] = [addressOf(wasm, x), addressOf(wasm, out)];
  if (rows === 0) floats(wasm, out).fill(0);
  else if (inner === 1) sumRows(wasm, [xAt, outAt, addressOf(wasm, scratch)], outer, rows);
  else for (let o = 0; o < outer; o++) sumColumns(wasm, xAt + 4 * o * rows * inner, rows, inner, outAt + 4 * o * inner);
  wasm.disposeData(scratch.dataId);
}

/** Sums of the columns of [rows, width]; addresses in bytes. */
function sumColumns(wasm: BackendWasm, x: number, rows: number, width: number, out: number): void {
  const simd = simdOf(wasm);
  const fast = width - (width % 4);
  let column = 0;
  for (; column + 16 <= fast; column += 16) simd.columnSums4(x + 4 * column, rows, 4 * width, out + 4 * column);
  for (; column < fast; column += 4) simd.columnSums1(x + 4 * column, rows, 4 * width, out + 4 * column);
  if (fast === width) return;
  const heap = heapOf(wasm);
  for (; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += heap[x / 4 + row * width + column]!;
    heap[out / 4 + column] = sum;
  }
}

/** Sums of the rows of [count, length]; addresses in bytes, the scratch one of `lanes` numbers. */
function sumRows(wasm: BackendWasm, [x, out, scratch]: [number, number, number], count: number, length: number): void {
  const heap = heapOf(wasm);
  const cut = length < long ? 0 : length - (length % lanes);
  for (let row = 0; row < count; row++) {
    const from = x / 4 + row * length;
    let sum = 0;
    if (cut > 0) {
      simdOf(wasm).columnSums4(4 * from, cut / lanes, 4 * lanes, scratch);
      for (let lane = 0; lane < lanes; lane++) sum += heap[scratch / 4 + lane]!;
    }
    for (let k = cut; k < length; k++) sum += heap[from + k]!;
    heap[out / 4 + row] = sum;
  }
}

/** Whether all numbers of a float32 tensor are: no NaN, no ∞. Those whose squares have no sum count as none. */
export function isAllFinite(wasm: BackendWasm, x: tf.TensorInfo): boolean {
  const size = tf.util.sizeFromShape(x.shape);
  const whole = size - (size % lanes);
  const scratch = wasm.makeOutput([4], 'float32');
  const [xAt, at] = [addressOf(wasm, x), addressOf(wasm, scratch)];
  if (whole > 0) simdOf(wasm).dotProduct(xAt, xAt, at, whole / lanes);
  const heap = heapOf(wasm);
  let sum = 0;
  if (whole > 0) for (let lane = 0; lane < 4; lane++) sum += heap[at / 4 + lane]!;
  for (let k = whole; k < size; k++) sum += heap[xAt / 4 + k]! ** 2;
  wasm.disposeData(scratch.dataId);
  return Number.isFinite(sum);
}

/** The whole heap, valid until the next allocation. */
function heapOf(wasm: BackendWasm): Float32Array {
  return new Float32Array(memoryOf(wasm).buffer);
}
