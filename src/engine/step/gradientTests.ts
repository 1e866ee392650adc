/**
 * The gradient of every layer, by its inputs and by its weights, against central differences of its own forward pass, on one
 * backend and on shapes that are not square, of one pixel, or smaller than a window. Comparing backends cannot see a
 * gradient that is wrong on all of them.
 *
 * The difference is taken along random directions: ⟨∇f, d⟩ = (f(x + hd) − f(x − hd))/2h, f the output weighed by random
 * numbers and summed in float64 outside. With h = 2⁻⁵ rounding adds about 1e-5; the cut of O(h²) is taken away by Richardson's
 * rule, (4·D(h) − D(2h))/3. Inputs of layers with kinks are kept apart by more than the steps.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { type LayerKindName, layerKind } from '../../core/layers/index.ts';
import type { Shape, WeightSpec } from '../../core/layers/layer.ts';
import { activations } from '../../core/layers/params.ts';
import { sizeOf } from '../../core/layers/size.ts';
import { makeLayer } from '../../core/make.ts';
import type { Node } from '../../core/node.ts';
import { makeRandom, type Random } from '../../core/random.ts';
import { openBackend, type WasmFiles } from '../backends/index.ts';
import { runLayer } from './network.ts';

type Case = readonly [params: Readonly<Record<string, unknown>>, ...shapes: Shape[]];

const windows: readonly Case[] = [
  [{ size: 2, stride: 2, padding: 'same' }, [1, 1, 3]],
  [{ size: 2, stride: 1, padding: 'same' }, [3, 5, 4]],
  [{ size: 2, stride: 2, padding: 'same' }, [5, 7, 3]],
  [{ size: 2, stride: 2, padding: 'same' }, [4, 6, 8]],
  [{ size: 3, stride: 2, padding: 'same' }, [5, 4, 5]],
  [{ size: 5, stride: 3, padding: 'same' }, [3, 4, 2]],
  [{ size: 2, stride: 4, padding: 'same' }, [7, 9, 4]],
  [{ size: 1, stride: 2, padding: 'same' }, [5, 3, 4]],
  [{ size: 2, stride: 2, padding: 'valid' }, [5, 7, 4]],
  [{ size: 3, stride: 1, padding: 'valid' }, [3, 6, 3]],
  [{ size: 2, stride: 3, padding: 'valid' }, [8, 6, 4]],
];

const convolutions = (more: Readonly<Record<string, unknown>>): readonly Case[] => [
  [{ kernel: 3, ...more }, [1, 1, 2]],
  [{ kernel: 3, ...more }, [3, 5, 4]],
  [{ kernel: 5, ...more }, [3, 4, 3]],
  [{ kernel: 2, stride: 2, ...more }, [5, 7, 4]],
  [{ kernel: 1, stride: 3, ...more }, [5, 8, 3]],
  [{ kernel: 3, stride: 2, padding: 'valid', ...more }, [6, 9, 4]],
  [{ kernel: 2, stride: 3, padding: 'valid', bias: false, ...more }, [7, 5, 1]],
];

/** Cases by kind: parameters and the shapes of the inputs, without the batch. */
const cases = {
  input: [[{}, [3, 5, 3]]],
  conv2d: [
    ...convolutions({ filters: 4 }),
    ...convolutions({ filters: 3 }),
    [{ filters: 4, kernel: 3, activation: 'relu' }, [3, 5, 4]],
    [{ filters: 3, kernel: 3, activation: 'relu' }, [3, 5, 4]],
    [{ filters: 4, kernel: 3, dilation: 2 }, [5, 7, 3]],
    [{ filters: 2, kernel: 2, dilation: 3, padding: 'valid' }, [5, 6, 2]],
    [{ filters: 3, kernel: 3, dilation: 4 }, [3, 2, 2]],
  ],
  'depthwise-conv2d': convolutions({}),
  'separable-conv2d': convolutions({ filters: 5 }),
  'conv2d-transpose': [
    [{ filters: 3, kernel: 3, stride: 2 }, [1, 1, 2]],
    [{ filters: 4, kernel: 2, stride: 2 }, [3, 2, 4]],
    [{ filters: 3, kernel: 4, stride: 3 }, [2, 5, 3]],
    [{ filters: 4, kernel: 2, stride: 3 }, [4, 3, 4]],
    [{ filters: 3, kernel: 3, stride: 2, padding: 'valid' }, [2, 4, 3]],
    [{ filters: 3, kernel: 5, stride: 1, bias: false }, [2, 3, 1]],
  ],
  'max-pool': windows,
  'average-pool': windows,
  'global-pool': [
    [{}, [1, 1, 3]],
    [{}, [5, 3, 4]],
  ],
  dense: [
    [{ units: 1, bias: false }, [1]],
    [{ units: 4 }, [7]],
    [{ units: 3, activation: 'relu' }, [12]],
    [{ units: 4, activation: 'relu' }, [12]],
  ],
  flatten: [[{}, [3, 2, 5]]],
  dropout: [
    [{ rate: 0.4 }, [3, 5, 2]],
    [{ rate: 0.4 }, [9]],
  ],
  'spatial-dropout': [[{ rate: 0.4 }, [3, 2, 8]]],
  'batch-norm': [
    [{}, [1, 1, 3]],
    [{}, [3, 5, 4]],
    [{ epsilon: 0.1 }, [7]],
  ],
  'layer-norm': [
    [{}, [3, 5, 4]],
    [{ epsilon: 0.1 }, [7]],
    [{}, [2, 1, 3]],
  ],
  activation: activations.flatMap(({ value }): Case[] => [
    [{ activation: value }, [3, 2, 5]],
    [{ activation: value }, [7]],
  ]),
  add: [[{}, [3, 2, 4], [3, 2, 4], [3, 2, 4]]],
  multiply: [[{}, [3, 2, 4], [3, 2, 4], [3, 2, 4]]],
  concat: [[{}, [3, 2, 4], [3, 2, 1]]],
  'up-sample': ['nearest', 'bilinear'].flatMap((interpolation): Case[] => [
    [{ factor: 2, interpolation }, [1, 1, 3]],
    [{ factor: 2, interpolation }, [3, 5, 4]],
    [{ factor: 3, interpolation }, [4, 2, 1]],
    [{ factor: 4, interpolation }, [1, 3, 2]],
  ]),
  'zero-pad': [[{ pixels: 2 }, [3, 1, 2]]],
  reshape: [[{ height: 5, width: 3, channels: 2 }, [30]]],
  // Its gradient is not that of its values: that is what it is for.
  'stop-gradient': [],
} satisfies Record<LayerKindName, readonly Case[]>;

const batch = 3;

/** Numbers no two of which are closer than 1/4, and none of them near a kink at 0: in a random order, ¼·(k + ½) around 0. */
function apart(random: Random, size: number): Float32Array {
  const order = random.permutation(size);
  return Float32Array.from(order, (k) => (k - Math.floor(size / 2) + 0.5) / 4);
}

const smooth = (random: Random, size: number) => Float32Array.from({ length: size }, () => random.normal());

/** Kinds and activations that are not smooth: their inputs are kept apart, and multiples of a power of two, so exact. */
const isKinked = (kind: LayerKindName, { activation }: Readonly<Record<string, unknown>>) =>
  kind === 'max-pool' || (kind === 'activation' && ['relu', 'leaky-relu', 'elu'].includes(String(activation)));

/** A layer alone in its place. */
function nodeOf(kind: LayerKindName, [params, ...shapes]: Case): Node {
  const { infer, weights } = layerKind(kind);
  const ids = shapes.map((_, k) => `in-${k}`);
  const layer = makeLayer('it', kind, ids, params);
  const shape = infer(shapes, layer);
  if ('message' in shape) throw new Error(`The case of ${kind} has no shape: it ${shape.message}.`);
  const own = weights?.(shapes, layer) ?? [];
  const rest = {
    title: 'it',
    parameters: 0,
    frozen: 0,
    leadsToTrained: true,
    flops: 0,
    receptiveField: 1,
    jump: 1,
    readBy: [],
    reachedBy: [],
  };
  return { layer, inputShapes: shapes, shape, weights: own, ...rest };
}

/** A layer as a function of its inputs and trained weights, in this order. */
function functionOf(node: Node, isTraining: boolean): (...xs: tf.Tensor[]) => tf.Tensor {
  const trained = node.weights.filter((spec) => spec.trainable);
  const key = (spec: WeightSpec) => `it/${spec.name}`;
  return (...xs) => {
    const inputs = xs.slice(0, node.inputShapes.length);
    const weights = new Map(trained.map((spec, k) => [key(spec), xs[inputs.length + k]!]));
    const moving = node.weights.filter((spec) => !spec.trainable);
    const statistics = new Map(moving.map((spec) => [key(spec), tf.fill([...spec.shape], 0.6)]));
    const pass = { weights, statistics, isTraining, random: makeRandom(3), updates: new Map() };
    const plan = { layers: ['it'], masked: new Set<string>(), fixed: new Set<string>() };
    // A layer that changes nothing has no operation of its own to go back through.
    return tf.clone(runLayer(node, inputs, { pass, plan, convolved: new Map() }));
  };
}

const step = 2 ** -5;

/** Directions to try: through all numbers, and single numbers of every variable, where a mistake cannot hide. */
function directionsFor(random: Random, sizes: readonly number[], count: number): Float32Array[][] {
  const everywhere = () =>
    sizes.map((size) => Float32Array.from({ length: size }, () => Math.round(32 * (2 * random.next() - 1)) / 32));
  const single = (variable: number) => {
    const direction = sizes.map((size) => new Float32Array(size));
    direction[variable]![Math.floor(random.next() * sizes[variable]!)] = 1;
    return direction;
  };
  const singles = sizes.flatMap((_, k) => Array.from({ length: count }, () => single(k)));
  return [...Array.from({ length: Math.ceil(count / 2) }, everywhere), ...singles];
}

async function check(kind: LayerKindName, it: Case, isTraining: boolean, count: number): Promise<void> {
  const random = makeRandom(11).fork(`${kind} ${JSON.stringify(it)}`);
  const node = nodeOf(kind, it);
  const f = functionOf(node, isTraining);
  const shapes = [
    ...node.inputShapes.map((shape) => [batch, ...shape]),
    ...node.weights.filter((spec) => spec.trainable).map((spec) => [...spec.shape]),
  ];
  const make = isKinked(kind, it[0]) ? apart : smooth;
  const at = shapes.map((shape) => make(random, sizeOf(shape)));
  const tensors = (values: readonly Float32Array[]) => values.map((numbers, k) => tf.tensor(numbers, shapes[k]));
  const read = async (values: readonly Float32Array[]) => {
    const y = tf.tidy(() => f(...tensors(values)));
    const numbers = Float64Array.from(await y.data());
    y.dispose();
    return numbers;
  };
  const outShape = [batch, ...(node.shape ?? [])];
  const gradientsFor = async (counts: Float32Array) => {
    const gradients = tf.tidy(() => tf.grads(f)(tensors(at), tf.tensor(counts, outShape)));
    const numbers = await Promise.all(gradients.map((gradient) => gradient.data()));
    tf.dispose(gradients);
    return numbers;
  };
  const weighing = Float32Array.from({ length: sizeOf(outShape) }, () => Math.round(16 * (2 * random.next() - 1)) / 16);
  const here = await read(at);
  let last = { counts: weighing, gradients: await gradientsFor(weighing) };
  for (const direction of directionsFor(random, shapes.map(sizeOf), count)) {
    const moved = (by: number) => read(at.map((values, k) => values.map((value, i) => value + by * direction[k]![i]!)));
    const [far, near, nearAbove, farAbove] = await Promise.all([
      moved(-2 * step),
      moved(-step),
      moved(step),
      moved(2 * step),
    ]);
    // Inside of a layer no input keeps a ReLU away from its kink: outputs that cross it do not count.
    const counts = weighing.map((weight, k) =>
      [far, near, nearAbove, farAbove].every((y) => (y[k] === 0) === (here[k] === 0)) ? weight : 0,
    );
    expect(counts.some((weight) => weight !== 0)).toBe(true);
    const slope = (above: Float64Array, below: Float64Array, by: number) =>
      counts.reduce((sum, weight, k) => sum + (weight * (above[k]! - below[k]!)) / (2 * by), 0);
    const expected = (4 * slope(nearAbove, near, step) - slope(farAbove, far, 2 * step)) / 3;
    if (counts.some((weight, k) => weight !== last.counts[k])) last = { counts, gradients: await gradientsFor(counts) };
    let found = 0;
    let magnitude = 0;
    for (const [k, gradient] of last.gradients.entries())
      for (const [i, value] of gradient.entries()) {
        found += value * direction[k]![i]!;
        magnitude += Math.abs(value * direction[k]![i]!);
      }
    // Rounding of the outputs, divided by the step, where the gradient is small.
    const largest = here.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    expect(Math.abs(found - expected)).toBeLessThan(3e-4 * magnitude + 1e-4 * largest);
  }
}

/** Declares the tests on a backend, by `count` single numbers a variable; `files` says where the wasm binaries are. */
export function testGradients(backend: BackendName, files: WasmFiles, count: number): void {
  beforeAll(() => openBackend(backend, files));

  const all = Object.entries(cases).flatMap(([kind, list]) =>
    list.map((it) => [`${kind} ${JSON.stringify(it)}`, kind as LayerKindName, it as Case] as const),
  );
  test.each(all)('%s', (_, kind, it) => check(kind, it, true, count));
  test.each(cases['batch-norm'])('batch-norm with its moving statistics %j %j', (...it) =>
    check('batch-norm', it, false, count),
  );
}
