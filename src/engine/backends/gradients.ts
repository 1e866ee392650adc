/**
 * Gradients of our own for every backend. Batch normalisation and means with fewer and smaller passes than the stock ones,
 * which tile a number per channel to the size of the batch and multiply whole batches by ones. Enlarging without
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
