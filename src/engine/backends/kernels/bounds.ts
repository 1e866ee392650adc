/**
 * ReLU, ReLU6, ClipByValue, Maximum, Minimum, ArgMax, ArgMin and Sign on wasm, through which NaN passes. The stock ones,
 * XNNPACK's among them, make a bound of it and so hide a divergence; the stock Sign is 0 below 1.2e-7.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { axisOf, extremes, placesOfExtremes } from './extremes.ts';
import { addressOf, floats, registerWasmKernel, stockKernel } from './kernel.ts';
import { simdOf } from './simd.ts';

/** Registers all. */
export function registerBounds(): void {
  registerClamp(tf.Relu, () => [0, Number.POSITIVE_INFINITY]);
  registerClamp(tf.Relu6, () => [0, 6]);
  registerClamp<tf.ClipByValueAttrs>(tf.ClipByValue, ({ clipValueMin, clipValueMax }) => [clipValueMin, clipValueMax]);
  registerPairwise(tf.Maximum, Math.max);
  registerPairwise(tf.Minimum, Math.min);
  for (const [kernelName, isBetter] of Object.entries(extremes)) registerExtreme(kernelName, isBetter);
  registerWasmKernel<'x', object>(tf.Sign, ({ inputs: { x }, wasm }) => {
    const out = wasm.makeOutput(x.shape, 'float32');
    const count = Math.floor(tf.util.sizeFromShape(x.shape) / 4);
    if (count > 0) simdOf(wasm).sign(addressOf(wasm, x), addressOf(wasm, out), count);
    const [xs, outs] = [floats(wasm, x), floats(wasm, out)];
    for (let k = 4 * count; k < xs.length; k++) outs[k] = Math.sign(xs[k]!);
    return out;
  });
}

function registerClamp<Attrs extends object>(
  kernelName: string,
  bounds: (attrs: Attrs) => readonly [least: number, most: number],
): void {
  const stock = stockKernel(kernelName);
  registerWasmKernel<'x', Attrs>(kernelName, ({ inputs, attrs, wasm }) => {
    const { x } = inputs;
    if (x.dtype !== 'float32') return stock(wasm, inputs, attrs);
    return clampInto(wasm, x, wasm.makeOutput(x.shape, 'float32'), ...bounds(attrs));
  });
}

/** ReLU in place, on the fresh output of a kernel. */
export function rectify(wasm: BackendWasm, x: tf.TensorInfo): tf.TensorInfo {
  return clampInto(wasm, x, x, 0, Number.POSITIVE_INFINITY);
}

function clampInto(wasm: BackendWasm, x: tf.TensorInfo, out: tf.TensorInfo, least: number, most: number) {
  const count = Math.floor(tf.util.sizeFromShape(x.shape) / 4);
  if (count > 0) simdOf(wasm).clamp(addressOf(wasm, x), addressOf(wasm, out), count, least, most);
  const [xs, outs] = [floats(wasm, x), floats(wasm, out)];
  for (let k = 4 * count; k < xs.length; k++) outs[k] = Math.min(Math.max(xs[k]!, least), most);
  return out;
}

function registerExtreme(kernelName: string, isBetter: (value: number, best: number) => boolean): void {
  const stock = stockKernel(kernelName);
  registerWasmKernel<'x', tf.ArgMaxAttrs>(kernelName, ({ inputs, attrs, wasm }) => {
    const { x } = inputs;
    if (x.dtype !== 'float32') return stock(wasm, inputs, attrs);
    const axis = axisOf(x.shape, attrs);
    const out = wasm.makeOutput(x.shape.toSpliced(axis, 1), 'int32');
    wasm.typedArrayFromHeap(out).set(placesOfExtremes(floats(wasm, x), x.shape, axis, isBetter));
    return out;
  });
}

/** `f` of every pair of numbers, shapes broadcast as NumPy does. */
function registerPairwise(kernelName: string, f: (a: number, b: number) => number): void {
  registerWasmKernel<'a' | 'b', object>(kernelName, ({ inputs: { a, b }, wasm }) => {
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const out = wasm.makeOutput(shape, a.dtype);
    const [as, bs, outs] = [a, b, out].map((tensor) => wasm.typedArrayFromHeap(tensor)) as [
      ...[tf.TypedArray, tf.TypedArray, tf.TypedArray],
    ];
    const [strideA, strideB] = [stridesIn(a.shape, shape), stridesIn(b.shape, shape)];
    const index = new Array<number>(shape.length).fill(0);
    for (let k = 0; k < outs.length; k++) {
      const at = (strides: readonly number[]) => index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0);
      outs[k] = f(as[at(strideA)]!, bs[at(strideB)]!);
      for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
    }
    return out;
  });
}

/** Numbers from one place to the next along each axis of the broadcast shape; 0 where the same is taken again. */
function stridesIn(own: readonly number[], shape: readonly number[]): number[] {
  const strides = [...tf.util.computeStrides([...own]), 1].slice(-own.length || own.length);
  return shape.map((_, axis) => {
    const k = axis - (shape.length - own.length);
    return k < 0 || own[k] === 1 ? 0 : strides[k]!;
  });
}
