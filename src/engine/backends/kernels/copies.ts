/**
 * Kernels that only move numbers. The stock Identity copies (every tensor kept for the backward pass goes through it) and
 * the stock Slice and SplitV first copy the whole tensor out of the heap, once for each piece. Tensors are never changed
 * in place, so an identity can share its numbers, as Reshape does.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { registerWasmKernel, stockKernel } from './kernel.ts';

/** Registers Identity, Slice and SplitV. */
export function registerCopies(): void {
  const stockIdentity = stockKernel(tf.Identity);
  const stockSlice = stockKernel(tf.Slice);
  registerWasmKernel<'x', object>(tf.Identity, ({ inputs: { x }, wasm }) => {
    if (x.dtype === 'string') return stockIdentity(wasm, { x });
    wasm.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });

  const slice = (wasm: BackendWasm, x: tf.TensorInfo, begin: number[], size: number[]): tf.TensorInfo => {
    if (x.dtype === 'string') return stockSlice(wasm, { x }, { begin, size });
    const out = wasm.makeOutput(size, x.dtype);
    copyPiece(wasm.typedArrayFromHeap(x), x.shape, begin, size, wasm.typedArrayFromHeap(out));
    return out;
  };

  registerWasmKernel<'x', tf.SliceAttrs>(tf.Slice, ({ inputs: { x }, attrs, wasm }) => {
    const [begin = [], size = []] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size);
    return slice(wasm, x, begin, size);
  });

  registerWasmKernel<'x', tf.SplitVAttrs>(tf.SplitV, ({ inputs: { x }, attrs, wasm }) => {
    const [axis = 0] = tf.util.parseAxisParam(attrs.axis, x.shape);
    const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits, axis);
    let start = 0;
    return sizes.map((length) => {
      const begin = x.shape.map((_, k) => (k === axis ? start : 0));
      start += length;
      return slice(
        wasm,
        x,
        begin,
        x.shape.map((size, k) => (k === axis ? length : size)),
      );
    });
  });
}

/** Copies the piece of `x` that starts at `begin`, run by run of what lies together in both. */
function copyPiece(
  x: tf.backend_util.TypedArray,
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
  out: tf.backend_util.TypedArray,
): void {
  const strides = [...tf.util.computeStrides([...shape]), 1];
  // Axes from `whole` on are taken completely: with the one before them they make one run.
  let whole = shape.length;
  while (whole > 0 && size[whole - 1] === shape[whole - 1]) whole--;
  const axis = Math.max(0, whole - 1);
  const run = size.slice(axis).reduce((product, length) => product * length, 1);
  if (run === 0) return;
  const start = begin.reduce((sum, first, k) => sum + first * strides[k]!, 0);
  const index = new Array<number>(axis).fill(0);
  for (let target = 0; target < out.length; target += run) {
    const from = index.reduce((sum, position, k) => sum + position * strides[k]!, start);
    out.set(x.subarray(from, from + run), target);
    for (let k = axis - 1; k >= 0; k--) {
      index[k]!++;
      if (index[k]! < size[k]!) break;
      index[k] = 0;
    }
  }
}
