/** Convolutions and products of matrices by our own blocks of multiply-adds. */
import { type BackendWasm, getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import type * as tf from '@tensorflow/tfjs-core';
import { blockRows } from './blocks.ts';
import { frameOf, type Window } from './frame.ts';
import { addressOf, floats } from './kernel.ts';
import { simdOf } from './simd.ts';

/**
 * Whether our blocks, on one thread, beat XNNPACK, which has all threads but takes two instructions to multiply and add:
 * up to two threads, where the browser has one instruction for it.
 */
export function areBlocksFaster(wasm: BackendWasm): boolean {
  return simdOf(wasm).isFused && getThreadsCount() <= 2;
}

/** Products that are added up one by one in float32; longer sums are sums of such sums, which lose less to rounding. */
export const productsPerSum = 256;

/** Rows of `width` products each that are added up one by one. */
export function rowsPerSum(width: number): number {
  return Math.max(1, Math.floor(productsPerSum / width));
}

/** What is added to every pixel and the least it may be; −∞ for a linear convolution, 0 for one with ReLU. */
export interface Finish {
  readonly bias?: tf.TensorInfo | undefined;
  readonly floor: number;
}

const linear: Finish = { floor: Number.NEGATIVE_INFINITY };

/** A bias of zeros for so many channels, and behind it a vector of the floor. */
function finishOf(wasm: BackendWasm, channels: number, floor: number): tf.TensorInfo {
  const finish = wasm.makeOutput([channels + 4], 'float32');
  floats(wasm, finish).fill(0, 0, channels).fill(floor, channels);
  return finish;
}

/** max(floor, x ∗ filter + bias) for output channels a multiple of four and dilation 1: [n, h', w', o]. */
export function convolveInBlocks(
  wasm: BackendWasm,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  w: Window,
  { bias, floor }: Finish = linear,
): tf.TensorInfo {
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = w;
  const out = wasm.makeOutput(w.outShape, 'float32');
  const finish = finishOf(wasm, outChannels, floor);
  const frame = frameOf(wasm, x, w);
  const [outAt, biasAt, filterAt] = [out, bias ?? finish, filter].map((tensor) => addressOf(wasm, tensor)) as [
    ...[number, number, number],
  ];
  const floorAt = addressOf(wasm, finish) + 4 * outChannels;
  const simd = simdOf(wasm);
  const depth = filterWidth * inChannels;
  const unroll = depth % 4 === 0 ? 4 : 1;
  const blocks = Math.ceil(outWidth / blockRows);
  const [xStep, xRow] = [4 * w.strideWidth * inChannels, 4 * frame.width * inChannels];
  for (let b = 0; b < batchSize; b++) {
    const image = frame.of(b);
    const target = outAt + 4 * b * outHeight * outWidth * outChannels;
    for (let column = 0; column < outChannels; column += 8)
      for (let block = 0; block < blocks; block++) {
        const first = Math.floor((block * outWidth) / blocks);
        const rows = Math.floor(((block + 1) * outWidth) / blocks) - first;
        simd.products(rows, column + 8 <= outChannels ? 2 : 1, unroll)(
          ...[image + first * xStep, filterAt + 4 * column, biasAt + 4 * column],
          ...[
            target + 4 * (first * outChannels + column),
            outHeight,
            w.strideHeight * xRow,
            4 * outWidth * outChannels,
          ],
          ...[filterHeight, xRow, depth, xStep, 4 * outChannels, 4 * outChannels, floorAt],
        );
      }
  }
  frame.dispose();
  wasm.disposeData(finish.dataId);
  return out;
}

/** max(floor, a·b + bias) for a [m, k] and b [k, n], n a multiple of four; `shape` is what the result is called. */
export function multiplyInBlocks(
  wasm: BackendWasm,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  shape: number[],
  { bias, floor }: Finish = linear,
): tf.TensorInfo {
  const [height, depth] = a.shape.slice(-2) as [number, number];
  const width = b.shape.at(-1)!;
  const out = wasm.makeOutput(shape, 'float32');
  const finish = finishOf(wasm, width, floor);
  const [aAt, bAt, biasAt, outAt] = [a, b, bias ?? finish, out].map((tensor) => addressOf(wasm, tensor)) as [
    ...[number, number, number, number],
  ];
  const floorAt = addressOf(wasm, finish) + 4 * width;
  const simd = simdOf(wasm);
  const unroll = depth % 4 === 0 ? 4 : 1;
  const blocks = Math.ceil(height / blockRows);
  for (let column = 0; column < width; column += 8)
    for (let block = 0; block < blocks; block++) {
      const first = Math.floor((block * height) / blocks);
      const rows = Math.floor(((block + 1) * height) / blocks) - first;
      simd.products(
        rows,
        column + 8 <= width ? 2 : 1,
        unroll,
      )(
        ...[aAt + 4 * first * depth, bAt + 4 * column, biasAt + 4 * column, outAt + 4 * (first * width + column)],
        ...[1, 0, 0, 1, 0, depth, 4 * depth, 4 * width, 4 * width, floorAt],
      );
    }
  wasm.disposeData(finish.dataId);
  return out;
}

/** The transpose of a matrix [r, c]: [c, r]. */
export function transposeMatrix(wasm: BackendWasm, x: tf.TensorInfo): tf.TensorInfo {
  const [height, width] = x.shape.slice(-2) as [number, number];
  const out = wasm.makeOutput([...x.shape.slice(0, -2), width, height], 'float32');
  const [tilesDown, tilesAcross] = [Math.floor(height / 4), Math.floor(width / 4)];
  if (tilesDown > 0 && tilesAcross > 0)
    simdOf(wasm).transposeTiles(
      addressOf(wasm, x),
      addressOf(wasm, out),
      tilesAcross,
      tilesDown,
      4 * width,
      4 * height,
    );
  const [from, to] = [floats(wasm, x), floats(wasm, out)];
  for (let r = 0; r < height; r++)
    for (let c = r < 4 * tilesDown ? 4 * tilesAcross : 0; c < width; c++) to[c * height + r] = from[r * width + c]!;
  return out;
}
