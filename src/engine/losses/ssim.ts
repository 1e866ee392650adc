/**
 * 1 − SSIM of images [B, H, W, 3] in 0…1, over all whole windows (uniform, stride 1): Wang et al. 2004 with c₁ = 0.01²,
 * c₂ = 0.03² and population variances. The mean over a window is an average pooling, whose adjoint is the average pooling
 * of the padded gradient; the rest is left to the tape.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { meanOver, type SampleWeights } from './sampleWeights.ts';

const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/**
 * Mean of 1 − SSIM = b + s − b·s; the window shrinks to an image that is smaller. With d = z − y, means μ and variances σ² over
 * a window: b = μ_d²/(μ_z² + μ_y² + c₁) is what is missing in brightness, s = σ_d²/(σ_z² + σ_y² + c₂) in structure, so that a
 * small loss is no difference of ones. Variances are taken about the mean of the truth, or those of bright and flat images
 * would be small differences of large squares.
 */
export function ssim(
  output: tf.Tensor,
  target: tf.Tensor,
  { window }: LossOf<'ssim'>,
  weights?: SampleWeights,
): tf.Scalar {
  const [, height = 1, width = 1] = output.shape;
  const side = Math.min(window, height, width);
  const mean = (image: tf.Tensor) => boxMean(image, side);
  const level = tf.mean(target, [1, 2], true);
  const [z, y, difference] = [tf.sub(output, level), tf.sub(target, level), tf.sub(output, target)];
  const [zMean, yMean] = [mean(z), mean(y)];
  const dMean = tf.sub(zMean, yMean);
  // Rounding may leave a negative variance.
  const variance = (ofSquares: tf.Tensor, means: tf.Tensor) => tf.relu(tf.sub(mean(ofSquares), means));
  const both = variance(tf.add(tf.square(z), tf.square(y)), tf.add(tf.square(zMean), tf.square(yMean)));
  const own = variance(tf.square(difference), tf.square(dMean));
  const levels = tf.add(tf.square(tf.add(zMean, level)), tf.square(tf.add(yMean, level)));
  const brightness = tf.div(tf.square(dMean), tf.add(levels, c1));
  const structure = tf.div(own, tf.add(both, c2));
  const missing = tf.sub(tf.add(brightness, structure), tf.mul(brightness, structure));
  return meanOver(missing, weights) as tf.Scalar;
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
