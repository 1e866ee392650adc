/** From a strategy's answer to the weights of a step: the length of the update, then one number for each loss and row. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Matrix, Projection } from '../../core/strategies/strategy.ts';
import {
  descentOf,
  dot,
  lengthsOfRows,
  type Measurement,
  type Reading,
  type Recorded,
  type Rows,
} from './measurement.ts';

/** What a strategy answered, in the units of its rows fᵢLᵢ, before the update is rescaled. */
export interface Answer {
  /** [m] ∂ total / ∂(fᵢLᵢ). */
  readonly weights: readonly number[];
  /** [Σ shared] the update, where it is no combination of rows. */
  readonly update?: Float64Array;
  /** What the total has beyond Σ wᵢfᵢLᵢ. */
  readonly offset: number;
  /** Where the strategy projects gradients. */
  readonly projections?: readonly Projection[];
}

/** How a step combines its losses. */
export interface Weighing {
  readonly answer: Answer;
  /** The losses that it is about. */
  readonly of: Rows;
  /** Factor by which the answer is rescaled. */
  readonly length: number;
  /** A loss alone is trained by its own gradient where no other reaches. */
  readonly givesOwn: boolean;
  /** [terms] ∂ total / ∂L where losses share weights: faders and the rescaled length are in it. */
  readonly weights: readonly number[];
  /** [terms] ∂ total / ∂L where one loss alone reaches. */
  readonly own: readonly number[];
  /** total − Σ weightᵢLᵢ. */
  readonly offset: number;
  /** The same for the rows, where their gradients were measured. */
  readonly rows?: WeighedRows;
  /** [terms] L, without faders, where they were read. */
  readonly losses?: Float32Array;
  readonly measurement?: Measurement;
  /** The strategy's state before it was asked and after; none where its last answer stays. */
  readonly memory?: readonly [before: unknown, after: unknown];
}

/** Rows of gradients and how they are combined: those of the losses, or of a kept answer its sum and the plain one. */
export interface WeighedRows {
  /** [m, P] ∂(fᵢLᵢ)/∂θ, or [2, P] of sums. */
  readonly gradients: tf.Tensor2D;
  /** [m] ∂ total / ∂(fᵢLᵢ) where losses share weights, rescaled. */
  readonly weights: readonly number[];
  /** [m] ∂ total / ∂(fᵢLᵢ) where one loss alone reaches. */
  readonly own: readonly number[];
  /** [Σ shared] ∂ total / ∂θ, rescaled, where it is no combination of rows. */
  readonly update?: Float32Array;
}

interface Scale {
  readonly faders: Readonly<Record<string, number>>;
  /** Factor of the update: 1, or what makes it as long as the plain sum's. */
  readonly length: number;
  /** A loss alone is trained by its own gradient where no other reaches. */
  readonly givesOwn: boolean;
  /** [2, P] the sum of a kept answer and the plain one, where they were measured to rescale it. */
  readonly sums?: tf.Tensor2D | undefined;
}

/** The answer times the length, for rows and for losses. A penalty that is added has its fader as its weight. */
export function scale(
  { terms, parts }: Pick<Recorded, 'terms' | 'parts'>,
  of: Rows,
  reading: Reading,
  answer: Answer,
  { faders, length, givesOwn, sums }: Scale,
): Weighing {
  const { ids, factors } = of;
  const rowWeights = answer.weights.map((weight) => length * weight);
  const update = answer.update && Float32Array.from(answer.update, (value) => length * value);
  const weights = terms.map((id) => {
    const i = ids.indexOf(id);
    if (i >= 0) return (rowWeights[i] ?? 0) * (factors[i] ?? 1);
    return parts.added.includes(id) ? (faders[id] ?? 1) : 0;
  });
  const own = terms.map((id, at) => (givesOwn ? factors[ids.indexOf(id)] : undefined) ?? weights[at] ?? 0);
  const rows = sums
    ? { gradients: sums, weights: [length, 0], own: givesOwn ? [0, 1] : [length, 0] }
    : reading.gradients && {
        gradients: reading.gradients,
        weights: rowWeights,
        own: givesOwn ? rowWeights.map(() => 1) : rowWeights,
        ...(update ? { update } : {}),
      };
  const measurement = reading.gramian && {
    terms: ids,
    isShared: parts.shared.length > 0,
    gramian: reading.gramian,
    ...(reading.layers ? { layers: reading.layers } : {}),
    weights: answer.weights,
    lengths: lengthsOfRows(ids, reading.gramian, rowWeights),
    descent: updateDescent(reading, answer, length) ?? descentOf(reading.gramian, rowWeights),
  };
  return {
    answer,
    of,
    length,
    givesOwn,
    weights,
    own,
    offset: length * answer.offset,
    ...(rows ? { rows } : {}),
    ...(reading.losses ? { losses: reading.losses } : {}),
    ...(measurement ? { measurement } : {}),
  };
}

function updateDescent({ jacobian }: Reading, { update }: Answer, length: number): readonly number[] | undefined {
  return update && jacobian?.map((row) => length * dot(row, update));
}

/** |d| and |Σgᵢ| over the shared weights, and over the heads too where they are weighted and their Gramian was read. */
export interface Lengths {
  readonly update: number;
  readonly plain: number;
}

/** The lengths of the combination of measured rows. */
export function lengthsOf(
  { gramian = [], own }: Pick<Reading, 'gramian' | 'own'>,
  { weights, update }: Pick<Answer, 'weights' | 'update'>,
): Lengths {
  const square = (matrix: Matrix, w: readonly number[]) =>
    dot(
      w,
      matrix.map((row) => dot(row, w)),
    );
  const ones = weights.map(() => 1);
  const plain = square(gramian, ones) + (own ? square(own, ones) : 0);
  const ours = (update ? dot(update, update) : square(gramian, weights)) + (own ? square(own, weights) : 0);
  const [wanted, length] = [plain, ours].map((value) => Math.sqrt(Math.max(0, value))) as [number, number];
  return { update: length, plain: wanted };
}

/** The factor that makes the update as long as the plain sum; 1 where it is undefined. */
export function asLongAsSum({ update, plain }: Lengths): number {
  return update > 1e-12 * plain && update > 0 ? plain / update : 1;
}

/** The factor that makes the update no longer than `longest`; 0 sets no limit. */
export function noLongerThan(longest: number, { update }: Lengths): number {
  return longest > 0 && update > longest ? longest / update : 1;
}
