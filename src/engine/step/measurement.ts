/** Values of the losses and inner products of their gradients: read back together, once a step at most. */
import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../core/strategies/strategy.ts';
import type { Range } from './layout.ts';
import { measuredRanges, type Parts } from './parts.ts';
import { gramianOf, pickColumns } from './ranges.ts';
import type { Shares } from './shares.ts';
import type { Tape } from './tape.ts';

/** One forward pass and its losses, on a tape. */
export interface Recorded {
  readonly theta: tf.Tensor1D;
  /** [terms] the values of the active losses, without faders. */
  readonly losses: readonly tf.Scalar[];
  readonly terms: readonly string[];
  readonly parts: Parts;
  readonly tape: Tape;
}

/** The losses that a strategy weighs. Row i stands for fᵢLᵢ, the loss times its factor. */
export interface Rows {
  /** [m] ids of the losses. */
  readonly ids: readonly string[];
  /** [m] f: the faders, or 1 where the strategy reads a fader in another way. */
  readonly factors: readonly number[];
}

/** What has to be read back before a strategy can be asked, or to be shown. */
export interface Needs {
  readonly losses: boolean;
  /** The gradients of the rows and their Gramian; the losses come with them. */
  readonly gramian: boolean;
  /** The Gramian of the heads too. */
  readonly heads: boolean;
  /** The Gramian of every shared layer too. */
  readonly layers: boolean;
  /** The gradients themselves, in addition to their Gramian. */
  readonly jacobian: boolean;
}

/** What was read back; an entry that was not needed is left out. */
export interface Reading {
  /** [terms] L, without faders. */
  readonly losses?: Float32Array;
  /** [m, P] ∂(fᵢLᵢ)/∂θ, on the device. */
  readonly gradients?: tf.Tensor2D;
  /** [m, m] their inner products over the shared weights, or over all where none is shared. */
  readonly gramian?: Matrix;
  /** [m, m] their inner products over the weights that one loss alone reaches. */
  readonly own?: Matrix;
  /** [m, m] by layer: their inner products over the shared weights of one layer. */
  readonly layers?: Readonly<Record<string, Matrix>>;
  /** [m][Σ shared] the gradients over the weights of the Gramian. */
  readonly jacobian?: readonly Float32Array[];
}

/**
 * What is shown of the gradients over the shared weights: G of the rows fᵢLᵢ, and what the update does to each of them.
 * Where no weight is shared it is over all of them, each loss on its own.
 */
export interface Measurement {
  /** Ids of the rows. */
  readonly terms: readonly string[];
  readonly isShared: boolean;
  readonly gramian: Matrix;
  /** G layer by layer, now and then. */
  readonly layers?: Readonly<Record<string, Matrix>>;
  /** [m] what the strategy gave each row, before the update was rescaled. */
  readonly weights: readonly number[];
  /** ‖wᵢ∇(fᵢLᵢ)‖ by loss id, with the weights of the rescaled update. */
  readonly lengths: Readonly<Record<string, number>>;
  /** What each part has of what moves these weights; none for losses that share no weight. */
  readonly shares?: Shares;
  /** [m] ⟨d, gᵢ⟩ of the rescaled update d and the rows' gradients: positive where a small step against d lowers the loss. */
  readonly descent: readonly number[];
}

/** Reads back what is needed of a pass. One backward pass a row where gradients are. */
export async function measure(recorded: Recorded, rows: Rows, needs: Needs): Promise<Reading> {
  const { losses, parts } = recorded;
  if (!needs.gramian || rows.ids.length === 0) {
    return needs.losses && losses.length > 0 ? { losses: await tf.stack([...losses]).data<'float32'>() } : {};
  }
  const gradients = gradientsOf(recorded, rows);
  return {
    gradients,
    ...(await readGramian(gradients, parts, { losses, heads: needs.heads, layers: needs.layers })),
    ...(needs.jacobian ? { jacobian: await readShared(gradients, parts) } : {}),
  };
}

function gradientsOf({ tape, theta, losses, terms }: Recorded, { ids, factors }: Rows): tf.Tensor2D {
  const gradients = ids.map((id, i) =>
    tape.backward(theta, [[losses[terms.indexOf(id)] as tf.Scalar, factors[i] ?? 1]]),
  );
  return tf.stack(gradients) as tf.Tensor2D;
}

async function readShared(gradients: tf.Tensor2D, parts: Parts): Promise<Float32Array[]> {
  const shared = pickColumns(gradients, measuredRanges(parts));
  const [m, width] = shared.shape;
  const values = await shared.data<'float32'>();
  return Array.from({ length: m }, (_, i) => values.slice(i * width, (i + 1) * width));
}

type Read = Required<Pick<Reading, 'losses' | 'gramian'>> & Pick<Reading, 'own' | 'layers'>;

interface AlsoRead {
  readonly losses?: readonly tf.Scalar[];
  readonly heads?: boolean;
  readonly layers?: boolean;
}

/** The Gramian of the rows [m, P] and, in the same reading, the values of losses and the Gramians of heads and of layers. */
async function readGramian(
  rows: tf.Tensor2D,
  parts: Parts,
  { losses = [], heads = false, layers = false }: AlsoRead = {},
): Promise<Read> {
  const isShared = parts.shared.length > 0;
  const flat = (ranges: readonly Range[]): tf.Tensor1D => tf.reshape(gramianOf(rows, ranges), [-1]);
  const hasOwn = heads && isShared && parts.own.length > 0;
  const ofLayers = layers ? [...parts.sharedByLayer] : [];
  const pieces = [
    ...(losses.length > 0 ? [tf.stack([...losses]) as tf.Tensor1D] : []),
    flat(measuredRanges(parts)),
    ...(hasOwn ? [flat(parts.own)] : []),
    ...ofLayers.map(([, ranges]) => flat(ranges)),
  ];
  const numbers = await (pieces.length > 1 ? tf.concat(pieces) : (pieces[0] as tf.Tensor1D)).data<'float32'>();
  const m = rows.shape[0];
  const matrixAt = (from: number): Matrix => {
    const entry = (i: number, j: number) => numbers[from + i * m + j] ?? 0;
    return Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => (entry(i, j) + entry(j, i)) / 2));
  };
  const matrix = (k: number) => matrixAt(losses.length + k * m * m);
  const firstLayer = hasOwn ? 2 : 1;
  return {
    losses: numbers.slice(0, losses.length),
    gramian: matrix(0),
    ...(hasOwn ? { own: matrix(1) } : {}),
    ...(ofLayers.length > 0
      ? { layers: Object.fromEntries(ofLayers.map(([layer], k) => [layer, matrix(firstLayer + k)])) }
      : {}),
  };
}

/** [2, P] Σ wᵢ∂(fᵢLᵢ)/∂θ and Σ ∂(fᵢLᵢ)/∂θ, with their inner products: two backward passes, however many losses there are. */
export async function measureSums(
  { tape, theta, losses, terms, parts }: Recorded,
  { ids, factors }: Rows,
  weights: readonly number[],
  heads: boolean,
): Promise<Required<Pick<Reading, 'gradients' | 'gramian'>> & Pick<Reading, 'own'>> {
  const sum = (by: readonly number[]) =>
    tape.backward(
      theta,
      ids.map((id, i) => [losses[terms.indexOf(id)] as tf.Scalar, (factors[i] ?? 1) * (by[i] ?? 0)]),
    );
  const gradients = tf.stack([sum(weights), sum(weights.map(() => 1))]) as tf.Tensor2D;
  const { gramian, own } = await readGramian(gradients, parts, { heads });
  return { gradients, gramian, ...(own ? { own } : {}) };
}

/** Measures the update Σ wᵢgᵢ of the gradients [m][P] of these terms. */
export async function measureSum(
  gradients: readonly tf.Tensor1D[],
  terms: readonly string[],
  weights: readonly number[],
  parts: Parts,
): Promise<Measurement> {
  const { gramian, layers } = await readGramian(tf.stack([...gradients]) as tf.Tensor2D, parts, { layers: true });
  return {
    terms,
    isShared: parts.shared.length > 0,
    gramian,
    ...(layers ? { layers } : {}),
    weights,
    lengths: lengthsOfRows(terms, gramian, weights),
    descent: descentOf(gramian, weights),
  };
}

/** ‖wᵢgᵢ‖ by loss id, from the Gramian of the rows. */
export function lengthsOfRows(
  ids: readonly string[],
  gramian: Matrix,
  weights: readonly number[],
): Readonly<Record<string, number>> {
  const lengthAt = (i: number) => Math.abs(weights[i] ?? 0) * Math.sqrt(Math.max(0, gramian[i]?.[i] ?? 0));
  return Object.fromEntries(ids.map((id, i) => [id, lengthAt(i)]));
}

/** The cosine of every pair of rows, from their Gramian; a gradient of 0 has no angle. */
export function cosinesOf(
  ids: readonly string[],
  gramian: Matrix,
): readonly { readonly pair: readonly [string, string]; readonly cosine: number }[] {
  const norms = ids.map((_, i) => Math.sqrt(Math.max(0, gramian[i]?.[i] ?? 0)));
  return ids.flatMap((a, i) =>
    ids.slice(i + 1).flatMap((b, k) => {
      const j = i + 1 + k;
      const product = (norms[i] ?? 0) * (norms[j] ?? 0);
      return product > 0 ? [{ pair: [a, b] as const, cosine: (gramian[i]?.[j] ?? 0) / product }] : [];
    }),
  );
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
