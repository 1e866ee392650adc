/** What makes the gradient of a convolution by its input a convolution: dy spread by the stride, the filter turned round. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type * as tf from '@tensorflow/tfjs-core';
import type { Window } from './frame.ts';
import { floats } from './kernel.ts';

type Shape4D = [number, number, number, number];

/** The zeros around the spread dy that make its convolution as large as the input. */
export function zerosAround(w: Window): tf.backend_util.ExplicitPadding {
  const top = w.filterHeight - 1 - w.padInfo.top;
  const left = w.filterWidth - 1 - w.padInfo.left;
  const bottom = w.inHeight + w.filterHeight - 1 - ((w.outHeight - 1) * w.strideHeight + 1) - top;
  const right = w.inWidth + w.filterWidth - 1 - ((w.outWidth - 1) * w.strideWidth + 1) - left;
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** The filter [h, w, i, o] turned by 180° with its channels swapped: [h, w, o, i]. */
export function turn(wasm: BackendWasm, filter: tf.TensorInfo): tf.TensorInfo {
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
export function spreadOut(wasm: BackendWasm, dy: tf.TensorInfo, w: Window): tf.TensorInfo {
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
