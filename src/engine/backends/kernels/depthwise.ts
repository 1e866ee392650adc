/**
 * The gradients of a depthwise convolution, both missing in the wasm backend of TensorFlow.js 4.22. With one filter for each
 * channel, the one by the filter is a sum over pixels of products of channels, and the one by the input is a depthwise
 * convolution of dy (spread by the stride) with the filter turned round. With several, plain loops.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { frameOf, type Window } from './frame.ts';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { rowsPerSum } from './products.ts';
import { simdOf } from './simd.ts';
import { spreadOut, turn, zerosAround } from './turned.ts';

/** Registers both. */
export function registerDepthwiseGradients(): void {
  const convolve = stockKernel(tf.DepthwiseConv2dNative);

  registerWasmKernel<'x' | 'dy', tf.DepthwiseConv2dNativeBackpropFilterAttrs>(
    tf.DepthwiseConv2dNativeBackpropFilter,
    ({ inputs: { x, dy }, attrs, wasm }) => {
      const w = windowOf(x.shape, attrs.filterShape, attrs);
      const isSimple =
        w.inChannels === w.outChannels && w.inChannels % 4 === 0 && w.dilationHeight * w.dilationWidth === 1;
      return isSimple ? filterGradient(wasm, x, dy, w) : filterGradientInLoops(wasm, x, dy, w);
    },
  );

  registerWasmKernel<'dy' | 'filter', tf.DepthwiseConv2dNativeBackpropInputAttrs>(
    tf.DepthwiseConv2dNativeBackpropInput,
    ({ inputs: { dy, filter }, attrs, wasm }) => {
      const w = windowOf(attrs.inputShape, filter.shape, attrs);
      const pad = zerosAround(w);
      const isSimple = w.inChannels === w.outChannels && w.dilationHeight * w.dilationWidth === 1;
      if (!isSimple || pad.flat().some((count) => count < 0)) return inputGradientInLoops(wasm, dy, filter, w);
      const turned = turn(wasm, filter);
      const spread = spreadOut(wasm, dy, w);
      const dx = convolve(
        wasm,
        { x: spread, filter: { ...turned, shape: filter.shape } },
        { strides: [1, 1], dilations: [1, 1], pad, dataFormat: 'NHWC' },
      );
      wasm.disposeData(turned.dataId);
      if (spread !== dy) wasm.disposeData(spread.dataId);
      return dx;
    },
  );
}

interface DepthwiseAttrs {
  readonly strides: [number, number] | number;
  readonly dilations: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4D = [number, number, number, number];

function windowOf(inputShape: readonly number[], filterShape: readonly number[], attrs: DepthwiseAttrs): Window {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const [input, filter] = [inputShape as Shape4D, filterShape as Shape4D];
  return tf.backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, dimRoundingMode, true);
}

/** Σ over images and pixels of x[pixel·stride + tap]·dy[pixel], channel by channel, for channels a multiple of four. */
function filterGradient(wasm: BackendWasm, x: tf.TensorInfo, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
  const { batchSize, inChannels: channels, filterHeight, filterWidth, outHeight, outWidth } = w;
  const out = wasm.makeOutput(w.filterShape, 'float32');
  floats(wasm, out).fill(0);
  const frame = frameOf(wasm, x, w);
  const [dyAt, outAt] = [addressOf(wasm, dy), addressOf(wasm, out)];
  const simd = simdOf(wasm);
  const [xRow, yRow] = [4 * w.strideHeight * frame.width * channels, 4 * outWidth * channels];
  const piece = rowsPerSum(outWidth);
  for (let b = 0; b < batchSize; b++) {
    const image = frame.of(b);
    const gradient = dyAt + 4 * b * outHeight * outWidth * channels;
    for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
      const from = image + 4 * (Math.floor(tap / filterWidth) * frame.width + (tap % filterWidth)) * channels;
      for (let c = 0; c < channels; ) {
        const isWide = c + 16 <= channels;
        const sum = isWide ? simd.channelProducts4 : simd.channelProducts1;
        for (let row = 0; row < outHeight; row += piece)
          sum(
            ...[from + 4 * c + row * xRow, gradient + 4 * c + row * yRow, outWidth, Math.min(piece, outHeight - row)],
            ...[4 * w.strideWidth * channels, xRow, 4 * channels, yRow, outAt + 4 * (tap * channels + c)],
          );
        c += isWide ? 16 : 4;
      }
    }
  }
  frame.dispose();
  return out;
}

/** Calls `visit` for every pair of an input pixel and an output pixel that a tap of the filter connects. */
function forEachTap(w: Window, visit: (tap: number, inPixel: number, outPixel: number) => void): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = w;
  for (let b = 0; b < batchSize; b++)
    for (let fy = 0; fy < filterHeight; fy++)
      for (let fx = 0; fx < filterWidth; fx++)
        for (let oy = 0; oy < outHeight; oy++) {
          const iy = oy * w.strideHeight - w.padInfo.top + fy * w.dilationHeight;
          if (iy < 0 || iy >= inHeight) continue;
          for (let ox = 0; ox < outWidth; ox++) {
            const ix = ox * w.strideWidth - w.padInfo.left + fx * w.dilationWidth;
            if (ix < 0 || ix >= inWidth) continue;
            visit(fy * filterWidth + fx, (b * inHeight + iy) * inWidth + ix, (b * outHeight + oy) * outWidth + ox);
          }
        }
}

function filterGradientInLoops(wasm: BackendWasm, x: tf.TensorInfo, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
  const { inChannels, outChannels } = w;
  const multiplier = outChannels / inChannels;
  const out = wasm.makeOutput(w.filterShape, 'float32');
  const [dw, xs, dys] = [floats(wasm, out).fill(0), floats(wasm, x), floats(wasm, dy)];
  forEachTap(w, (tap, inPixel, outPixel) => {
    for (let o = 0; o < outChannels; o++)
      dw[tap * outChannels + o]! +=
        xs[inPixel * inChannels + Math.floor(o / multiplier)]! * dys[outPixel * outChannels + o]!;
  });
  return out;
}

function inputGradientInLoops(wasm: BackendWasm, dy: tf.TensorInfo, filter: tf.TensorInfo, w: Window): tf.TensorInfo {
  const { inChannels, outChannels } = w;
  const multiplier = outChannels / inChannels;
  const out = wasm.makeOutput(w.inShape, 'float32');
  const [dx, fs, dys] = [floats(wasm, out).fill(0), floats(wasm, filter), floats(wasm, dy)];
  forEachTap(w, (tap, inPixel, outPixel) => {
    for (let o = 0; o < outChannels; o++)
      dx[inPixel * inChannels + Math.floor(o / multiplier)]! +=
        fs[tap * outChannels + o]! * dys[outPixel * outChannels + o]!;
  });
  return out;
}
