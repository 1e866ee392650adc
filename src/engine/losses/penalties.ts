/**
 * Penalties: on the kernels of a scope (biases, scales and shifts of normalisations are left alone, as is usual), or on
 * an output without any truth.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { logSoftmax } from './categories.ts';
import { closedForm } from './closedForm.ts';

/** Value of all kernels as one vector, and the slope of each kernel; 0 without kernels. */
function overKernels(
  kernels: readonly tf.Tensor[],
  value: (all: tf.Tensor) => tf.Tensor,
  slope: (kernel: tf.Tensor, dy: tf.Tensor) => tf.Tensor,
): tf.Scalar {
  if (kernels.length === 0) return tf.scalar(0);
  return tf.customGrad<tf.Scalar>((...inputs) => {
    const save = inputs.at(-1) as tf.GradSaveFunc;
    const own = inputs.slice(0, -1) as tf.Tensor[];
    save(own);
    const flat = own.map((kernel) => tf.reshape(kernel, [-1]) as tf.Tensor1D);
    return {
      value: value(flat.length === 1 ? flat[0]! : tf.concat1d(flat)) as tf.Scalar,
      gradFunc: (dy, saved) => saved.map((kernel) => slope(kernel, dy)),
    };
  })(...kernels);
}

/** Σ|θ| */
export function l1(kernels: readonly tf.Tensor[]): tf.Scalar {
  const value = (all: tf.Tensor) => tf.sum(tf.abs(all));
  return overKernels(kernels, value, (kernel, dy) => tf.mul(tf.sign(kernel), dy));
}

/** Σθ² */
export function l2(kernels: readonly tf.Tensor[]): tf.Scalar {
  const value = (all: tf.Tensor) => tf.sum(tf.square(all));
  return overKernels(kernels, value, (kernel, dy) => tf.mul(kernel, tf.mul(dy, 2)));
}

/** r·Σ|θ| + (1 − r)/2·Σθ² */
export function elasticNet(kernels: readonly tf.Tensor[], { ratio }: LossOf<'elastic-net'>): tf.Scalar {
  const value = (all: tf.Tensor) =>
    tf.add(tf.mul(tf.sum(tf.abs(all)), ratio), tf.mul(tf.sum(tf.square(all)), (1 - ratio) / 2));
  return overKernels(kernels, value, (kernel, dy) =>
    tf.mul(tf.add(tf.mul(tf.sign(kernel), ratio), tf.mul(kernel, 1 - ratio)), dy),
  );
}

/** Mean of |z| over everything. */
export function activityL1(output: tf.Tensor): tf.Scalar {
  return closedForm(
    output,
    (z) => ({ value: tf.mean(tf.abs(z)), kept: { z } }),
    (dy, { z }) => tf.mul(tf.sign(z), tf.mul(dy, 1 / z.size)),
  );
}

/**
 * Σ_k p_k log p_k, mean over all places; gradient p_k(log p_k − Σ p log p). A single logit is a yes-or-no: its softmax is
 * over (z, 0).
 */
export function entropy(output: tf.Tensor): tf.Scalar {
  const classes = output.shape.at(-1) ?? 1;
  const rows = tf.reshape(output, [-1, classes]) as tf.Tensor2D;
  const logits = classes > 1 ? rows : tf.concat2d([rows, tf.zerosLike(rows)], 1);
  return closedForm(
    logits,
    (z) => {
      const logp = logSoftmax(z);
      const negative = tf.sum(tf.mul(tf.exp(logp), logp), -1, true);
      return { value: tf.mean(negative), kept: { logp, negative } };
    },
    (dy, { logp, negative }) => {
      const slope = tf.mul(tf.exp(logp), tf.sub(logp, negative));
      return tf.mul(slope, tf.mul(dy, 1 / negative.size));
    },
  );
}
