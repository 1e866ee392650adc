/**
 * Rows of gradients [m, P] on wasm: their inner products and their combinations, each range of columns by itself, without
 * cutting the rows first. As products of matrices they would be transposed, or padded to blocks.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

export const gramianKernel = 'RowGramian';
export const combineKernel = 'RowCombination';

/** Columns from `start` to before `end`. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** Columns with the weight that each row has there. */
export interface WeightedColumns extends Columns {
  readonly weights: readonly number[];
}

/** Numbers summed in float32 at once; from there on in float64. */
const chunk = 4096;

/** Σ a·b over `length` numbers at two addresses. */
function dot(wasm: BackendWasm, heap: Float32Array, scratch: number, a: number, b: number, length: number): number {
  let sum = 0;
  for (let from = 0; from < length; from += chunk) {
    const here = Math.min(chunk, length - from);
    const whole = here - (here % 16);
    if (whole > 0) {
      simdOf(wasm).dotProduct(a + 4 * from, b + 4 * from, scratch, whole / 16);
      for (let lane = 0; lane < 4; lane++) sum += heap[scratch / 4 + lane]!;
    }
    for (let k = from + whole; k < from + here; k++) sum += heap[a / 4 + k]! * heap[b / 4 + k]!;
  }
  return sum;
}

/** Registers both kernels. */
export function registerRows(): void {
  registerWasmKernel<'rows', { readonly columns: readonly Columns[] }>(
    gramianKernel,
    ({ inputs: { rows }, attrs: { columns }, wasm }) => {
      const [height, width] = rows.shape as [number, number];
      const out = wasm.makeOutput([height, height], 'float32');
      const scratch = wasm.makeOutput([4], 'float32');
      const [gramian, at, scratchAt] = [floats(wasm, out), addressOf(wasm, rows), addressOf(wasm, scratch)];
      const heap = new Float32Array(gramian.buffer);
      for (let i = 0; i < height; i++)
        for (let j = 0; j <= i; j++) {
          const sum = columns.reduce((total, { start, end }) => {
            const [a, b] = [at + 4 * (i * width + start), at + 4 * (j * width + start)];
            return total + dot(wasm, heap, scratchAt, a, b, end - start);
          }, 0);
          gramian[i * height + j] = sum;
          gramian[j * height + i] = sum;
        }
      wasm.disposeData(scratch.dataId);
      return out;
    },
  );

  registerWasmKernel<'rows', { readonly pieces: readonly WeightedColumns[] }>(
    combineKernel,
    ({ inputs: { rows }, attrs: { pieces }, wasm }) => {
      const [, width] = rows.shape as [number, number];
      const out = wasm.makeOutput([width], 'float32');
      const sums = floats(wasm, out).fill(0);
      const values = floats(wasm, rows);
      const [from, to] = [addressOf(wasm, rows), addressOf(wasm, out)];
      for (const { start, end, weights } of pieces)
        weights.forEach((weight, row) => {
          if (weight === 0) return;
          const vectors = Math.floor((end - start) / 4);
          const first = row * width + start;
          if (vectors > 0) simdOf(wasm).addScaled(from + 4 * first, to + 4 * start, vectors, weight);
          for (let k = 4 * vectors; k < end - start; k++) sums[start + k]! += weight * values[first + k]!;
        });
      return out;
    },
  );
}
