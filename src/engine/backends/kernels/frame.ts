/**
 * What the taps of a convolution reach of an image: the image itself, or a copy in a frame of zeros where there is
 * padding. One frame serves all images in turn, so that it stays in the cache.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type * as tf from '@tensorflow/tfjs-core';
import { addressOf, floats } from './kernel.ts';

export type Window = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

export interface Frame {
  /** Pixels from one row to the next. */
  readonly width: number;
  /** The address of what is reached of an image, valid until the next call. */
  readonly of: (image: number) => number;
  readonly dispose: () => void;
}

/** The frame for x [n, h, w, c] under this window. Allocates: take other addresses before or after, views only after. */
export function frameOf(wasm: BackendWasm, x: tf.TensorInfo, w: Window): Frame {
  const { inHeight, inWidth, inChannels, padInfo } = w;
  const xAt = addressOf(wasm, x);
  const imageBytes = 4 * inHeight * inWidth * inChannels;
  const height = (w.outHeight - 1) * w.strideHeight + w.filterHeight;
  const width = (w.outWidth - 1) * w.strideWidth + w.filterWidth;
  if (padInfo.top === 0 && padInfo.left === 0 && height <= inHeight && width <= inWidth)
    return { width: inWidth, of: (image) => xAt + image * imageBytes, dispose: () => {} };

  const frame = wasm.makeOutput([height, width, inChannels], 'float32');
  floats(wasm, frame).fill(0);
  const at = addressOf(wasm, frame);
  const rows = Math.min(inHeight, height - padInfo.top);
  const length = Math.min(inWidth, width - padInfo.left) * inChannels;
  return {
    width,
    of: (image) => {
      const heap = new Float32Array(floats(wasm, frame).buffer);
      for (let y = 0; y < rows; y++) {
        const source = (xAt + image * imageBytes) / 4 + y * inWidth * inChannels;
        heap.copyWithin(at / 4 + ((y + padInfo.top) * width + padInfo.left) * inChannels, source, source + length);
      }
      return at;
    },
    dispose: () => wasm.disposeData(frame.dataId),
  };
}
