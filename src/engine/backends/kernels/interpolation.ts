/** Sums of a few rows each, on wasm: what enlarging is along one axis. As a product of matrices it takes fifty times as long. */
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

export const interpolationKernel = 'Interpolation';

/** For every row of the result: the rows it is made of, and their shares. */
export interface InterpolationAttrs {
  readonly rows: readonly (readonly { readonly source: number; readonly share: number }[])[];
}

/** Registers it: out [o, rows, c] of x [o, n, c], out[o, r] = Σ share·x[o, source]. */
export function registerInterpolation(): void {
  registerWasmKernel<'x', InterpolationAttrs>(interpolationKernel, ({ inputs: { x }, attrs: { rows }, wasm }) => {
    const [outer, size, width] = x.shape as [number, number, number];
    const out = wasm.makeOutput([outer, rows.length, width], 'float32');
    const [from, to] = [floats(wasm, x), floats(wasm, out).fill(0)];
    const [xAt, outAt] = [addressOf(wasm, x), addressOf(wasm, out)];
    const { addScaled } = simdOf(wasm);
    const vectors = Math.floor(width / 4);
    for (let o = 0; o < outer; o++)
      for (let r = 0; r < rows.length; r++) {
        const target = (o * rows.length + r) * width;
        for (const { source, share } of rows[r]!) {
          const first = (o * size + source) * width;
          if (vectors > 0) addScaled(xAt + 4 * first, outAt + 4 * target, vectors, share);
          for (let k = 4 * vectors; k < width; k++) to[target + k]! += share * from[first + k]!;
        }
      }
    return out;
  });
}
