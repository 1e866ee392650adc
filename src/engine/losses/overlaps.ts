/**
 * Losses that compare whole regions: outputs are logits [B, H, W, 1], truths masks in 0…1 of the same shape; one value an
 * image, then the mean over the images.
 *
 * Dice, IoU and Tversky are one family: 1 − N/D with N = a·I + ε, D = i·I + p·P + t·T + ε, where I = Σpy, P = Σp, T = Σy.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { closedForm } from './closedForm.ts';

interface Ratio {
  readonly above: number;
  readonly both: number;
  readonly predicted: number;
  readonly truth: number;
  readonly smooth: number;
}

/** Gradient by z: p(1−p)·(y·(N·i/D² − a/D) + N·p/D²)/B. */
function overlap(output: tf.Tensor, target: tf.Tensor, ratio: Ratio): tf.Scalar {
  const batch = output.shape[0] ?? 1;
  const { above, both, predicted, truth, smooth } = ratio;
  return closedForm(
    output,
    (z) => {
      const y = tf.reshape(target, [batch, -1]);
      const p = tf.sigmoid(tf.reshape(z, [batch, -1]));
      const shared = tf.sum(tf.mul(p, y), -1, true);
      const areas = tf.add(tf.mul(tf.sum(p, -1, true), predicted), tf.mul(tf.sum(y, -1, true), truth));
      const denominator = tf.add(tf.add(tf.mul(shared, both), areas), smooth);
      const share = tf.div(tf.add(tf.mul(shared, above), smooth), denominator);
      return { value: tf.sub(1, tf.mean(share)), kept: { p, y, share, denominator } };
    },
    (dy, { p, y, share, denominator }) => {
      const scale = tf.div(tf.mul(dy, 1 / batch), denominator);
      const outside = tf.mul(scale, tf.mul(share, predicted));
      const inside = tf.mul(scale, tf.sub(tf.mul(share, both), above));
      const byP = tf.add(tf.mul(y, inside), outside);
      return tf.reshape(tf.mul(byP, tf.mul(p, tf.sub(1, p))), output.shape);
    },
  );
}

/** 1 − (2I + ε)/(P + T + ε) */
export function dice(output: tf.Tensor, target: tf.Tensor, { smooth }: LossOf<'dice'>): tf.Scalar {
  return overlap(output, target, { above: 2, both: 0, predicted: 1, truth: 1, smooth });
}

/** 1 − (I + ε)/(P + T − I + ε) */
export function iou(output: tf.Tensor, target: tf.Tensor, { smooth }: LossOf<'iou'>): tf.Scalar {
  return overlap(output, target, { above: 1, both: -1, predicted: 1, truth: 1, smooth });
}

/** 1 − (I + ε)/(I + α(P − I) + β(T − I) + ε) */
export function tversky(output: tf.Tensor, target: tf.Tensor, loss: LossOf<'tversky'>): tf.Scalar {
  const { alpha, beta, smooth } = loss;
  return overlap(output, target, { above: 1, both: 1 - alpha - beta, predicted: alpha, truth: beta, smooth });
}

/**
 * Σ max(0, e_i)·w_i over the errors e = 1 − tz in falling order, where w_i is what the i-th mistake adds to 1 − IoU
 * (Berman et al. 2018, algorithm 1). A pixel is inside from ½ on. The order is one TopK; the way back needs its inverse,
 * which is a TopK of the order, because scattering is quadratic on WebGL. (On WebGL TopK itself runs on the processor.)
 */
export function lovaszHinge(output: tf.Tensor, target: tf.Tensor): tf.Scalar {
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
      const value = tf.mul(tf.sum(tf.mul(sorted.values, weight)), 1 / batch);
      return { value, kept: { sign, weight, order: sorted.indices } };
    },
    (dy, { sign, weight, order }) => {
      const inverse = tf.topk(tf.neg(tf.cast(order, 'float32')), pixels, true).indices;
      return tf.reshape(tf.mul(tf.mul(sign, take(weight, inverse)), tf.mul(dy, -1 / batch)), output.shape);
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
