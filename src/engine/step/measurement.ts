/** Inner products of the losses' gradients, read back once, and what follows from them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../core/strategies/strategy.ts';
import type { Range } from './layout.ts';
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

export interface Read {
  readonly losses: Float32Array;
  readonly gramian: Matrix;
  /** The Gramian of what one loss alone reaches, where it was asked for. */
  readonly own?: Matrix;
}

/** The Gramian of the rows [m, P] and, in the same reading, the values of losses and the Gramian of the heads. */
export async function readGramian(
  rows: tf.Tensor2D,
  parts: Parts,
  { losses = [], heads = false }: { readonly losses?: readonly tf.Scalar[]; readonly heads?: boolean } = {},
): Promise<Read> {
  // Where nothing is shared the Gramian is over all there is.
  const isShared = parts.shared.length > 0;
  const flat = (ranges: readonly Range[]): tf.Tensor1D => tf.reshape(gramianOf(rows, ranges), [-1]);
  const hasOwn = heads && isShared && parts.own.length > 0;
  const pieces = [
    ...(losses.length > 0 ? [tf.stack([...losses]) as tf.Tensor1D] : []),
    flat(isShared ? parts.shared : parts.active),
    ...(hasOwn ? [flat(parts.own)] : []),
  ];
  const numbers = await (pieces.length > 1 ? tf.concat(pieces) : (pieces[0] as tf.Tensor1D)).data<'float32'>();
  const m = rows.shape[0];
  const matrixAt = (from: number): Matrix => {
    const entry = (i: number, j: number) => numbers[from + i * m + j] ?? 0;
    return Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => (entry(i, j) + entry(j, i)) / 2));
  };
  return {
    losses: numbers.slice(0, losses.length),
    gramian: matrixAt(losses.length),
    ...(hasOwn ? { own: matrixAt(losses.length + m * m) } : {}),
  };
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

/**
 * |Σgᵢ| / |d| over the shared weights, and over the heads too where they are weighted and their Gramian was read; 1 where
 * it is undefined.
 */
export function scaleOf(
  { gramian, own }: Partial<Read>,
  weights: readonly number[],
  update: Float64Array | undefined,
): number {
  if (!gramian) return 1;
  const square = (matrix: Matrix, w: readonly number[]) =>
    dot(
      w,
      matrix.map((row) => dot(row, w)),
    );
  const ones = weights.map(() => 1);
  const plain = square(gramian, ones) + (own ? square(own, ones) : 0);
  const ours = (update ? dot(update, update) : square(gramian, weights)) + (own ? square(own, weights) : 0);
  const [wanted, length] = [plain, ours].map((value) => Math.sqrt(Math.max(0, value))) as [number, number];
  return length > 1e-12 * wanted && length > 0 ? wanted / length : 1;
}
