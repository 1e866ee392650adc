/**
 * Pooling and its gradients on wasm. Forward by XNNPACK, but for images that are not finite: it makes −∞ of NaN. Backward in
 * vectors of four channels: the first of equal maxima takes the gradient, and a mean is over the full window, as in the
 * cpu backend. (The stock MaxPoolGrad adds to memory it has not cleared.)
 */
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { isAllFinite } from './reduce.ts';
import { simdOf } from './simd.ts';
import { overWindows, poolInLoops } from './windows.ts';

type Shape4D = [number, number, number, number];

/** Registers max-pooling, average pooling and their gradients. */
export function registerPooling(): void {
  registerForward(tf.MaxPool, 'maxima');
  registerForward(tf.AvgPool, 'means');

  registerWasmKernel<'dy' | 'input' | 'output', tf.MaxPoolGradAttrs>(tf.MaxPoolGrad, ({ inputs, attrs, wasm }) => {
    const { dy, input } = inputs;
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const w = tf.backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
    const channels = w.inChannels;
    const dx = wasm.makeOutput(input.shape, 'float32');
    const simd = simdOf(wasm);
    const [xAt, dyAt, dxAt] = [addressOf(wasm, input), addressOf(wasm, dy), addressOf(wasm, dx)];
    const col = 4 * channels;
    const row = col * w.inWidth;
    const tiles =
      channels % 4 === 0 &&
      w.filterHeight === 2 &&
      w.filterWidth === 2 &&
      w.strideHeight === 2 &&
      w.strideWidth === 2 &&
      w.inHeight === 2 * w.outHeight &&
      w.inWidth === 2 * w.outWidth;
    if (tiles) {
      simd.maxPool2Gradient(xAt, dyAt, dxAt, channels / 4, w.outWidth, w.batchSize * w.outHeight, col, row);
      return dx;
    }
    floats(wasm, dx).fill(0);
    const heap = new Float32Array(floats(wasm, dx).buffer);
    const vectors = Math.floor(channels / 4);
    overWindows(w, (offset, output, width, height) => {
      const [at, out] = [offset * col, output * col];
      if (vectors > 0) simd.maxPoolWindowGradient(xAt + at, dyAt + out, dxAt + at, vectors, width, height, col, row);
      for (let c = 4 * vectors; c < channels; c++) {
        const best = firstMaximum(heap, (xAt + at) / 4 + c, width, height, col / 4, row / 4);
        heap[(dxAt + at) / 4 + c + best]! += heap[(dyAt + out) / 4 + c]!;
      }
    });
    return dx;
  });

  registerWasmKernel<'dy' | 'input', tf.AvgPoolGradAttrs>(tf.AvgPoolGrad, ({ inputs, attrs, wasm }) => {
    const { dy, input } = inputs;
    const w = tf.backend_util.computePool2DInfo(input.shape as Shape4D, attrs.filterSize, attrs.strides, 1, attrs.pad);
    const channels = w.inChannels;
    const dx = wasm.makeOutput(input.shape, 'float32');
    const simd = simdOf(wasm);
    const [dyAt, dxAt] = [addressOf(wasm, dy), addressOf(wasm, dx)];
    const [col, row] = [4 * channels, 4 * channels * w.inWidth];
    const share = 1 / (w.filterHeight * w.filterWidth);
    const heap = new Float32Array(floats(wasm, dx).fill(0).buffer);
    const vectors = Math.floor(channels / 4);
    overWindows(w, (offset, output, width, height) => {
      const [at, out] = [dxAt + offset * col, dyAt + output * col];
      if (vectors > 0) simd.averageWindowGradient(out, at, vectors, width, height, col, row, share);
      for (let c = 4 * vectors; c < channels; c++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) heap[(at + y * row + x * col) / 4 + c]! += share * heap[out / 4 + c]!;
    });
    return dx;
  });
}

function registerForward(kernelName: string, of: 'maxima' | 'means'): void {
  const stock = stockKernel(kernelName);
  registerWasmKernel<'x', tf.MaxPoolAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
    const { x } = inputs;
    if (x.dtype !== 'float32' || isAllFinite(wasm, x)) return stock(wasm, inputs, attrs);
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const w = tf.backend_util.computePool2DInfo(x.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
    const out = wasm.makeOutput(w.outShape, 'float32');
    poolInLoops(w, floats(wasm, x), floats(wasm, out), of);
    return out;
  });
}

/** Where the first maximum of a window lies, from the window's first number. */
function firstMaximum(x: Float32Array, at: number, width: number, height: number, col: number, row: number): number {
  let best = 0;
  for (let y = 0; y < height; y++)
    for (let offset = y * row, end = y * row + width * col; offset < end; offset += col)
      if (x[at + offset]! > x[at + best]!) best = offset;
  return best;
}
