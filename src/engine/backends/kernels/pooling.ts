/**
 * Gradients of pooling, in vectors of four channels. The first of equal maxima takes the gradient, and an average is
 * taken over the full window, as the cpu backend does. (The stock MaxPoolGrad adds to memory it has not cleared.)
 */
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

type Shape4D = [number, number, number, number];

/** Registers the gradients of max-pooling and of average pooling. */
export function registerPoolingGradients(): void {
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

type Pooling = ReturnType<typeof tf.backend_util.computePool2DInfo>;

/** Visits every window: its first pixel inside the image, its output pixel, and how much of it is inside. */
function overWindows(w: Pooling, visit: (pixel: number, output: number, width: number, height: number) => void): void {
  let output = 0;
  for (let b = 0; b < w.batchSize; b++)
    for (let oy = 0; oy < w.outHeight; oy++) {
      const top = oy * w.strideHeight - w.padInfo.top;
      const height = Math.min(w.inHeight, top + w.filterHeight) - Math.max(0, top);
      for (let ox = 0; ox < w.outWidth; ox++, output++) {
        const left = ox * w.strideWidth - w.padInfo.left;
        const width = Math.min(w.inWidth, left + w.filterWidth) - Math.max(0, left);
        if (width > 0 && height > 0)
          visit((b * w.inHeight + Math.max(0, top)) * w.inWidth + Math.max(0, left), output, width, height);
      }
    }
}

/** Where the first maximum of a window lies, from the window's first number. */
function firstMaximum(x: Float32Array, at: number, width: number, height: number, col: number, row: number): number {
  let best = 0;
  for (let y = 0; y < height; y++)
    for (let offset = y * row, end = y * row + width * col; offset < end; offset += col)
      if (x[at + offset]! > x[at + best]!) best = offset;
  return best;
}
