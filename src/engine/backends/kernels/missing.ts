/**
 * The kernels that training a network needs and that the wasm backend of TensorFlow.js 4.22 lacks, besides
 * Conv2DBackpropFilter (convolution.ts): the gradients of a depthwise convolution by filter and input, and
 * UnsortedSegmentSum, the gradient of gather. Plain loops over the heap in the order of memory.
 */
import * as tf from '@tensorflow/tfjs-core';
import { floats, registerWasmKernel } from './kernel.ts';

type Window = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

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

/** Registers what is missing. */
export function registerMissingKernels(): void {
  registerWasmKernel<'x' | 'dy', tf.DepthwiseConv2dNativeBackpropFilterAttrs>(
    tf.DepthwiseConv2dNativeBackpropFilter,
    ({ inputs: { x, dy }, attrs, wasm }) => {
      const w = depthwiseWindow(x.shape, attrs.filterShape, attrs);
      const out = wasm.makeOutput(attrs.filterShape, 'float32');
      const [dw, xs, dys] = [floats(wasm, out).fill(0), floats(wasm, x), floats(wasm, dy)];
      const { inChannels, outChannels } = w;
      const multiplier = outChannels / inChannels;
      forEachTap(w, (tap, inPixel, outPixel) => {
        for (let i = 0; i < inChannels; i++) {
          const value = xs[inPixel * inChannels + i]!;
          for (let m = 0; m < multiplier; m++) {
            const o = i * multiplier + m;
            dw[tap * outChannels + o]! += value * dys[outPixel * outChannels + o]!;
          }
        }
      });
      return out;
    },
  );

  registerWasmKernel<'dy' | 'filter', tf.DepthwiseConv2dNativeBackpropInputAttrs>(
    tf.DepthwiseConv2dNativeBackpropInput,
    ({ inputs: { dy, filter }, attrs, wasm }) => {
      const w = depthwiseWindow(attrs.inputShape, filter.shape, attrs);
      const out = wasm.makeOutput(attrs.inputShape, 'float32');
      const [dx, fs, dys] = [floats(wasm, out).fill(0), floats(wasm, filter), floats(wasm, dy)];
      const { inChannels, outChannels } = w;
      const multiplier = outChannels / inChannels;
      forEachTap(w, (tap, inPixel, outPixel) => {
        for (let i = 0; i < inChannels; i++) {
          let sum = 0;
          for (let o = i * multiplier; o < (i + 1) * multiplier; o++)
            sum += fs[tap * outChannels + o]! * dys[outPixel * outChannels + o]!;
          dx[inPixel * inChannels + i]! += sum;
        }
      });
      return out;
    },
  );

  registerWasmKernel<'x' | 'segmentIds', tf.UnsortedSegmentSumAttrs>(
    tf.UnsortedSegmentSum,
    ({ inputs: { x, segmentIds }, attrs: { numSegments }, wasm }) => {
      const rows = tf.util.sizeFromShape(segmentIds.shape);
      const rest = x.shape.slice(segmentIds.shape.length);
      const width = tf.util.sizeFromShape(rest);
      const out = wasm.makeOutput([numSegments, ...rest], x.dtype);
      const sums = wasm.typedArrayFromHeap(out).fill(0);
      const values = wasm.typedArrayFromHeap(x);
      const ids = wasm.typedArrayFromHeap(segmentIds);
      for (let row = 0; row < rows; row++) {
        const segment = ids[row]!;
        if (segment < 0 || segment >= numSegments) continue;
        for (let k = 0; k < width; k++) sums[segment * width + k]! += values[row * width + k]!;
      }
      return out;
    },
  );
}

interface DepthwiseAttrs {
  readonly strides: [number, number] | number;
  readonly dilations: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function depthwiseWindow(inputShape: readonly number[], filterShape: readonly number[], attrs: DepthwiseAttrs): Window {
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  );
}
