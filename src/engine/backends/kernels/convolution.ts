/**
 * Convolutions and their gradients, fast.
 *
 * By the filter: for a tap (fy, fx) the gradient is Σ over pixels of x[pixel + tap] ⊗ dy[pixel], an outer product of
 * channels. The taps of one filter row and their channels lie beside each other in memory, so blocks of 6 × 8 of them are
 * summed in registers over one image at a time, which stays in the cache.
 *
 * By the input: a convolution of dy (spread by the stride) with the filter turned round and its channels swapped; about
 * twenty times faster than the stock Conv2DBackpropInput.
 *
 * Convolutions themselves go through our blocks where they are faster, else to the backend's XNNPACK.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { blockRows } from './blocks.ts';
import { rectify } from './bounds.ts';
import { frameOf, type Window } from './frame.ts';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { areBlocksFaster, convolveInBlocks, rowsPerSum } from './products.ts';
import { simdOf } from './simd.ts';
import { spreadOut, turn, zerosAround } from './turned.ts';

type Shape4D = [number, number, number, number];

/** Registers the convolutions and both gradients. */
export function registerConvolutions(): void {
  for (const kernelName of [tf.Conv2D, tf.FusedConv2D, tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D])
    registerForward(kernelName);
  const stockByInput = stockKernel(tf.Conv2DBackpropInput);
  const convolve = stockKernel(tf.Conv2D);

  registerWasmKernel<'x' | 'dy', tf.Conv2DBackpropFilterAttrs>(
    tf.Conv2DBackpropFilter,
    ({ inputs: { x, dy }, attrs, wasm }) => {
      const { filterShape, strides, pad, dimRoundingMode } = attrs;
      const shape = x.shape as Shape4D;
      return filterGradient(
        wasm,
        x,
        dy,
        tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode),
      );
    },
  );

  registerWasmKernel<'dy' | 'filter', tf.Conv2DBackpropInputAttrs>(
    tf.Conv2DBackpropInput,
    ({ inputs: { dy, filter }, attrs, wasm }) => {
      const { inputShape, strides, pad, dimRoundingMode } = attrs;
      const filterShape = filter.shape as Shape4D;
      const window = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
      const zeros = zerosAround(window);
      if (attrs.dataFormat === 'NCHW' || zeros.flat().some((count) => count < 0))
        return stockByInput(wasm, { dy, filter }, attrs);
      const turned = turn(wasm, filter);
      const spread = spreadOut(wasm, dy, window);
      const dx = convolve(
        wasm,
        { x: spread, filter: turned },
        { strides: [1, 1], dilations: [1, 1], pad: zeros, dataFormat: 'NHWC' },
      );
      wasm.disposeData(turned.dataId);
      if (spread !== dy) wasm.disposeData(spread.dataId);
      return dx;
    },
  );
}

/**
 * A convolution by our blocks, or the stock one with its padding in numbers: for "same" the stock kernels compute garbage
 * where a stride is larger than the kernel.
 */
function registerForward(kernelName: string): void {
  const stock = stockKernel(kernelName);
  const isDepthwise = kernelName === tf.DepthwiseConv2dNative || kernelName === tf.FusedDepthwiseConv2D;
  registerWasmKernel<'x' | 'filter', tf.FusedConv2DAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
    const { x, filter, bias }: Readonly<Record<string, tf.TensorInfo>> & typeof inputs = inputs;
    const { strides, dilations, pad, dimRoundingMode, activation = 'linear', dataFormat } = attrs;
    const window = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filter.shape as Shape4D,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      isDepthwise,
    );
    const isOurs =
      !isDepthwise &&
      areBlocksFaster(wasm) &&
      window.outChannels % 4 === 0 &&
      window.dilationHeight * window.dilationWidth === 1 &&
      dataFormat === 'NHWC' &&
      (activation === 'linear' || activation === 'relu');
    if (isOurs) {
      const floor = activation === 'relu' ? 0 : Number.NEGATIVE_INFINITY;
      return convolveInBlocks(wasm, x, filter, window, { bias, floor });
    }
    const { top, bottom, left, right } = window.padInfo;
    const numbers = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    const padded = pad === 'same' ? { ...attrs, pad: numbers } : attrs;
    return activation === 'relu'
      ? rectify(wasm, stock(wasm, inputs, { ...padded, activation: 'linear' }))
      : stock(wasm, inputs, padded);
  });
}

/** Σ over images and pixels of x[pixel·stride + tap] ⊗ dy[pixel]: [fh, fw, i, o]. */
function filterGradient(wasm: BackendWasm, x: tf.TensorInfo, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
  const { inChannels, outChannels, filterHeight, filterWidth, outWidth, outHeight, batchSize } = w;
  const rowsPerTapRow = filterWidth * inChannels;
  const columns = Math.ceil(outChannels / 4) * 4;
  const out = wasm.makeOutput(w.filterShape, 'float32');
  const sums = columns === outChannels ? out : wasm.makeOutput([filterHeight * rowsPerTapRow, columns], 'float32');
  floats(wasm, sums).fill(0);
  const frame = frameOf(wasm, x, w);
  const simd = simdOf(wasm);
  const [dyAt, sumsAt] = [addressOf(wasm, dy), addressOf(wasm, sums)];
  const blocks = Math.ceil(rowsPerTapRow / blockRows);
  const [xColumn, xRow] = [4 * w.strideWidth * inChannels, 4 * w.strideHeight * frame.width * inChannels];
  const yRow = 4 * outWidth * outChannels;
  const piece = rowsPerSum(outWidth);
  for (let b = 0; b < batchSize; b++) {
    const image = frame.of(b);
    const gradient = dyAt + 4 * b * outHeight * outWidth * outChannels;
    for (let column = 0; column < columns; column += 8)
      for (let fy = 0; fy < filterHeight; fy++)
        for (let block = 0; block < blocks; block++) {
          const first = Math.floor((block * rowsPerTapRow) / blocks);
          const rows = Math.floor(((block + 1) * rowsPerTapRow) / blocks) - first;
          const outer = simd.outerProducts(rows, column + 8 <= columns ? 2 : 1);
          const x = image + 4 * (fy * frame.width * inChannels + first);
          const sum = sumsAt + 4 * ((fy * rowsPerTapRow + first) * columns + column);
          for (let row = 0; row < outHeight; row += piece)
            outer(
              x + row * xRow,
              gradient + 4 * column + row * yRow,
              outWidth,
              Math.min(piece, outHeight - row),
              xColumn,
              xRow,
              4 * outChannels,
              yRow,
              sum,
              4 * columns,
            );
        }
  }
  frame.dispose();
  if (sums !== out) {
    const [from, to] = [floats(wasm, sums), floats(wasm, out)];
    for (let k = 0; k < to.length; k++) to[k] = from[Math.floor(k / outChannels) * columns + (k % outChannels)]!;
    wasm.disposeData(sums.dataId);
  }
  return out;
}
