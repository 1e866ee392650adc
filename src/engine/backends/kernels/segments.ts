/** UnsortedSegmentSum, the gradient of gather, which the wasm backend of TensorFlow.js 4.22 lacks. */
import * as tf from '@tensorflow/tfjs-core';
import { registerWasmKernel } from './kernel.ts';

/** Registers it. */
export function registerSegmentSum(): void {
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
