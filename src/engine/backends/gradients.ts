/**
 * Gradients of our own for every backend. Batch normalisation and means with fewer and smaller passes than the stock ones,
 * which tile a number per channel to the size of the batch and multiply whole batches by ones. Average pooling by the pixels
 * inside the image. Enlarging without
 * interpolation as a sum over tiles: the stock kernel on cpu and wasm reads the wrong images from the second on.
 *
 * With y = (x − μ)·r·γ + β and r = 1/√(σ² + ε), per channel: dx = dy·rγ, dμ = −rγ·Σdy, dσ² = −½r³γ·Σdy(x − μ),
 * dγ = r·Σdy(x − μ), dβ = Σdy.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Registers all in place of the stock ones. */
export function registerGradients(): void {
  registerBatchNormalisation();
  registerMean();
  registerEnlarging();
  registerAveragePooling();
}

/** The stock gradient divides by the whole window also at the border, where the mean is over the pixels inside. */
function registerAveragePooling(): void {
  const stock = tf.getGradient(tf.AvgPool);
  tf.unregisterGradient(tf.AvgPool);
  tf.registerGradient({
    kernelName: tf.AvgPool,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const { shape } = saved[0] as tf.Tensor4D;
      const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.AvgPoolAttrs;
      const w = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      const rows = pixelsInside(w.outHeight, w.strideHeight, w.padInfo.top, w.filterHeight, w.inHeight);
      const columns = pixelsInside(w.outWidth, w.strideWidth, w.padInfo.left, w.filterWidth, w.inWidth);
      const factors = rows.flatMap((high) => columns.map((wide) => (w.filterHeight * w.filterWidth) / (high * wide)));
      if (factors.every((factor) => factor === 1)) return stock.gradFunc(dy, saved, attrs);
      const weighed = () => tf.mul(dy as tf.Tensor, tf.tensor(factors, [1, w.outHeight, w.outWidth, 1]));
      return { x: () => stock.gradFunc(weighed(), saved, attrs).x!() };
    },
  });
}

/** How many pixels of each window lie inside, along one axis. */
function pixelsInside(windows: number, stride: number, padding: number, extent: number, size: number): number[] {
  return Array.from({ length: windows }, (_, k) => {
    const from = k * stride - padding;
    return Math.min(size, from + extent) - Math.max(0, from);
  });
}

function registerBatchNormalisation(): void {
  const stock = tf.getGradient(tf.FusedBatchNorm);
  tf.unregisterGradient(tf.FusedBatchNorm);
  tf.registerGradient({
    kernelName: tf.FusedBatchNorm,
    inputsToSave: ['x', 'mean', 'variance', 'scale'],
    gradFunc: (dy, saved, attrs) => {
      const [x, mean, variance, scale] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D | undefined];
      if (Array.isArray(dy) || mean.rank !== 1) return stock.gradFunc(dy, saved, attrs);
      const axes = x.shape.slice(0, -1).map((_, axis) => axis);
      const r = tf.rsqrt(tf.add(variance, attrs.varianceEpsilon as number));
      const slope = scale ? tf.mul(r, scale) : r;
      const total = tf.sum(dy, axes);
      // Taken once, for whichever of σ² and γ asks first; kept alive by the scope of the backward pass.
      const moment = tf.sum(tf.mul(dy, tf.sub(x, mean)), axes);
      return {
        x: () => tf.mul(dy, slope),
        mean: () => tf.neg(tf.mul(slope, total)),
        variance: () => tf.mul(tf.mul(tf.mul(slope, tf.square(r)), -0.5), moment),
        scale: () => tf.mul(r, moment),
        offset: () => tf.clone(total),
      };
    },
  });
}

function registerMean(): void {
  tf.unregisterGradient(tf.Mean);
  tf.registerGradient({
    kernelName: tf.Mean,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      if (Array.isArray(dy) || !x) throw new Error('A mean has one output.');
      const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const count = x.size / tf.util.sizeFromShape(kept);
      return { x: () => tf.mul(tf.ones(x.shape), tf.reshape(tf.div(dy, count), kept)) };
    },
  });
}

function registerEnlarging(): void {
  const stock = tf.getGradient(tf.ResizeNearestNeighbor);
  tf.unregisterGradient(tf.ResizeNearestNeighbor);
  tf.registerGradient({
    kernelName: tf.ResizeNearestNeighbor,
    inputsToSave: ['images'],
    gradFunc: (dy, saved, attrs) => {
      const [images] = saved as [tf.Tensor4D];
      const larger = dy as tf.Tensor4D;
      const [, height, width] = images.shape;
      const tile: [number, number] = [larger.shape[1] / height, larger.shape[2] / width];
      const [down, across] = tile;
      if (attrs.alignCorners || !tile.every(Number.isInteger)) return stock.gradFunc(dy, saved, attrs);
      if (down * across === 1) return { images: () => tf.clone(larger) };
      return { images: () => tf.mul(tf.avgPool(larger, tile, tile, 'valid'), down * across) };
    },
  });
}
