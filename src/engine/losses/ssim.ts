/**
 * 1 − SSIM of images [B, H, W, 3] in 0…1, over all whole windows (uniform, stride 1): Wang et al. 2004 with c₁ = 0.01²,
 * c₂ = 0.03² and population variances. The mean over a window is an average pooling, whose adjoint is the average pooling
 * of the padded gradient; the rest is left to the tape.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';

const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/** 1 − mean SSIM; the window shrinks to an image that is smaller. */
export function ssim(output: tf.Tensor, target: tf.Tensor, { window }: LossOf<'ssim'>): tf.Scalar {
  const [, height = 1, width = 1] = output.shape;
  const side = Math.min(window, height, width);
  const mean = (image: tf.Tensor) => boxMean(image, side);
  const [zMean, yMean] = [mean(output), mean(target)];
  const product = tf.mul(zMean, yMean);
  const squares = tf.add(tf.square(zMean), tf.square(yMean));
  const covariance = tf.sub(mean(tf.mul(output, target)), product);
  // Rounding may leave a negative sum of variances, which would turn the fraction over.
  const variances = tf.relu(tf.sub(mean(tf.add(tf.square(output), tf.square(target))), squares));
  const brightness = tf.div(tf.add(tf.mul(product, 2), c1), tf.add(squares, c1));
  const structure = tf.div(tf.add(tf.mul(covariance, 2), c2), tf.add(variances, c2));
  return tf.sub(1, tf.mean(tf.mul(brightness, structure))) as tf.Scalar;
}

function boxMean(image: tf.Tensor, side: number): tf.Tensor {
  const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, side, 1, 'valid');
  const around = side - 1;
  return tf.customGrad((...inputs) => ({
    value: pool(inputs[0] as tf.Tensor),
    gradFunc: (dy: tf.Tensor) =>
      pool(
        tf.pad(dy, [
          [0, 0],
          [around, around],
          [around, around],
          [0, 0],
        ]),
      ),
  }))(image);
}
