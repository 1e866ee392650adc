/** What a step really did to each loss: with the optimizer, penalties and decay, where the combined gradient is without. */
import * as tf from '@tensorflow/tfjs-core';
import { measuredRanges, type Parts } from './parts.ts';
import { pick, pickColumns } from './ranges.ts';

/**
 * [m] ⟨θ − θ′, gᵢ⟩ of the step from `before` to `after` and the gradients [m, P] at its start, over the weights of the
 * Gramian: by how much the step lowers each loss, to first order. Kept for the caller, on the device.
 */
export function gainsOf(gradients: tf.Tensor2D, before: tf.Tensor1D, after: tf.Tensor1D, parts: Parts): tf.Tensor1D {
  const ranges = measuredRanges(parts);
  const moved = pick(tf.sub(before, after), ranges);
  return tf.keep(tf.sum(tf.mul(pickColumns(gradients, ranges), moved), 1) as tf.Tensor1D);
}
