/**
 * Losses that are a mean over all elements, each of its own output z and truth y: per row the value and its slope ∂/∂z.
 * Both are exact at any finite logit: log σ is taken as a softplus, powers of probabilities as its exponential.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LossOf } from '../../core/losses/index.ts';
import { closedForm, truthLike } from './closedForm.ts';
import { meanOver, type SampleWeights, shareOf } from './sampleWeights.ts';

type Pointwise = (z: tf.Tensor, y: tf.Tensor) => tf.Tensor;

/** Mean of `value`; its slope is `factor`·`slope`, so that constants are paid on one scalar. */
function meanOf(
  output: tf.Tensor,
  target: tf.Tensor,
  weights: SampleWeights | undefined,
  value: Pointwise,
  slope: Pointwise,
  factor = 1,
): tf.Scalar {
  return closedForm(
    output,
    (z) => {
      const y = truthLike(z, target);
      return { value: meanOver(value(z, y), weights), kept: { z, y } };
    },
    (dy, { z, y }) => tf.mul(slope(z, y), tf.mul(dy, shareOf(z.shape, weights, factor))),
  );
}

/** (z − y)² */
export function mse(output: tf.Tensor, target: tf.Tensor, _: LossOf<'mse'>, weights?: SampleWeights): tf.Scalar {
  return meanOf(output, target, weights, tf.squaredDifference, tf.sub, 2);
}

/** |z − y| */
export function mae(output: tf.Tensor, target: tf.Tensor, _: LossOf<'mae'>, weights?: SampleWeights): tf.Scalar {
  const value: Pointwise = (z, y) => tf.abs(tf.sub(z, y));
  return meanOf(output, target, weights, value, (z, y) => tf.sign(tf.sub(z, y)));
}

/** With c = e clipped to ±δ: c·(e − c/2). */
export function huber(
  output: tf.Tensor,
  target: tf.Tensor,
  { delta }: LossOf<'huber'>,
  weights?: SampleWeights,
): tf.Scalar {
  const clipped: Pointwise = (z, y) => tf.clipByValue(tf.sub(z, y), -delta, delta);
  const value: Pointwise = (z, y) => {
    const inner = clipped(z, y);
    return tf.mul(inner, tf.sub(tf.sub(z, y), tf.mul(inner, 0.5)));
  };
  return meanOf(output, target, weights, value, clipped);
}

/**
 * log cosh e = |e| + log(1 + e^(−2|e|)) − log 2; below 0.3, where that loses its digits, e²/2 − e⁴/12 + e⁶/45 − 17e⁸/2520.
 */
export function logCosh(
  output: tf.Tensor,
  target: tf.Tensor,
  _: LossOf<'log-cosh'>,
  weights?: SampleWeights,
): tf.Scalar {
  const value: Pointwise = (z, y) => {
    const error = tf.abs(tf.sub(z, y));
    const far = tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2);
    const square = tf.square(error);
    const near = tf.mul(square, series(square, [1 / 2, -1 / 12, 1 / 45, -17 / 2520]));
    return tf.where(tf.less(error, 0.3), near, far);
  };
  return meanOf(output, target, weights, value, (z, y) => tf.tanh(tf.sub(z, y)));
}

/** c₀ + c₁x + c₂x² + … */
export function series(x: tf.Tensor, [first = 0, ...rest]: readonly number[]): tf.Tensor {
  if (rest.length === 0) return tf.fill(x.shape, first);
  return tf.add(tf.mul(x, series(x, rest)), first);
}

/**
 * c·y·softplus(−z) + (1−y)·softplus(z), slope (1−y)·σ(z) − c·y·σ(−z), with the positive weight c: what is sure and right keeps its digits, where
 * softplus(z) − z·y and σ(z) − y would be differences of equal numbers.
 */
export function sigmoidCrossEntropy(
  output: tf.Tensor,
  target: tf.Tensor,
  { positiveWeight }: LossOf<'sigmoid-cross-entropy'>,
  weights?: SampleWeights,
): tf.Scalar {
  const value: Pointwise = (z, y) => mix(y, times(tf.softplus(tf.neg(z)), positiveWeight), tf.softplus(z));
  const slope: Pointwise = (z, y) => {
    const ifYes = times(tf.mul(y, tf.sigmoid(tf.neg(z))), positiveWeight);
    return tf.sub(tf.mul(tf.sub(1, y), tf.sigmoid(z)), ifYes);
  };
  return meanOf(output, target, weights, value, slope);
}

/** x·factor, for nothing where the factor is 1. */
function times(x: tf.Tensor, factor: number): tf.Tensor {
  return factor === 1 ? x : tf.mul(x, factor);
}

/**
 * y·(1−p)^γ·b + (1−y)·p^γ·a with a = −log(1−p) = softplus(z), b = −log p = softplus(−z), so (1−p)^γ = e^(−γa), p^γ = e^(−γb).
 * A soft truth mixes the two sides; the first is times the positive weight. Slopes: −(1−p)^γ(γpb + 1−p) and p^γ(γ(1−p)a + p).
 */
export function sigmoidFocal(
  output: tf.Tensor,
  target: tf.Tensor,
  { gamma, positiveWeight }: LossOf<'sigmoid-focal'>,
  weights?: SampleWeights,
): tf.Scalar {
  const sides = (z: tf.Tensor) => {
    const no = tf.softplus(z);
    const yes = tf.softplus(tf.neg(z));
    return { no, yes, fadeYes: tf.exp(tf.mul(no, -gamma)), fadeNo: tf.exp(tf.mul(yes, -gamma)) };
  };
  const value: Pointwise = (z, y) => {
    const { no, yes, fadeYes, fadeNo } = sides(z);
    return mix(y, times(tf.mul(fadeYes, yes), positiveWeight), tf.mul(fadeNo, no));
  };
  const slope: Pointwise = (z, y) => {
    const { no, yes, fadeYes, fadeNo } = sides(z);
    const p = tf.sigmoid(z);
    const q = tf.sigmoid(tf.neg(z));
    const ifYes = times(tf.mul(fadeYes, tf.add(tf.mul(tf.mul(p, gamma), yes), q)), positiveWeight);
    return mix(y, tf.neg(ifYes), tf.mul(fadeNo, tf.add(tf.mul(tf.mul(q, gamma), no), p)));
  };
  return meanOf(output, target, weights, value, slope);
}

/** y·a + (1 − y)·b: exactly a or b where y is 1 or 0, as b + y·(a − b) is not. */
function mix(y: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(y, a), tf.mul(tf.sub(1, y), b));
}

/** What is missing to the margin: max(0, m − tz), t = 2y − 1. */
const shortfall = (t: tf.Tensor, z: tf.Tensor, margin: number) => tf.relu(tf.sub(margin, tf.mul(t, z)));
const signOf = (y: tf.Tensor) => tf.sub(tf.mul(y, 2), 1);
/** x·c where y is 1, x where it is 0. */
const ifInside = (x: tf.Tensor, y: tf.Tensor, c: number) => (c === 1 ? x : tf.mul(x, tf.add(tf.mul(y, c - 1), 1)));

/** max(0, m − tz), times the positive weight where t = 1 */
export function hinge(
  output: tf.Tensor,
  target: tf.Tensor,
  { margin, positiveWeight }: LossOf<'hinge'>,
  weights?: SampleWeights,
): tf.Scalar {
  const value: Pointwise = (z, y) => ifInside(shortfall(signOf(y), z, margin), y, positiveWeight);
  const slope: Pointwise = (z, y) => {
    const t = signOf(y);
    return ifInside(tf.mul(t, tf.step(shortfall(t, z, margin))), y, positiveWeight);
  };
  return meanOf(output, target, weights, value, slope, -1);
}

/** max(0, m − tz)², times the positive weight where t = 1 */
export function squaredHinge(
  output: tf.Tensor,
  target: tf.Tensor,
  { margin, positiveWeight }: LossOf<'squared-hinge'>,
  weights?: SampleWeights,
): tf.Scalar {
  const value: Pointwise = (z, y) => ifInside(tf.square(shortfall(signOf(y), z, margin)), y, positiveWeight);
  const slope: Pointwise = (z, y) => {
    const t = signOf(y);
    return ifInside(tf.mul(t, shortfall(t, z, margin)), y, positiveWeight);
  };
  return meanOf(output, target, weights, value, slope, -2);
}
