/** From weights to one gradient [P]: what is shared gets the strategy's update, a head its own, a penalty its factor. */
import * as tf from '@tensorflow/tfjs-core';
import type { Range } from './layout.ts';
import type { Recorded } from './measurement.ts';
import type { Parts } from './parts.ts';
import { combineRows, pick } from './ranges.ts';
import type { Seed } from './tape.ts';
import type { WeighedRows, Weighing } from './weighing.ts';

/** The gradient of the step [P], zero outside of `parts.active`. */
export function combine({ theta, losses, terms, parts, tape }: Recorded, weighing: Weighing): tf.Tensor1D {
  const seeds = (weights: readonly number[], ids: readonly string[]): Seed[] =>
    ids.map((id) => {
      const at = terms.indexOf(id);
      return [losses[at] as tf.Scalar, weights[at] ?? 0];
    });
  const isPlain = !weighing.rows && weighing.own.every((own, i) => own === weighing.weights[i]);
  if (isPlain) return tape.backward(theta, seeds(weighing.weights, terms));

  const main = weighing.rows
    ? fromRows(weighing.rows, parts)
    : fromPasses(theta, parts, weighing, (weights) => tape.backward(theta, seeds(weights, parts.weighed)));
  const penalties = seeds(weighing.weights, parts.added);
  return penalties.length === 0 ? main : tf.add(main, tape.backward(theta, penalties));
}

/** wᵀJ on the shared columns and the own factors on the others. */
function fromRows({ gradients, weights, own, update }: WeighedRows, parts: Parts): tf.Tensor1D {
  const weighted = (ranges: readonly Range[], by: readonly number[]) =>
    ranges.map((range) => ({ ...range, weights: by }));
  const heads = weighted(parts.own, own);
  if (!update || parts.shared.length === 0)
    return combineRows(gradients, [...weighted(parts.shared, weights), ...heads]);
  const pieces: Piece[] = [[parts.shared, tf.tensor1d(update)]];
  if (heads.length > 0) pieces.push([parts.own, pick(combineRows(gradients, heads), parts.own)]);
  return assemble(gradients.shape[1], pieces);
}

/** The same without rows (between two measurements): one pass with the weights, one with the own factors. */
function fromPasses(
  theta: tf.Tensor1D,
  parts: Parts,
  weighing: Weighing,
  pass: (weights: readonly number[]) => tf.Tensor1D,
): tf.Tensor1D {
  const shared = pass(weighing.weights);
  if (parts.own.length === 0) return shared;
  return assemble(theta.size, [
    [parts.shared, pick(shared, parts.shared)],
    [parts.own, pick(pass(weighing.own), parts.own)],
  ]);
}

type Piece = readonly [ranges: readonly Range[], values: tf.Tensor1D];

/** A vector of `size` from values in ranges, zero elsewhere. The ranges of all pieces are disjoint. */
function assemble(size: number, pieces: readonly Piece[]): tf.Tensor1D {
  const placed = pieces
    .flatMap(([ranges, values]) => {
      let from = 0;
      return ranges.map(({ start, end }) => {
        const length = end - start;
        const part = ranges.length === 1 ? values : tf.slice(values, from, length);
        from += length;
        return { start, end, part };
      });
    })
    .sort((a, b) => a.start - b.start);
  const parts: tf.Tensor1D[] = [];
  let at = 0;
  for (const { start, end, part } of placed) {
    if (start > at) parts.push(tf.zeros([start - at]));
    parts.push(part);
    at = end;
  }
  if (at < size) parts.push(tf.zeros([size - at]));
  return parts.length === 1 && parts[0] ? parts[0] : tf.concat(parts);
}
