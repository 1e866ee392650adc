/**
 * Sum and Mean over leading or middle axes, as sums of columns: the stock kernels transpose the whole tensor first. Biases
 * (over batch and pixels), batch normalisation and global pooling are made of these.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

/** Rows summed at once: keeps the rounding error of long sums small. */
const chunk = 512;

/** Registers both. */
export function registerReductions(): void {
  for (const kernelName of [tf.Sum, tf.Mean]) {
    const stock = stockKernel(kernelName);
    registerWasmKernel<'x', tf.SumAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
      const { x } = inputs;
      const axes = tf.util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
      const [first = 0, last = -1] = [axes[0], axes.at(-1)];
      const inner = tf.util.sizeFromShape(x.shape.slice(last + 1));
      const isRun = axes.length > 0 && last - first + 1 === axes.length;
      if (!isRun || x.dtype !== 'float32' || inner === 1) return stock(wasm, inputs, attrs);
      const outer = tf.util.sizeFromShape(x.shape.slice(0, first));
      const rows = tf.util.sizeFromShape(x.shape.slice(first, last + 1));
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const shape = attrs.keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
      const out = wasm.makeOutput(shape, 'float32');
      floats(wasm, out).fill(0);
      for (let o = 0; o < outer; o++) {
        sumColumns(wasm, addressOf(wasm, x) + 4 * o * rows * inner, rows, inner, addressOf(wasm, out) + 4 * o * inner);
      }
      if (kernelName === tf.Mean) {
        const means = floats(wasm, out);
        for (let k = 0; k < means.length; k++) means[k]! /= rows;
      }
      return out;
    });
  }
}

/** Adds the sums of the columns of [rows, width] to out; addresses in bytes. */
function sumColumns(wasm: BackendWasm, x: number, rows: number, width: number, out: number): void {
  const simd = simdOf(wasm);
  const fast = width - (width % 4);
  for (let start = 0; start < rows; start += chunk) {
    const count = Math.min(chunk, rows - start);
    const at = x + 4 * start * width;
    let column = 0;
    for (; column + 16 <= fast; column += 16) simd.columnSums4(at + 4 * column, count, 4 * width, out + 4 * column);
    for (; column < fast; column += 4) simd.columnSums1(at + 4 * column, count, 4 * width, out + 4 * column);
  }
  if (fast === width) return;
  const heap = new Float32Array(wasm.typedArrayFromHeap(wasm.makeOutput([0], 'float32')).buffer);
  for (let column = fast; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += heap[x / 4 + row * width + column]!;
    heap[out / 4 + column]! += sum;
  }
}
