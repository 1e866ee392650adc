/**
 * A layer up close: what it answers to one image, its filters, and how its weights and every loss's gradient in it are
 * spread; and for all layers, whether the losses' gradients pull together or apart.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WeightSpec } from '../../core/layers/layer.ts';
import { makeRandom } from '../../core/random.ts';
import type { Histogram, LayerView } from '../../core/run/protocol.ts';
import type { Slot } from '../step/layout.ts';
import type { Stepper } from '../step/stepper.ts';
import { Tape } from '../step/tape.ts';
import { keyOf } from '../step/terms.ts';
import type { Data } from './data.ts';
import { toBytes } from './pictureOf.ts';

/** Pictures shown of a layer at most, and bins of a histogram. */
const maxPictures = 32;
const binCount = 40;

interface Look {
  readonly layer: string;
  /** Number of the image among `images`. */
  readonly image: number;
  readonly images: Int32Array;
  readonly step: number;
}

/** Looks at a layer at the current weights; the gradients are those of the batch of step `look.step`. */
export async function viewLayer(data: Data, stepper: Stepper, look: Look): Promise<LayerView> {
  const engine = tf.engine();
  engine.startScope();
  try {
    const theta = await stepper.theta.data<'float32'>();
    const slots = stepper.layout.slots.filter((slot) => slot.layer === look.layer);
    const weights = await weightsOf(stepper, theta, look.layer);
    const kernel = weights.find(({ spec }) => spec.initial === 'initializer');
    const filters = kernel && filtersOf(kernel);
    const gradients = await gradientsOf(data, stepper, look.step);
    return {
      layer: look.layer,
      step: look.step,
      image: look.image,
      activations: await activationsOf(data, stepper, look),
      ...(filters ? { filters } : {}),
      ...(weights.length > 0 ? { weights: histogram(joined(weights.map(({ values }) => values))) } : {}),
      gradients: Object.fromEntries(
        [...gradients]
          .filter(([id]) => slots.some((slot) => slot.terms.includes(id)))
          .map(([id, values]) => [id, histogram(collect(values, slots))]),
      ),
      cosines: cosinesOf(stepper, gradients),
    };
  } finally {
    engine.endScope();
  }
}

async function activationsOf(
  data: Data,
  stepper: Stepper,
  { layer, image, images }: Look,
): Promise<LayerView['activations']> {
  const index = images.slice(image, image + 1);
  const batch = data.batchOf(index.length === 1 ? index : images.slice(0, 1), stepper.terms.targets, true);
  const mode = { isTraining: false, random: makeRandom(0), updates: new Map() };
  const { outputs } = stepper.terms.evaluate(stepper.theta, stepper.statistics, batch, mode);
  const output = outputs.get(layer);
  if (!output) return { height: 0, width: 0, channels: [] };
  const values = await output.data<'float32'>();
  const [, height = 1, width = 1, depth = 1] = output.shape.length === 4 ? output.shape : [1, 1, output.size, 1];
  const channels = Array.from({ length: Math.min(depth, maxPictures) }, (_, c) =>
    toBytes(Float32Array.from({ length: height * width }, (__, i) => values[i * depth + c] ?? 0)),
  );
  return { height, width, channels };
}

interface Weight {
  readonly spec: WeightSpec;
  readonly values: Float32Array;
}

/** The weights of a layer, trained or frozen, without moving statistics. */
async function weightsOf(stepper: Stepper, theta: Float32Array, layer: string): Promise<readonly Weight[]> {
  const { slots, frozen } = stepper.layout;
  const trained = slots
    .filter((slot) => slot.layer === layer)
    .map(({ spec, start, size }) => ({ spec, values: theta.subarray(start, start + size) }));
  const still = frozen
    .filter((weight) => weight.layer === layer)
    .map(async (weight) => ({ spec: weight.spec, values: await readFrozen(stepper, keyOf(weight)) }));
  return [...trained, ...(await Promise.all(still))];
}

async function readFrozen(stepper: Stepper, key: string): Promise<Float32Array> {
  const tensor = stepper.frozen.get(key);
  if (!tensor) throw new Error(`There is no frozen weight ${key}.`);
  return tensor.data<'float32'>();
}

/** Kernels that read RGB in colour; of the others the slice of the input channel that each filter weighs most. */
function filtersOf({ spec, values }: Weight): LayerView['filters'] {
  const [height = 0, width = 0, inputs = 0, count = 0] = spec.shape;
  if (spec.shape.length !== 4 || height < 2) return undefined;
  const at = (u: number, c: number, f: number) => values[(u * inputs + c) * count + f] ?? 0;
  const area = height * width;
  const slice = (c: number, f: number) => Float32Array.from({ length: area }, (_, u) => at(u, c, f));
  const energy = (c: number, f: number) => slice(c, f).reduce((sum, value) => sum + value * value, 0);
  const pictures = Array.from({ length: Math.min(count, maxPictures) }, (_, f) => {
    if (inputs === 3)
      return toBytes(Float32Array.from({ length: area * 3 }, (__, i) => at(Math.floor(i / 3), i % 3, f)));
    let strongest = 0;
    for (let c = 1; c < inputs; c++) if (energy(c, f) > energy(strongest, f)) strongest = c;
    return toBytes(slice(strongest, f));
  });
  return { height, width, depth: inputs === 3 ? 3 : 1, pictures };
}

/** [P] the gradient of every data loss on the batch of a step, by loss id. */
async function gradientsOf(data: Data, stepper: Stepper, step: number): Promise<Map<string, Float32Array>> {
  const { terms } = stepper;
  const batch = data.trainingBatch(step, terms.targets);
  const mode = { isTraining: true, random: makeRandom(step), updates: new Map() };
  const { value, tape } = Tape.record(() => terms.evaluate(stepper.theta, stepper.statistics, batch, mode));
  const rows = terms.losses.flatMap((loss, i) => {
    const scalar = value.losses[i];
    return 'target' in loss && scalar ? [[loss.id, tape.backward(stepper.theta, [[scalar, 1]])] as const] : [];
  });
  tape.end();
  return new Map(await Promise.all(rows.map(async ([id, row]) => [id, await row.data<'float32'>()] as const)));
}

function cosinesOf(stepper: Stepper, gradients: ReadonlyMap<string, Float32Array>): LayerView['cosines'] {
  const layers = new Map<string, Slot[]>();
  for (const slot of stepper.layout.slots) layers.set(slot.layer, [...(layers.get(slot.layer) ?? []), slot]);
  const ids = [...gradients.keys()];
  return [...layers].flatMap(([layer, slots]) =>
    ids.flatMap((a, i) =>
      ids.slice(i + 1).flatMap((b) => {
        const both = slots.filter((slot) => slot.terms.includes(a) && slot.terms.includes(b));
        const cosine = cosineOver(both, gradients.get(a), gradients.get(b));
        return cosine === undefined ? [] : [{ layer, pair: [a, b] as const, cosine }];
      }),
    ),
  );
}

function cosineOver(slots: readonly Slot[], a?: Float32Array, b?: Float32Array): number | undefined {
  if (!a || !b) return undefined;
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (const { start, size } of slots) {
    for (let i = start; i < start + size; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      product += x * y;
      squareA += x * x;
      squareB += y * y;
    }
  }
  const norm = Math.sqrt(squareA) * Math.sqrt(squareB);
  return norm > 0 ? product / norm : undefined;
}

function collect(values: Float32Array, slots: readonly Slot[]): Float32Array {
  return joined(slots.map(({ start, size }) => values.subarray(start, start + size)));
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Equal bins between the least and the largest finite value. */
function histogram(values: Float32Array): Histogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 0, counts: [] };
  const counts = new Array<number>(binCount).fill(0);
  const width = (high - low) / binCount;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = width > 0 ? Math.min(binCount - 1, Math.floor((value - low) / width)) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts };
}
