/**
 * Products with a transposed operand, which the stock kernel does with a naive loop: xᵀ·y as sums of outer products,
 * x·yᵀ by transposing y first, so that XNNPACK can do the rest.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { blockRows, simdOf } from './simd.ts';

/** Registers BatchMatMul; products of several matrices at once keep the stock kernel. */
export function registerMatMul(): void {
  const stock = stockKernel(tf.BatchMatMul);
  const transpose = stockKernel(tf.Transpose);
  registerWasmKernel<'a' | 'b', tf.BatchMatMulAttrs>(tf.BatchMatMul, ({ inputs, attrs, wasm }) => {
    const { a, b } = inputs;
    const isOne = a.shape.slice(0, -2).every((size) => size === 1) && b.shape.slice(0, -2).every((size) => size === 1);
    const { transposeA, transposeB } = attrs;
    if (!isOne || (!transposeA && !transposeB)) return stock(wasm, inputs, attrs);
    if (transposeA && !transposeB && b.shape.at(-1)! % 4 === 0) return outer(wasm, a, b);
    const swap = (x: tf.TensorInfo, isSwapped: boolean) => {
      const perm = x.shape.map((_, axis) => axis);
      if (isSwapped) perm.splice(-2, 2, x.shape.length - 1, x.shape.length - 2);
      return isSwapped ? transpose(wasm, { x }, { perm }) : x;
    };
    const [left, right] = [swap(a, transposeA), swap(b, transposeB)];
    const out = stock(wasm, { a: left, b: right }, { transposeA: false, transposeB: false });
    if (left !== a) wasm.disposeData(left.dataId);
    if (right !== b) wasm.disposeData(right.dataId);
    return out;
  });
}

/** aᵀ·b for a [k, m] and b [k, n], n a multiple of four. */
function outer(wasm: BackendWasm, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const [depth, height] = a.shape.slice(-2) as [number, number];
  const width = b.shape.at(-1)!;
  const out = wasm.makeOutput([...a.shape.slice(0, -2), height, width], 'float32');
  floats(wasm, out).fill(0);
  const simd = simdOf(wasm);
  const [aAt, bAt, outAt] = [addressOf(wasm, a), addressOf(wasm, b), addressOf(wasm, out)];
  for (let row = 0; row < height; row += blockRows)
    for (let column = 0; column < width; column += 8) {
      simd.outerProducts(Math.min(blockRows, height - row), column + 8 <= width ? 2 : 1)(
        ...[aAt + 4 * row, bAt + 4 * column, depth, 1, 4 * height, 0, 4 * width, 0],
        ...[outAt + 4 * (row * width + column), 4 * width],
      );
    }
  return out;
}
