/**
 * OneHot for the wasm backend. The stock kernel of TensorFlow.js 4.22 writes integers whatever the type asked for: as
 * float32, its ones are 1.4e-45.
 */
import * as tf from '@tensorflow/tfjs-core';
import { registerWasmKernel } from './kernel.ts';

/** Registers it in place of the stock kernel. */
export function registerOneHot(): void {
  registerWasmKernel<'indices', tf.OneHotAttrs>(tf.OneHot, ({ inputs: { indices }, attrs, wasm }) => {
    const { depth, onValue, offValue, dtype } = attrs;
    const out = wasm.makeOutput([...indices.shape, depth], dtype);
    const values = wasm.typedArrayFromHeap(out).fill(offValue);
    for (const [row, index] of wasm.typedArrayFromHeap(indices).entries()) {
      if (index >= 0 && index < depth) values[row * depth + index] = onValue;
    }
    return out;
  });
}
