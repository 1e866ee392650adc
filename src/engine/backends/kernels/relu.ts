/** The gradient of ReLU in one pass on wasm, in two launches elsewhere (stock: three, with a cast that changes nothing). */
import * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

const kernelName = 'ReluGrad';

/** Registers the kernel for wasm, and the gradient for every backend. */
export function registerReluGradient(): void {
  registerWasmKernel<'y' | 'dy', Record<never, never>>(kernelName, ({ inputs: { y, dy }, wasm }) => {
    const out = wasm.makeOutput(dy.shape, 'float32');
    const size = tf.util.sizeFromShape(dy.shape);
    const count = Math.floor(size / 4);
    if (count > 0) simdOf(wasm).reluGradient(addressOf(wasm, y), addressOf(wasm, dy), addressOf(wasm, out), count);
    const [ys, dys, outs] = [floats(wasm, y), floats(wasm, dy), floats(wasm, out)];
    for (let k = 4 * count; k < size; k++) outs[k] = ys[k]! <= 0 ? 0 : dys[k]!;
    return out;
  });
  tf.unregisterGradient(tf.Relu);
  tf.registerGradient({
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => {
      if (Array.isArray(dy) || !y) throw new Error('ReLU has one output.');
      return { x: () => reluGradient(y, dy) };
    },
  });
}

/** dy where y, the output of a ReLU, is positive, else 0; any shape. */
export function reluGradient(y: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.mul(dy, tf.step(y));
  return tf.engine().runKernel(kernelName, { y, dy });
}
