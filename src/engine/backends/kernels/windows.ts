/** The windows of a pooling, and pooling in plain loops, which heed NaN and ∞. */
import type * as tf from '@tensorflow/tfjs-core';

export type Pooling = ReturnType<typeof tf.backend_util.computePool2DInfo>;

/** Visits every window: its first pixel inside the image, its output pixel, and how much of it is inside. */
export function overWindows(
  w: Pooling,
  visit: (pixel: number, output: number, width: number, height: number) => void,
): void {
  let output = 0;
  for (let b = 0; b < w.batchSize; b++)
    for (let oy = 0; oy < w.outHeight; oy++) {
      const top = oy * w.strideHeight - w.padInfo.top;
      const height = Math.min(w.inHeight, top + w.filterHeight) - Math.max(0, top);
      for (let ox = 0; ox < w.outWidth; ox++, output++) {
        const left = ox * w.strideWidth - w.padInfo.left;
        const width = Math.min(w.inWidth, left + w.filterWidth) - Math.max(0, left);
        if (width > 0 && height > 0)
          visit((b * w.inHeight + Math.max(0, top)) * w.inWidth + Math.max(0, left), output, width, height);
      }
    }
}

/** Maxima, or means over the pixels inside, of x [n, h, w, c] to out [n, h', w', c]. */
export function poolInLoops(w: Pooling, x: ArrayLike<number>, out: Float32Array, of: 'maxima' | 'means'): void {
  const channels = w.inChannels;
  const row = w.inWidth * channels;
  overWindows(w, (pixel, output, width, height) => {
    for (let c = 0; c < channels; c++) {
      const first = pixel * channels + c;
      let most = Number.NEGATIVE_INFINITY;
      let sum = 0;
      for (let y = 0; y < height; y++)
        for (let at = first + y * row, end = at + width * channels; at < end; at += channels) {
          // NaN if any is: a comparison alone would pass over it.
          most = Math.max(most, x[at]!);
          sum += x[at]!;
        }
      out[output * channels + c] = of === 'maxima' ? most : sum / (width * height);
    }
  });
}
