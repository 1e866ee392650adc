/** Inner products of the losses' gradients, read back once, and what follows from them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../core/strategies/strategy.ts';
import type { Parts } from './parts.ts';
import { gramianOf } from './ranges.ts';

/**
 * What was measured of the gradients over the shared weights: G of the rows times their faders, and what the update does
 * to each loss. Where no weight is shared it is over all of them, each loss on its own.
 */
export interface Measurement {
  /** Ids of the rows. */
  readonly terms: readonly string[];
  readonly isShared: boolean;
  readonly gramian: Matrix;
  /** [m] what the strategy gave each row. */
  readonly weights: readonly number[];
  /** [m] ⟨d, gᵢ⟩: positive where a small step against d lowers the loss. */
  readonly descent: readonly number[];
}

/** The Gramian of the rows [m, P] and, in the same reading, the values of losses. */
export async function readGramian(
  rows: tf.Tensor2D,
  parts: Parts,
  losses: readonly tf.Scalar[] = [],
): Promise<{ readonly losses: Float32Array; readonly gramian: Matrix }> {
  const product = gramianOf(rows, parts.shared.length > 0 ? parts.shared : parts.active);
  const entries: tf.Tensor1D = tf.reshape(product, [-1]);
  const all = losses.length > 0 ? tf.concat([tf.stack([...losses]) as tf.Tensor1D, entries]) : entries;
  const numbers = await all.data<'float32'>();
  const m = rows.shape[0];
  const entry = (i: number, j: number) => numbers[losses.length + i * m + j] ?? 0;
  const gramian = Array.from({ length: m }, (_, i) =>
    Array.from({ length: m }, (_, j) => (entry(i, j) + entry(j, i)) / 2),
  );
  return { losses: numbers.slice(0, losses.length), gramian };
}

/** Measures the update Σ wᵢgᵢ of the gradients [m][P] of these terms. */
export async function measureSum(
  gradients: readonly tf.Tensor1D[],
  terms: readonly string[],
  weights: readonly number[],
  parts: Parts,
): Promise<Measurement> {
  const { gramian } = await readGramian(tf.stack([...gradients]) as tf.Tensor2D, parts);
  return { terms, isShared: parts.shared.length > 0, gramian, weights, descent: descentOf(gramian, weights) };
}

/** [m] ⟨d, gᵢ⟩ of the update d = Jᵀw. */
export function descentOf(gramian: Matrix, weights: readonly number[]): readonly number[] {
  return gramian.map((row) => dot(row, weights));
}

/** x·y. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** |Σgᵢ| / |d|, from the Gramian; 1 where it is undefined. */
export function scaleOf(
  gramian: Matrix | undefined,
  weights: readonly number[],
  update: Float64Array | undefined,
): number {
  if (!gramian) return 1;
  const plain = Math.sqrt(
    Math.max(
      0,
      gramian.reduce(
        (sum, row) =>
          sum +
          dot(
            row,
            row.map(() => 1),
          ),
        0,
      ),
    ),
  );
  const own = update
    ? dot(update, update)
    : dot(
        weights,
        gramian.map((row) => dot(row, weights)),
      );
  const length = Math.sqrt(Math.max(0, own));
  return length > 1e-12 * plain && length > 0 ? plain / length : 1;
}
