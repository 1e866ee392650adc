/**
 * Products of matrices. The stock kernel has a naive loop for transposed operands: here xᵀ·y is a sum of outer products,
 * and for x·yᵀ y is transposed first. What remains goes through our blocks where they are faster, else to XNNPACK.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { blockRows } from './blocks.ts';
import { rectify } from './bounds.ts';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { areBlocksFaster, multiplyInBlocks, transposeMatrix } from './products.ts';
import { simdOf } from './simd.ts';

/** Registers BatchMatMul and its fused sister; products of several matrices at once keep the stock kernels. */
export function registerMatMul(): void {
  const stock = stockKernel(tf.BatchMatMul);
  const stockFused = stockKernel(tf._FusedMatMul);

  registerWasmKernel<'a' | 'b', tf.BatchMatMulAttrs>(tf.BatchMatMul, ({ inputs, attrs, wasm }) => {
    const { a, b } = inputs;
    const { transposeA, transposeB } = attrs;
    if (!isMatrix(a) || !isMatrix(b)) return stock(wasm, inputs, attrs);
    const shape = [...a.shape.slice(0, -2), a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
    if (transposeA && !transposeB && b.shape.at(-1)! % 4 === 0) return outer(wasm, a, b, shape);
    const left = transposeA ? transposeMatrix(wasm, a) : a;
    const right = transposeB ? transposeMatrix(wasm, b) : b;
    const out =
      areBlocksFaster(wasm) && right.shape.at(-1)! % 4 === 0
        ? multiplyInBlocks(wasm, left, right, shape)
        : stock(wasm, { a: left, b: right }, { transposeA: false, transposeB: false });
    if (left !== a) wasm.disposeData(left.dataId);
    if (right !== b) wasm.disposeData(right.dataId);
    return out;
  });

  registerWasmKernel<'a' | 'b', tf._FusedMatMulAttrs>(tf._FusedMatMul, ({ inputs, attrs, wasm }) => {
    const { a, b, bias }: Readonly<Record<string, tf.TensorInfo>> & typeof inputs = inputs;
    const { transposeA, transposeB, activation } = attrs;
    const isOurs =
      areBlocksFaster(wasm) &&
      (activation === 'linear' || activation === 'relu') &&
      !(transposeA || transposeB) &&
      isMatrix(a) &&
      isMatrix(b) &&
      b.shape.at(-1)! % 4 === 0;
    if (!isOurs && activation === 'relu')
      return rectify(wasm, stockFused(wasm, inputs, { ...attrs, activation: 'linear' }));
    if (!isOurs) return stockFused(wasm, inputs, attrs);
    const shape = [...a.shape.slice(0, -1), b.shape.at(-1)!];
    return multiplyInBlocks(wasm, a, b, shape, { bias, floor: activation === 'relu' ? 0 : Number.NEGATIVE_INFINITY });
  });
}

function isMatrix({ shape, dtype }: tf.TensorInfo): boolean {
  return dtype === 'float32' && shape.slice(0, -2).every((size) => size === 1) && tf.util.sizeFromShape(shape) > 0;
}

/** aᵀ·b for a [k, m] and b [k, n], n a multiple of four. */
function outer(wasm: BackendWasm, a: tf.TensorInfo, b: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const [depth, height] = a.shape.slice(-2) as [number, number];
  const width = b.shape.at(-1)!;
  const out = wasm.makeOutput(shape, 'float32');
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
