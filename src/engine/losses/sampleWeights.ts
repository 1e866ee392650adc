/**
 * How much each image of a batch counts in the mean of a loss, where they do not all count 1/B: labels may be unknown, and
 * classes may have weights. The loss is Σ wᵢLᵢ / Σ wᵢ over the images whose label is known, as in PyTorch.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface SampleWeights {
  /** [B] float32: 1 / Σ w for an image whose label is known, 0 for the others; all 0 where nothing is known. */
  readonly shares: tf.Tensor1D;
  /** [K] float32: the weight of each class; nothing where they count alike. */
  readonly classes?: tf.Tensor1D;
}

/** The mean of values [B, …] over the images; `weights` are without classes, or the values hold their factor. */
export function meanOver(values: tf.Tensor, weights: SampleWeights | undefined): tf.Tensor {
  if (!weights) return tf.mean(values);
  return tf.sum(tf.mul(values, shareOf(values.shape, weights)));
}

/** `factor` times what an element of a tensor [B, …] counts in the mean: one number, or [B, 1, …]. */
export function shareOf(shape: readonly number[], weights: SampleWeights | undefined, factor = 1): number | tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  if (!weights) return factor / size;
  const batch = shape[0] ?? 1;
  return tf.mul(column(weights.shares, shape.length), (factor * batch) / size);
}

/** What the images with these labels [B] count, classes and all: one number, or [B, 1]. */
export function labelShare(labels: tf.Tensor, batch: number, weights: SampleWeights | undefined): number | tf.Tensor {
  if (!weights) return 1 / batch;
  const { shares, classes } = weights;
  return column(classes ? tf.mul(shares, tf.gather(classes, labels as tf.Tensor1D)) : shares, 2);
}

/** The output [B, …] with zeros for the images whose label is unknown: nothing that it says of them can reach the loss. */
export function knownOnly(output: tf.Tensor, { shares }: SampleWeights): tf.Tensor {
  return tf.where(tf.greater(column(shares, output.rank), 0), output, tf.zerosLike(output));
}

/** [B] as [B, 1, …]. */
function column(values: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(values, [values.size, ...Array<number>(rank - 1).fill(1)]);
}
