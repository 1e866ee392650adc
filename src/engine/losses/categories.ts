/** Losses on the logits [B, K] of one of K classes, labels int32 [B]: mean over the images, weighted where classes have weights. */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { closedForm } from './closedForm.ts';
import { series } from './elementwise.ts';
import { labelShare, type SampleWeights } from './sampleWeights.ts';

/** log softmax over the last axis, finite at any finite logit. */
export function logSoftmax(z: tf.Tensor): tf.Tensor {
  const below = tf.sub(z, tf.max(z, -1, true));
  return tf.sub(below, tf.log(tf.sum(tf.exp(below), -1, true)));
}

/** [B, K] float32 with `on` at the label. */
function oneHot(output: tf.Tensor, labels: tf.Tensor, on: number, off = 0): tf.Tensor {
  return tf.oneHot(labels, output.shape.at(-1) ?? 0, on, off, 'float32');
}

const batchOf = (output: tf.Tensor) => output.shape[0] ?? 1;

/**
 * −Σ ỹ log p, ỹ = (1−s)·onehot + s/K; gradient (p − ỹ)/B. Nine launches forward and four back: the sign and the 1/B are
 * part of the one-hot matrix. With class weights w: −Σ w_k ỹ_k log p_k and (Σ w_k ỹ_k)·p − wỹ, over Σ w of the labels.
 */
export function softmaxCrossEntropy(
  output: tf.Tensor,
  target: tf.Tensor,
  { smoothing }: LossOf<'softmax-cross-entropy'>,
  weights?: SampleWeights,
): tf.Scalar {
  const batch = batchOf(output);
  const spread = smoothing / (output.shape[1] ?? 1);
  return closedForm(
    output,
    (z) => {
      const y = weights
        ? weighted(oneHot(z, target, smoothing - 1 - spread, -spread), weights)
        : oneHot(z, target, (smoothing - 1 - spread) / batch, -spread / batch);
      const logp = logSoftmax(z);
      return { value: tf.sum(tf.mul(y, logp)), kept: { y, logp } };
    },
    (dy, { y, logp }) => {
      const mass = weights ? tf.neg(tf.sum(y, -1, true)) : 1 / batch;
      return tf.mul(tf.add(tf.mul(tf.exp(logp), mass), y), dy);
    },
  );
}

/** The matrix [B, K] times the share of each row and the weight of each class. */
function weighted(matrix: tf.Tensor, { shares, classes }: SampleWeights): tf.Tensor {
  const rows = tf.mul(matrix, tf.reshape(shares, [-1, 1]));
  return classes ? tf.mul(rows, classes) : rows;
}

/**
 * With p = p_y: the surprise −log p, p, 1 − p and (1 − p)^γ, each [B, 1]. `minusY` is −1 at the label. All keep their digits
 * where p is nearly 1: 1 − p is the sum of the others, and −log p a series in it.
 */
function focus(minusY: tf.Tensor, logp: tf.Tensor, gamma: number) {
  const far = tf.sum(tf.mul(minusY, logp), -1, true);
  const wrong = tf.sum(tf.mul(tf.exp(logp), tf.add(minusY, 1)), -1, true);
  const near = tf.mul(wrong, series(wrong, [1, 1 / 2, 1 / 3, 1 / 4]));
  const surprise = tf.where(tf.less(wrong, 0.05), near, far);
  return { surprise, right: tf.exp(tf.neg(surprise)), wrong, fade: tf.pow(wrong, gamma) };
}

/**
 * f(ℓ) = (1−p)^γ·ℓ with ℓ = −log p, p = p_y. Gradient f′(ℓ)·(softmax − y)/B, f′ = (1−p)^γ·(1 + γpℓ/(1−p)); the ratio
 * ℓ/(1−p) goes to 1 as both go to zero.
 */
export function focalSoftmax(
  output: tf.Tensor,
  target: tf.Tensor,
  { gamma }: LossOf<'softmax-focal'>,
  weights?: SampleWeights,
): tf.Scalar {
  const tiny = 1e-30;
  return closedForm(
    output,
    (z) => {
      const minusY = oneHot(z, target, -1);
      const logp = logSoftmax(z);
      const { surprise, fade } = focus(minusY, logp, gamma);
      return { value: meanOfLabels(tf.mul(fade, surprise), target, weights), kept: { minusY, logp } };
    },
    (dy, { minusY, logp }) => {
      const { surprise, right, wrong, fade } = focus(minusY, logp, gamma);
      const ratio = tf.div(tf.add(surprise, tiny), tf.add(wrong, tiny));
      const slope = tf.mul(fade, tf.add(tf.mul(tf.mul(right, gamma), ratio), 1));
      const others = tf.mul(tf.exp(logp), tf.add(minusY, 1));
      const towards = tf.add(others, tf.mul(minusY, wrong));
      return tf.mul(towards, tf.mul(slope, tf.mul(dy, labelShare(target, batchOf(output), weights))));
    },
  );
}

/** The mean of values [B, 1] of images with these labels. */
function meanOfLabels(values: tf.Tensor, labels: tf.Tensor, weights: SampleWeights | undefined): tf.Tensor {
  if (!weights) return tf.mean(values);
  return tf.sum(tf.mul(values, labelShare(labels, batchOf(values), weights)));
}

/** max(0, m + max_{k≠y} z_k − z_y); among equal rivals the first bears the gradient. */
export function multiClassHinge(
  output: tf.Tensor,
  target: tf.Tensor,
  { margin }: LossOf<'multi-class-hinge'>,
  weights?: SampleWeights,
): tf.Scalar {
  return closedForm(
    output,
    (z) => {
      const y = oneHot(z, target, 1);
      const rivals = tf.add(z, oneHot(z, target, -1e9));
      const behind = tf.sub(tf.max(rivals, -1, true), tf.sum(tf.mul(y, z), -1, true));
      const shortfall = tf.relu(tf.add(behind, margin));
      return { value: meanOfLabels(shortfall, target, weights), kept: { y, rivals, shortfall } };
    },
    (dy, { y, rivals, shortfall }) => {
      const rival = oneHot(rivals, tf.argMax(rivals, -1), 1);
      const share = labelShare(target, batchOf(output), weights);
      return tf.mul(tf.sub(rival, y), tf.mul(tf.step(shortfall), tf.mul(dy, share)));
    },
  );
}
