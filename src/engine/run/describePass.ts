/** From what was seen of a pass to what is told of it: vectors by their lengths, layers by summaries and a picture. */
import type { Graph } from '../../core/graph.ts';
import { sizeOf } from '../../core/layers/size.ts';
import type { ActingWeights, Combination, LayerOutput, Norms, Pass, Update } from '../../core/run/dissection.ts';
import { parametersOf } from '../../core/strategies/ownParameters.ts';
import type { Matrix } from '../../core/strategies/strategy.ts';
import { ownerOf } from '../step/arithmetic.ts';
import type { Outputs, ReadPass } from '../step/dissector.ts';
import type { Layout, Range, Slot } from '../step/layout.ts';
import { slotSymbols } from '../step/optimizer.ts';
import { measuredRanges } from '../step/parts.ts';
import { pictureOf } from './pictureOf.ts';

/** What is told of a forward pass and all that followed from it. */
export function describePass(pass: ReadPass, layout: Layout, graph: Graph): Pass {
  const { turn, terms, losses, outputs, rows, moves } = pass;
  const combination = combinationOf(pass);
  return {
    ...(turn === undefined ? {} : { turn }),
    layers: graph.order.flatMap((layer) => {
      const seen = outputs.get(layer);
      return seen ? [layerOutput(layer, seen)] : [];
    }),
    losses: terms.map((loss, i) => ({ loss, value: losses[i] ?? Number.NaN })),
    backward: rows.map(({ id, factor, isExtra, gradient }) => ({
      loss: id,
      factor,
      isExtra,
      ...normsOf(gradient, slotsOf(layout, id)),
    })),
    ...(combination ? { combination } : {}),
    updates: moves.map((move): Update => {
      const { applied, before, after, slotsBefore, slotsAfter } = move;
      const slots = applied ? slotsWithin(layout, applied.ranges) : layout.slots;
      const change = Float64Array.from(after, (value, i) => value - (before[i] as number));
      const none: Norms = { norm: 0, layers: {} };
      return {
        of: ownerOf(applied?.key),
        rate: applied?.rate ?? 0,
        count: applied?.count ?? 0,
        gradient: applied ? normsOf(applied.gradient, slots) : none,
        change: normsOf(change, slots),
        theta: normsOf(before, slots),
        slots: slotSymbols(slotsBefore.length).map((symbol, i) => ({
          symbol,
          before: normsOf(slotsBefore[i] ?? [], slots).norm,
          after: normsOf(slotsAfter[i] ?? [], slots).norm,
        })),
      };
    }),
  };
}

function slotsOf(layout: Layout, loss: string): readonly Slot[] {
  return layout.slots.filter(({ terms }) => terms.includes(loss));
}

function slotsWithin(layout: Layout, ranges: readonly Range[]): readonly Slot[] {
  return layout.slots.filter(({ start }) => ranges.some((range) => start >= range.start && start < range.end));
}

/** The length of a vector [P] over these slots, and layer by layer. */
function normsOf(vector: ArrayLike<number>, slots: readonly Slot[]): Norms {
  const squares = new Map<string, number>();
  for (const { layer, start, size } of slots) {
    let square = squares.get(layer) ?? 0;
    for (let i = start; i < start + size; i++) square += (vector[i] ?? 0) ** 2;
    squares.set(layer, square);
  }
  const all = [...squares.values()].reduce((sum, square) => sum + square, 0);
  return {
    norm: Math.sqrt(all),
    layers: Object.fromEntries([...squares].map(([layer, square]) => [layer, Math.sqrt(square)])),
  };
}

/** How the losses are weighed; none where a loss steps in its turn, or nothing is weighed. */
function combinationOf(pass: ReadPass): Combination | undefined {
  const { turn, parts, rows, weighing } = pass;
  if (turn !== undefined || parts.weighed.length === 0) return undefined;
  const weighed = parts.weighed.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  const gramian =
    weighing?.measurement?.gramian ??
    gramianOf(
      weighed.map(({ gradient }) => gradient),
      measuredRanges(parts),
    );
  return {
    rows: weighed.map(({ id }) => id),
    isShared: parts.shared.length > 0,
    gramian,
    ...(weighing ? { weighing: actingWeights(pass, weighing) } : {}),
  };
}

/** [m, m] inner products of vectors [P] over the ranges. */
function gramianOf(vectors: readonly Float32Array[], ranges: readonly Range[]): Matrix {
  const inner = (a: Float32Array, b: Float32Array) => {
    let sum = 0;
    for (const { start, end } of ranges) for (let i = start; i < end; i++) sum += (a[i] as number) * (b[i] as number);
    return sum;
  };
  return vectors.map((a) => vectors.map((b) => inner(a, b)));
}

function actingWeights(
  { terms, losses }: ReadPass,
  { answer, length, givesOwn, weights, offset, memory }: NonNullable<ReadPass['weighing']>,
): ActingWeights {
  const rowWeights = answer.weights.map((weight) => length * weight);
  const [before, after] = memory?.map(parametersOf) ?? [];
  return {
    weights: rowWeights,
    own: givesOwn ? rowWeights.map(() => 1) : rowWeights,
    length,
    acting: Object.fromEntries(terms.map((id, i) => [id, weights[i] ?? 0])),
    total: weights.reduce((sum, weight, i) => sum + weight * (losses[i] ?? 0), 0) + offset,
    offset,
    isKept: memory === undefined,
    isElementwise: answer.update !== undefined,
    ...(answer.projections ? { projections: answer.projections } : {}),
    ...(before && after ? { parameters: { before, after } } : {}),
  };
}

function layerOutput(
  layer: string,
  { images, summary }: { readonly images: Outputs; readonly summary: Float32Array },
): LayerOutput {
  const shape = images.shape.slice(1);
  const [mean = 0, deviation = 0, low = 0, high = 0] = summary;
  const first = images.values.subarray(0, sizeOf(shape));
  return { layer, shape, mean, deviation, low, high, picture: pictureOf(first, shape) };
}
