/**
 * The gradients of a convolution, fast.
 *
 * By the filter: for a tap (fy, fx) it is Σ over pixels of x[pixel + tap] ⊗ dy[pixel], an outer product of channels. The
 * taps of one filter row and their channels lie beside each other in memory, so blocks of 6 × 8 of them are summed in
 * registers over one image at a time, which stays in the cache. Padding is made by copying an image into a frame of zeros.
 *
 * By the input: a convolution of dy (spread by the stride, framed) with the filter turned round and its channels
 * swapped, which the backend's own XNNPACK kernel does about twenty times faster than its Conv2DBackpropInput.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { blockRows, simdOf } from './simd.ts';

type Shape4D = [number, number, number, number];
type Window = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/** Registers both gradients, and "same" padding by numbers. */
export function registerConvolutions(): void {
  for (const kernelName of [tf.Conv2D, tf.FusedConv2D, tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D])
    padByNumbers(kernelName);
  const convolve = stockKernel(tf.Conv2D);
  const stockByInput = stockKernel(tf.Conv2DBackpropInput);

  registerWasmKernel<'x' | 'dy', tf.Conv2DBackpropFilterAttrs>(
    tf.Conv2DBackpropFilter,
    ({ inputs: { x, dy }, attrs, wasm }) => {
      const { filterShape, strides, pad, dimRoundingMode } = attrs;
      const window = tf.backend_util.computeConv2DInfo(
        x.shape as Shape4D,
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      return filterGradient(wasm, x, dy, window);
    },
  );

  registerWasmKernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs>(
    tf.Conv2DBackpropInput,
    ({ inputs: { dy, filter }, attrs, wasm }) => {
      const { inputShape, strides, pad, dimRoundingMode } = attrs;
      const window = tf.backend_util.computeConv2DInfo(
        inputShape,
        filter.shape as Shape4D,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const frame = frameOf(window);
      if (attrs.dataFormat === 'NCHW' || Math.min(frame.top, frame.bottom, frame.left, frame.right) < 0)
        return stockByInput(wasm, { dy, filter }, attrs);
      const turned = turn(wasm, filter);
      const spread = spreadOut(wasm, dy, window);
      const dx = convolve(
        wasm,
        { x: spread, filter: turned },
        {
          strides: [1, 1],
          dilations: [1, 1],
          pad: [
            [0, 0],
            [frame.top, frame.bottom],
            [frame.left, frame.right],
            [0, 0],
          ],
          dataFormat: 'NHWC',
        },
      );
      wasm.disposeData(turned.dataId);
      if (spread !== dy) wasm.disposeData(spread.dataId);
      return dx;
    },
  );
}

/** The stock kernels compute garbage for "same" padding where a stride is larger than the kernel; given numbers they don't. */
function padByNumbers(kernelName: string): void {
  const stock = stockKernel(kernelName);
  const isDepthwise = kernelName === tf.DepthwiseConv2dNative || kernelName === tf.FusedDepthwiseConv2D;
  registerWasmKernel<'x' | 'filter', tf.FusedConv2DAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
    if (attrs.pad !== 'same') return stock(wasm, inputs, attrs);
    const { strides, dilations } = attrs;
    const [xShape, filterShape] = [inputs.x.shape as Shape4D, inputs.filter.shape as Shape4D];
    const { padInfo } = tf.backend_util.computeConv2DInfo(
      ...([xShape, filterShape, strides, dilations, 'same', undefined, isDepthwise] as const),
    );
    const pad = [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ];
    return stock(wasm, inputs, { ...attrs, pad });
  });
}

/** The zeros around the spread dy that make its convolution as large as the input. */
function frameOf(w: Window): { top: number; bottom: number; left: number; right: number } {
  const top = w.filterHeight - 1 - w.padInfo.top;
  const left = w.filterWidth - 1 - w.padInfo.left;
  return {
    top,
    left,
    bottom: w.inHeight + w.filterHeight - 1 - ((w.outHeight - 1) * w.strideHeight + 1) - top,
    right: w.inWidth + w.filterWidth - 1 - ((w.outWidth - 1) * w.strideWidth + 1) - left,
  };
}

/** The filter [h, w, i, o] turned by 180° with its channels swapped: [h, w, o, i]. */
function turn(wasm: BackendWasm, filter: tf.TensorInfo): tf.TensorInfo {
  const [height, width, ins, outs] = filter.shape as Shape4D;
  const out = wasm.makeOutput([height, width, outs, ins], 'float32');
  const [from, to] = [floats(wasm, filter), floats(wasm, out)];
  const taps = height * width;
  for (let tap = 0; tap < taps; tap++) {
    const [source, target] = [tap * ins * outs, (taps - 1 - tap) * ins * outs];
    for (let i = 0; i < ins; i++)
      for (let o = 0; o < outs; o++) to[target + o * ins + i] = from[source + i * outs + o]!;
  }
  return out;
}

/** dy with stride − 1 zeros between its pixels; dy itself where the stride is 1. */
function spreadOut(wasm: BackendWasm, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
  if (w.strideHeight === 1 && w.strideWidth === 1) return dy;
  const height = (w.outHeight - 1) * w.strideHeight + 1;
  const width = (w.outWidth - 1) * w.strideWidth + 1;
  const channels = w.outChannels;
  const out = wasm.makeOutput([w.batchSize, height, width, channels], 'float32');
  const [from, to] = [floats(wasm, dy), floats(wasm, out).fill(0)];
  let source = 0;
  for (let b = 0; b < w.batchSize; b++)
    for (let y = 0; y < w.outHeight; y++) {
      let target = ((b * height + y * w.strideHeight) * width - w.strideWidth) * channels;
      for (let x = 0; x < w.outWidth; x++) {
        target += w.strideWidth * channels;
        for (let c = 0; c < channels; c++) to[target + c] = from[source++]!;
      }
    }
  return out;
}

/** Σ over images and pixels of x[pixel·stride + tap] ⊗ dy[pixel]: [fh, fw, i, o]. */
function filterGradient(wasm: BackendWasm, x: tf.TensorInfo, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth, outWidth, outHeight, batchSize } = w;
  const rowsPerTapRow = filterWidth * inChannels;
  const columns = Math.ceil(outChannels / 4) * 4;
  const out = wasm.makeOutput(w.filterShape, 'float32');
  const sums = columns === outChannels ? out : wasm.makeOutput([filterHeight * rowsPerTapRow, columns], 'float32');
  // What the taps reach: the images themselves, or one at a time in a frame of zeros.
  const reachedHeight = (outHeight - 1) * w.strideHeight + filterHeight;
  const reachedWidth = (outWidth - 1) * w.strideWidth + filterWidth;
  const isFramed = w.padInfo.top > 0 || w.padInfo.left > 0 || reachedHeight > w.inHeight || reachedWidth > w.inWidth;
  const width = isFramed ? reachedWidth : w.inWidth;
  const framed = isFramed ? wasm.makeOutput([reachedHeight, reachedWidth, inChannels], 'float32') : undefined;
  floats(wasm, sums).fill(0);
  if (framed) floats(wasm, framed).fill(0);
  const frame = framed && { tensor: framed, fill: framer(wasm, x, framed, w) };
  const simd = simdOf(wasm);
  const [xAt, dyAt, sumsAt] = [addressOf(wasm, x), addressOf(wasm, dy), addressOf(wasm, sums)];
  const blocks = Math.ceil(rowsPerTapRow / blockRows);
  for (let b = 0; b < batchSize; b++) {
    frame?.fill(b);
    const image = frame ? addressOf(wasm, frame.tensor) : xAt + 4 * b * w.inHeight * w.inWidth * inChannels;
    const gradient = dyAt + 4 * b * outHeight * outWidth * outChannels;
    for (let fy = 0; fy < filterHeight; fy++)
      for (let block = 0; block < blocks; block++) {
        const first = Math.floor((block * rowsPerTapRow) / blocks);
        const rows = Math.floor(((block + 1) * rowsPerTapRow) / blocks) - first;
        for (let column = 0; column < columns; column += 8) {
          simd.outerProducts(rows, column + 8 <= columns ? 2 : 1)(
            image + 4 * (fy * width * inChannels + first),
            gradient + 4 * column,
            outWidth,
            outHeight,
            4 * w.strideWidth * inChannels,
            4 * w.strideHeight * width * inChannels,
            4 * outChannels,
            4 * outWidth * outChannels,
            sumsAt + 4 * ((fy * rowsPerTapRow + first) * columns + column),
            4 * columns,
          );
        }
      }
  }
  if (framed) wasm.disposeData(framed.dataId);
  if (sums !== out) {
    const [from, to] = [floats(wasm, sums), floats(wasm, out)];
    for (let k = 0; k < to.length; k++) to[k] = from[Math.floor(k / outChannels) * columns + (k % outChannels)]!;
    wasm.disposeData(sums.dataId);
  }
  return out;
}

/** Copies what is reached of an image into the middle of a frame; the zeros around it stay. */
function framer(wasm: BackendWasm, x: tf.TensorInfo, frame: tf.TensorInfo, w: Window): (image: number) => void {
  const [reachedHeight, reachedWidth] = frame.shape as [number, number, number];
  const heap = new Float32Array(floats(wasm, x).buffer);
  const [from, to] = [addressOf(wasm, x) / 4, addressOf(wasm, frame) / 4];
  const rows = Math.min(w.inHeight, reachedHeight - w.padInfo.top);
  const length = Math.min(w.inWidth, reachedWidth - w.padInfo.left) * w.inChannels;
  return (image) => {
    for (let y = 0; y < rows; y++) {
      const source = from + (image * w.inHeight + y) * w.inWidth * w.inChannels;
      const target = to + ((y + w.padInfo.top) * reachedWidth + w.padInfo.left) * w.inChannels;
      heap.copyWithin(target, source, source + length);
    }
  };
}
