/**
 * The arithmetic of one unit of a dissected step, from the numbers that the engine had: what comes in, the weights, the sum,
 * what goes out; and of one weight its gradients, their combination and the moves. For dense layers and convolutions.
 */
import type { Graph } from '../../core/graph.ts';
import type { Layer, LayerOf } from '../../core/layers/index.ts';
import { sizeOf } from '../../core/layers/size.ts';
import type { Arithmetic, TrainedWeight, Unit, WeightMove } from '../../core/run/dissection.ts';
import type { Outputs, ReadPass, Seen } from './dissector.ts';
import type { Layout, Range } from './layout.ts';
import { penaltyOptimizer } from './move.ts';
import { slotSymbols } from './optimizer.ts';

/** Layers whose units are a sum of inputs times weights. */
type Summing = LayerOf<'dense'> | LayerOf<'conv2d'>;

interface Around {
  readonly step: number;
  readonly graph: Graph;
  readonly layout: Layout;
  /** The weights of frozen layers by key. */
  readonly frozen: ReadonlyMap<string, Float32Array>;
}

/** The arithmetic of a unit; nothing where its layer is no sum of inputs times weights, or was not computed. */
export function arithmeticOf(seen: Seen, wanted: Unit, around: Around): Arithmetic | undefined {
  const pass = seen.passes[wanted.pass];
  const layer = around.graph.nodes.get(wanted.layer)?.layer;
  if (!pass || !isSumming(layer)) return undefined;
  const [reads = ''] = layer.inputs;
  const [output, input] = [pass.outputs.get(layer.id)?.images, pass.outputs.get(reads)?.images];
  if (!output || !input) return undefined;
  const shape = output.shape.slice(1);
  const unit = within(wanted, output);
  const window = windowOf(layer, input, unit);
  const [height, width, channels] = window.kernel;
  const units = shape.at(-1) ?? 1;
  const count = height * width * channels;

  const weightAt = readerOf(pass, around, `${layer.id}/kernel`);
  const weights = Float32Array.from({ length: count }, (_, i) => weightAt.value(i * units + unit.channel));
  const biasAt = layer.bias ? readerOf(pass, around, `${layer.id}/bias`) : undefined;
  const bias = biasAt?.value(unit.channel) ?? 0;
  let sum = bias;
  for (let i = 0; i < count; i++) sum += (window.inputs[i] as number) * (weights[i] as number);

  const coordinate = (i: number) => weightAt.start + i * units + unit.channel;
  const isTrained = weightAt.start >= 0;
  const chosen = Math.min(count - 1, wanted.weight ?? (isTrained ? strongest(pass, count, coordinate) : 0));
  return {
    step: around.step,
    unit: { ...unit, weight: chosen },
    shape,
    reads,
    kernel: window.kernel,
    inputs: window.inputs,
    weights,
    bias,
    sum,
    activation: layer.activation,
    value: output.values[offsetOf(output, unit)] ?? Number.NaN,
    ...(isTrained ? { trained: trainedWeight(seen, pass, coordinate(chosen)) } : {}),
  };
}

function isSumming(layer: Layer | undefined): layer is Summing {
  return layer?.kind === 'dense' || layer?.kind === 'conv2d';
}

/** The unit with each of its places inside the output; where it names none, that of the largest value of the image. */
function within(unit: Unit, output: Outputs): Required<Unit> {
  const [images = 1, ...rest] = output.shape;
  const [height, width] = rest.length === 3 ? rest : [1, 1];
  const inside = (at: number, size = 1) => Math.max(0, Math.min(size - 1, at));
  const image = inside(unit.image, images);
  const { row = 0, column = 0, channel } = unit.channel === undefined ? largestAt(output, image) : unit;
  return {
    layer: unit.layer,
    pass: unit.pass,
    image,
    row: inside(row, height),
    column: inside(column, width),
    channel: inside(channel ?? 0, rest.at(-1)),
    weight: unit.weight ?? 0,
  };
}

/** The place of the largest value that an image has in an output. */
function largestAt({ shape, values }: Outputs, image: number): Pick<Unit, 'row' | 'column' | 'channel'> {
  const [, ...rest] = shape;
  const size = sizeOf(rest);
  const own = values.subarray(image * size, (image + 1) * size);
  const at = own.reduce((best, value, i) => (value > (own[best] ?? 0) ? i : best), 0);
  const [, width = 1, channels = 1] = rest.length === 3 ? rest : [1, 1, ...rest];
  const place = Math.floor(at / channels);
  return { row: Math.floor(place / width), column: place % width, channel: at % channels };
}

/** Where a unit stands among the values of an output [images, height, width, channels] or [images, features]. */
function offsetOf({ shape }: Outputs, { image, row, column, channel }: Required<Unit>): number {
  if (shape.length !== 4) return image * (shape[1] ?? 1) + channel;
  const [, height = 1, width = 1, channels = 1] = shape;
  return ((image * height + row) * width + column) * channels + channel;
}

interface Window {
  readonly kernel: readonly [height: number, width: number, channels: number];
  readonly inputs: Float32Array;
}

/** What a unit reads, as [height, width, channels]; zeros over the edge, as TensorFlow pads. */
function windowOf(layer: Summing, input: Outputs, { image, row, column }: Required<Unit>): Window {
  if (layer.kind === 'dense') {
    const size = input.shape[1] ?? 1;
    return { kernel: [1, 1, size], inputs: input.values.slice(image * size, (image + 1) * size) };
  }
  const { kernel: k, stride, padding, dilation } = layer;
  const [, height = 1, width = 1, channels = 1] = input.shape;
  const top = row * stride - padBefore(height, k, stride, dilation, padding);
  const left = column * stride - padBefore(width, k, stride, dilation, padding);
  const inputs = new Float32Array(k * k * channels);
  for (let u = 0; u < k; u++) {
    for (let v = 0; v < k; v++) {
      const [y, x] = [top + u * dilation, left + v * dilation];
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      const from = ((image * height + y) * width + x) * channels;
      inputs.set(input.values.subarray(from, from + channels), (u * k + v) * channels);
    }
  }
  return { kernel: [k, k, channels], inputs };
}

/** Zeros before the first row or column: half of what SAME needs, rounded down. */
function padBefore(size: number, kernel: number, stride: number, dilation: number, padding: 'same' | 'valid'): number {
  if (padding === 'valid') return 0;
  const extent = (kernel - 1) * dilation + 1;
  return Math.floor(Math.max(0, (Math.ceil(size / stride) - 1) * stride + extent - size) / 2);
}

/** The values of one weight tensor at the pass; `start` is where it begins in θ, −1 where it is frozen. */
function readerOf(pass: ReadPass, { layout, frozen }: Around, key: string) {
  const slot = layout.slots.find(({ layer, spec }) => `${layer}/${spec.name}` === key);
  const values = slot ? pass.theta : frozen.get(key);
  const start = slot?.start ?? 0;
  return { start: slot ? start : -1, value: (i: number) => values?.[start + i] ?? Number.NaN };
}

/** The weight of the unit whose gradient for the optimizers is the largest. */
function strongest({ moves, rows }: ReadPass, count: number, coordinate: (i: number) => number): number {
  const vectors = moves.flatMap(({ applied }) => applied?.gradient ?? []);
  const among = vectors.length > 0 ? vectors : rows.map(({ gradient }) => gradient);
  const sizeAt = (i: number) => among.reduce((sum, vector) => sum + Math.abs(vector[coordinate(i)] ?? 0), 0);
  let [best, most] = [0, -1];
  for (let i = 0; i < count; i++) {
    const size = sizeAt(i);
    if (size > most) [best, most] = [i, size];
  }
  return best;
}

/** One weight: for every pass its gradients, and its moves. */
function trainedWeight(seen: Seen, { theta }: ReadPass, at: number): TrainedWeight {
  return {
    value: theta[at] ?? Number.NaN,
    passes: seen.passes.map((pass) => ({
      gradients: pass.rows.map((row) => {
        const weight = weightAt(pass, row.id, at);
        return { loss: row.id, gradient: row.gradient[at] ?? 0, ...(weight === undefined ? {} : { weight }) };
      }),
      moves: pass.moves
        .filter(({ applied, before, after }) => (applied ? isIn(applied.ranges, at) : before[at] !== after[at]))
        .map((move) => moveAt(move, at)),
    })),
  };
}

function moveAt(
  { applied, before, after, slotsBefore, slotsAfter }: ReadPass['moves'][number],
  at: number,
): WeightMove {
  return {
    of: ownerOf(applied?.key),
    rate: applied?.rate ?? 0,
    count: applied?.count ?? 0,
    gradient: applied?.gradient[at] ?? 0,
    rest: applied?.rest?.[at] ?? 0,
    before: before[at] ?? Number.NaN,
    after: after[at] ?? Number.NaN,
    slots: slotSymbols(slotsBefore.length).map((symbol, i) => ({
      symbol,
      before: slotsBefore[i]?.[at] ?? 0,
      after: slotsAfter[i]?.[at] ?? 0,
    })),
  };
}

/** The weight of a row at one coordinate of θ; none where the update is made element by element, or each loss has its optimizer. */
function weightAt({ parts, weighing }: ReadPass, id: string, at: number): number | undefined {
  if (!weighing) return undefined;
  const i = weighing.of.ids.indexOf(id);
  if (i < 0) return 1;
  const isShared = isIn(parts.shared, at);
  if (isShared && weighing.answer.update) return undefined;
  if (!isShared && weighing.givesOwn) return 1;
  return weighing.length * (weighing.answer.weights[i] ?? 0);
}

function isIn(ranges: readonly Range[], at: number): boolean {
  return ranges.some(({ start, end }) => at >= start && at < end);
}

/** Whose optimizer it is, by its key; the proximal step of L1 has none. */
export function ownerOf(key: string | undefined): WeightMove['of'] {
  if (key === undefined) return 'proximal';
  if (key === penaltyOptimizer) return 'penalties';
  return key === 'joint' ? 'total' : { loss: key };
}
