/**
 * Losses that compare whole regions: outputs are logits [B, H, W, 1], truths masks in 0…1 of the same shape; one value an
 * image, then the mean over the images.
 *
 * Dice, IoU and Tversky are one family: M/(a·I + M + ε) with the mistakes M = α·F + β·N, where I = Σpy is right, F = Σp(1−y)
 * wrongly inside and N = Σ(1−p)y missed. So a mask that is nearly right keeps the digits of its loss, as 1 − share does not.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { closedForm } from './closedForm.ts';
import { meanOver, type SampleWeights, shareOf } from './sampleWeights.ts';

interface Ratio {
  /** The factor a of what is right. */
  readonly right: number;
  readonly alpha: number;
  readonly beta: number;
  readonly smooth: number;
}

/** Gradient by z: p(1−p)·((α(1−y) − βy)·(1 − L) − a·y·L)/D/B with the loss L of the image and D its denominator. */
function overlap(
  output: tf.Tensor,
  target: tf.Tensor,
  { right, alpha, beta, smooth }: Ratio,
  weights?: SampleWeights,
): tf.Scalar {
  const batch = output.shape[0] ?? 1;
  return closedForm(
    output,
    (z) => {
      const y = tf.reshape(target, [batch, -1]);
      const flat = tf.reshape(z, [batch, -1]);
      const [p, q] = [tf.sigmoid(flat), tf.sigmoid(tf.neg(flat))];
      const outside = tf.sub(1, y);
      const total = (x: tf.Tensor) => tf.sum(x, -1, true);
      const mistakes = total(tf.add(tf.mul(tf.mul(p, outside), alpha), tf.mul(tf.mul(q, y), beta)));
      const denominator = tf.add(tf.add(tf.mul(total(tf.mul(p, y)), right), mistakes), smooth);
      const losses = tf.div(mistakes, denominator);
      return { value: meanOver(losses, weights), kept: { y, outside, losses, denominator, slope: tf.mul(p, q) } };
    },
    (dy, { y, outside, losses, denominator, slope }) => {
      const scale = tf.div(tf.mul(dy, shareOf([batch, 1], weights)), denominator);
      const rest = tf.mul(scale, tf.sub(1, losses));
      const inside = tf.add(tf.mul(rest, beta), tf.mul(tf.mul(scale, losses), right));
      const byP = tf.sub(tf.mul(outside, tf.mul(rest, alpha)), tf.mul(y, inside));
      return tf.reshape(tf.mul(byP, slope), output.shape);
    },
  );
}

/** 1 − (2I + ε)/(P + T + ε) with P = Σp, T = Σy */
export function dice(
  output: tf.Tensor,
  target: tf.Tensor,
  { smooth }: LossOf<'dice'>,
  weights?: SampleWeights,
): tf.Scalar {
  return overlap(output, target, { right: 2, alpha: 1, beta: 1, smooth }, weights);
}

/** 1 − (I + ε)/(P + T − I + ε) */
export function iou(
  output: tf.Tensor,
  target: tf.Tensor,
  { smooth }: LossOf<'iou'>,
  weights?: SampleWeights,
): tf.Scalar {
  return overlap(output, target, { right: 1, alpha: 1, beta: 1, smooth }, weights);
}

/** 1 − (I + ε)/(I + α(P − I) + β(T − I) + ε) */
export function tversky(
  output: tf.Tensor,
  target: tf.Tensor,
  loss: LossOf<'tversky'>,
  weights?: SampleWeights,
): tf.Scalar {
  const { alpha, beta, smooth } = loss;
  return overlap(output, target, { right: 1, alpha, beta, smooth }, weights);
}

/**
 * Σ max(0, e_i)·w_i over the errors e = 1 − tz in falling order, where w_i is what the i-th mistake adds to 1 − IoU
 * (Berman et al. 2018, algorithm 1). A pixel is inside from ½ on. The order is one TopK; the way back needs its inverse,
 * which is a TopK of the order, because scattering is quadratic on WebGL. (On WebGL TopK itself runs on the processor.)
 */
export function lovaszHinge(
  output: tf.Tensor,
  target: tf.Tensor,
  _: LossOf<'lovasz-hinge'>,
  weights?: SampleWeights,
): tf.Scalar {
  const [batch = 1] = output.shape;
  const pixels = output.size / batch;
  return closedForm(
    output,
    (z) => {
      const inside = tf.step(tf.sub(tf.reshape(target, [batch, pixels]), 0.5 - 1e-6));
      const sign = tf.sub(tf.mul(inside, 2), 1);
      const sorted = tf.topk(tf.sub(1, tf.mul(sign, tf.reshape(z, [batch, pixels]))), pixels, true);
      const missed = tf.cumsum(take(inside, sorted.indices), 1);
      const total = tf.sum(inside, 1, true);
      const rank = tf.range(1, pixels + 1, 1, 'float32');
      // 1 − (T − missed)/(T + wrongly inside), where missed + wrongly inside = rank
      const jaccard = tf.sub(1, tf.div(tf.sub(total, missed), tf.add(total, tf.sub(rank, missed))));
      const before = tf.pad(tf.slice(jaccard, [0, 0], [batch, pixels - 1]), [
        [0, 0],
        [1, 0],
      ]);
      const weight = tf.mul(tf.sub(jaccard, before), tf.step(sorted.values));
      const parts = tf.mul(sorted.values, weight);
      const mean = weights ? tf.sum(tf.mul(parts, shareOf([batch, 1], weights))) : tf.mul(tf.sum(parts), 1 / batch);
      // An order has no place for NaN, which therefore passes it by.
      const odd = tf.where(tf.isNaN(z), z, tf.zerosLike(z));
      return { value: tf.add(mean, tf.sum(odd)), kept: { sign, weight, order: sorted.indices, odd } };
    },
    (dy, { sign, weight, order, odd }) => {
      const inverse = tf.topk(tf.neg(tf.cast(order, 'float32')), pixels, true).indices;
      const slope = tf.mul(tf.mul(sign, take(weight, inverse)), tf.mul(dy, shareOf([batch, 1], weights, -1)));
      return tf.add(tf.reshape(slope, output.shape), odd);
    },
  );
}

/**
 * Row by row: values[b, indices[b, i]], both [B, N]. Flat places are added up in float32, exact below 2²⁴: on wasm a sum
 * of integers takes a hundred times as long, and a plain gather ten times.
 */
function take(values: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const [batch = 1, length = 1] = values.shape;
  const starts = tf.reshape(tf.range(0, batch * length, length, 'float32'), [batch, 1]);
  const places = tf.cast(tf.add(tf.cast(indices, 'float32'), starts), 'int32');
  return tf.reshape(tf.gatherND(tf.reshape(values, [-1]), tf.reshape(places, [-1, 1])), values.shape);
}
