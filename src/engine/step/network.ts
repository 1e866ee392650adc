/** The forward pass: one kernel per layer kind, from the graph and the weights to the output of every layer. */
import * as tf from '@tensorflow/tfjs-core';
import type { Graph } from '../../core/graph.ts';
import { isTrained, type Layer, type LayerKindName, type LayerOf } from '../../core/layers/index.ts';
import type { Activation } from '../../core/layers/params.ts';
import { sizeOf } from '../../core/layers/size.ts';
import type { Node } from '../../core/node.ts';
import type { Random } from '../../core/random.ts';
import { enlarge } from '../backends/enlarge.ts';
import { type Convolved, fusedConv2d, fusedDense, maxPoolOfConvolution, maxPoolOfRelu } from '../backends/fused.ts';
import { stopGradient } from './tape.ts';

/** A weight by layer and name: `weights.get('conv-1/kernel')`. */
export type Weights = ReadonlyMap<string, tf.Tensor>;

/** New values of moving statistics, by the same keys. */
export type Updates = Map<string, tf.Tensor>;

export interface Pass {
  readonly weights: Weights;
  readonly statistics: Weights;
  readonly isTraining: boolean;
  /** The stream of this step; dropout forks it by layer. */
  readonly random: Random;
  /** Filled in training; the caller keeps or disposes them. */
  readonly updates: Updates;
}

/** What has to run, and how. */
export interface Plan {
  /** Ids, each after its inputs. */
  readonly layers: readonly string[];
  /** Convolutions with a ReLU that only a max-pooling reads: its gradient is masked there, on fewer numbers. */
  readonly masked: ReadonlySet<string>;
  /** Layers whose output no trained weight moves: no gradient goes to them. */
  readonly fixed: ReadonlySet<string>;
}

interface Place {
  readonly node: Node;
  readonly pass: Pass;
  readonly plan: Plan;
  /** The masked convolutions that were done, by layer id. */
  readonly convolved: Map<string, Convolved>;
  /** The weight of this layer by its name. Throws if there is none: the layout and the table disagree. */
  weight<R extends tf.Rank>(name: string): tf.Tensor<R>;
}

type Kernel<K extends LayerKindName> = (inputs: readonly tf.Tensor[], layer: LayerOf<K>, place: Place) => tf.Tensor;

/** Runs the planned layers on a batch [B, H, W, C]; returns every output by layer id. */
export function forward(graph: Graph, plan: Plan, images: tf.Tensor4D, pass: Pass): Map<string, tf.Tensor> {
  const outputs = new Map<string, tf.Tensor>();
  const convolved = new Map<string, Convolved>();
  for (const id of plan.layers) {
    const node = graph.nodes.get(id);
    if (!node) throw new Error(`The layer ${id} is planned but not in the graph.`);
    const inputs = node.layer.kind === 'input' ? [images] : node.layer.inputs.map((input) => need(outputs, input));
    outputs.set(id, runLayer(node, inputs, { pass, plan, convolved }));
  }
  return outputs;
}

function need(tensors: ReadonlyMap<string, tf.Tensor>, key: string): tf.Tensor {
  const tensor = tensors.get(key);
  if (!tensor) throw new Error(`There is no ${key} in this pass.`);
  return tensor;
}

/** The output of one layer; it finds and leaves its convolutions in `around`. */
export function runLayer(
  node: Node,
  inputs: readonly tf.Tensor[],
  around: Pick<Place, 'pass' | 'plan' | 'convolved'>,
): tf.Tensor {
  return run(node.layer, inputs, makePlace(node, around));
}

function makePlace(node: Node, around: Pick<Place, 'pass' | 'plan' | 'convolved'>): Place {
  return {
    node,
    ...around,
    weight: <R extends tf.Rank>(name: string) => need(around.pass.weights, `${node.layer.id}/${name}`) as tf.Tensor<R>,
  };
}

function run<K extends LayerKindName>(layer: LayerOf<K>, inputs: readonly tf.Tensor[], place: Place): tf.Tensor {
  return (kernels[layer.kind] as Kernel<K>)(inputs, layer, place);
}

const one = (inputs: readonly tf.Tensor[]): tf.Tensor => inputs[0] as tf.Tensor;
const image = (inputs: readonly tf.Tensor[]): tf.Tensor4D => inputs[0] as tf.Tensor4D;

/** The activation as a function of tensors. */
function activate(x: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'leaky-relu':
      return tf.leakyRelu(x, 0.2);
    case 'elu':
      return tf.elu(x);
    case 'gelu':
      return tf.mul(x, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))));
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'softmax':
      return tf.softmax(x);
    default:
      return activation satisfies never;
  }
}

function finish(
  x: tf.Tensor,
  layer: { readonly bias: boolean; readonly activation: Activation },
  place: Place,
): tf.Tensor {
  return activate(layer.bias ? tf.add(x, place.weight('bias')) : x, layer.activation);
}

/** A layer whose kernel takes the bias, and the activation where it is a ReLU, along. */
function fused(
  layer: { readonly bias: boolean; readonly activation: Activation },
  place: Place,
  affine: (bias: tf.Tensor1D | undefined, activation: 'linear' | 'relu') => tf.Tensor,
): tf.Tensor {
  const bias = layer.bias ? place.weight<tf.Rank.R1>('bias') : undefined;
  return layer.activation === 'relu' ? affine(bias, 'relu') : activate(affine(bias, 'linear'), layer.activation);
}

/**
 * The kernel with d−1 zeros between its taps: [(k−1)d+1]² instead of k². TensorFlow.js has no gradient for dilation, but
 * has one for this. One axis after the other: with more than four axes WebGL cannot pad, and WebGPU pads wrongly.
 */
function dilate(kernel: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return kernel;
  const [k, , channels, filters] = kernel.shape;
  const extent = (k - 1) * dilation + 1;
  /** [n, k·m] → [n, extent·m]: zeros between the k pieces of every row. */
  const spread = (x: tf.Tensor, rows: number, width: number): tf.Tensor => {
    const apart = tf.pad(tf.reshape(x, [rows * k, 1, width]), [
      [0, 0],
      [0, dilation - 1],
      [0, 0],
    ]);
    return tf.slice(tf.reshape(apart, [rows, k * dilation, width]), [0, 0, 0], [rows, extent, width]);
  };
  const down = spread(kernel, 1, k * channels * filters);
  return tf.reshape(spread(down, extent, channels * filters), [extent, extent, channels, filters]);
}

function dropout(x: tf.Tensor, rate: number, maskShape: number[], place: Place): tf.Tensor {
  if (!place.pass.isTraining || rate === 0) return x;
  const random = place.pass.random.fork(place.node.layer.id);
  const mask = new Float32Array(sizeOf(maskShape));
  const kept = 1 / (1 - rate);
  for (let i = 0; i < mask.length; i++) mask[i] = random.next() < rate ? 0 : kept;
  return tf.mul(x, tf.tensor(mask, maskShape));
}

function batchNormalise(x: tf.Tensor, layer: LayerOf<'batch-norm'>, place: Place): tf.Tensor {
  const { pass, node } = place;
  const key = (name: string) => `${node.layer.id}/${name}`;
  const movingMean = need(pass.statistics, key('moving-mean')) as tf.Tensor1D;
  const movingVariance = need(pass.statistics, key('moving-variance')) as tf.Tensor1D;
  const gamma = place.weight<tf.Rank.R1>('gamma');
  const beta = place.weight<tf.Rank.R1>('beta');
  const flat = x as tf.Tensor4D;
  if (!pass.isTraining || layer.statistics === 'running')
    return tf.batchNorm(flat, movingMean, movingVariance, beta, gamma, layer.epsilon);
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const mean = tf.mean(x, axes) as tf.Tensor1D;
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes) as tf.Tensor1D;
  const follow = (old: tf.Tensor, now: tf.Tensor) =>
    tf.add(tf.mul(old, layer.momentum), tf.mul(now, 1 - layer.momentum));
  pass.updates.set(key('moving-mean'), follow(movingMean, mean));
  pass.updates.set(key('moving-variance'), follow(movingVariance, variance));
  return tf.batchNorm(flat, mean, variance, beta, gamma, layer.epsilon);
}

const kernels = {
  input: (inputs) => one(inputs),
  conv2d: (inputs, layer, place) => {
    const { id, stride, padding, dilation } = layer;
    const x = image(inputs);
    const filter = dilate(place.weight<tf.Rank.R4>('kernel'), dilation);
    const isMasked = place.plan.masked.has(id);
    return fused(layer, place, (bias, activation) => {
      const y = fusedConv2d(x, filter, bias, { stride, padding, activation, isMasked });
      const isFirst = place.plan.fixed.has(layer.inputs[0] ?? '');
      if (isMasked && place.pass.isTraining) place.convolved.set(id, { x, filter, bias, y, stride, padding, isFirst });
      return y;
    });
  },
  'depthwise-conv2d': (inputs, layer, place) =>
    finish(tf.depthwiseConv2d(image(inputs), place.weight('kernel'), layer.stride, layer.padding), layer, place),
  'separable-conv2d': (inputs, layer, place) => {
    const depthwise = tf.depthwiseConv2d(image(inputs), place.weight('depthwise'), layer.stride, layer.padding);
    return finish(tf.conv2d(depthwise, place.weight('kernel'), 1, 'same'), layer, place);
  },
  'conv2d-transpose': (inputs, layer, place) => {
    const [height = 1, width = 1, channels = 1] = place.node.shape ?? [];
    const shape: [number, number, number, number] = [image(inputs).shape[0], height, width, channels];
    const y = tf.conv2dTranspose(image(inputs), place.weight('kernel'), shape, layer.stride, layer.padding);
    return finish(y, layer, place);
  },
  'max-pool': (inputs, layer, { plan, convolved }) => {
    const { size, stride, padding } = layer;
    const done = convolved.get(layer.inputs[0] ?? '');
    const pooled = done && size === 2 && stride === 2 ? maxPoolOfConvolution(done) : undefined;
    const pool = layer.inputs.some((input) => plan.masked.has(input)) ? maxPoolOfRelu : tf.maxPool<tf.Tensor4D>;
    return pooled ?? pool(image(inputs), size, stride, padding);
  },
  'average-pool': (inputs, layer) => tf.avgPool(image(inputs), layer.size, layer.stride, layer.padding),
  'global-pool': (inputs) => tf.mean(image(inputs), [1, 2]),
  dense: (inputs, layer, place) =>
    fused(layer, place, (bias, activation) =>
      fusedDense(inputs[0] as tf.Tensor2D, place.weight<tf.Rank.R2>('kernel'), bias, activation),
    ),
  flatten: (inputs, _layer, place) => tf.reshape(one(inputs), [one(inputs).shape[0] ?? 0, ...(place.node.shape ?? [])]),
  dropout: (inputs, layer, place) => dropout(one(inputs), layer.rate, one(inputs).shape, place),
  'spatial-dropout': (inputs, layer, place) => {
    const { shape } = one(inputs);
    return dropout(
      one(inputs),
      layer.rate,
      [shape[0] ?? 1, ...shape.slice(1, -1).map(() => 1), shape.at(-1) ?? 1],
      place,
    );
  },
  'batch-norm': (inputs, layer, place) => batchNormalise(one(inputs), layer, place),
  'layer-norm': (inputs, layer, place) => {
    const centred = tf.sub(one(inputs), tf.mean(one(inputs), -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, layer.epsilon)));
    return tf.add(tf.mul(scaled, place.weight('gamma')), place.weight('beta'));
  },
  activation: (inputs, layer) => activate(one(inputs), layer.activation),
  add: (inputs) => inputs.reduce((sum, x) => tf.add(sum, x)),
  multiply: (inputs) => inputs.reduce((product, x) => tf.mul(product, x)),
  concat: (inputs) => tf.concat([...inputs], -1),
  'up-sample': (inputs, layer) => {
    const [, height, width] = image(inputs).shape;
    return layer.interpolation === 'nearest'
      ? tf.image.resizeNearestNeighbor(image(inputs), [height * layer.factor, width * layer.factor])
      : enlarge(image(inputs), layer.factor);
  },
  'zero-pad': (inputs, { pixels }) =>
    tf.pad(image(inputs), [
      [0, 0],
      [pixels, pixels],
      [pixels, pixels],
      [0, 0],
    ]),
  reshape: (inputs, layer) =>
    tf.reshape(one(inputs), [one(inputs).shape[0] ?? 0, layer.height, layer.width, layer.channels]),
  'stop-gradient': (inputs) => stopGradient(one(inputs)),
} satisfies { [K in LayerKindName]: Kernel<K> };

/** What is needed for the given outputs. */
export function planFor(graph: Graph, outputs: readonly string[]): Plan {
  const layerOf = (id: string): Layer | undefined => graph.nodes.get(id)?.layer;
  const needed = new Set(outputs);
  for (const id of [...graph.order].reverse())
    if (needed.has(id)) for (const input of layerOf(id)?.inputs ?? []) needed.add(input);
  const layers = graph.order.filter((id) => needed.has(id));
  const isMasked = (id: string): boolean => {
    const layer = layerOf(id);
    if (layer?.kind !== 'conv2d' || layer.activation !== 'relu' || outputs.includes(id)) return false;
    // The gradient past both at once would be of the kernel too.
    if (!isTrained(layer)) return false;
    const readers = layers.filter((reader) => layerOf(reader)?.inputs.includes(id));
    return readers.length === 1 && readers.every((reader) => layerOf(reader)?.kind === 'max-pool');
  };
  const fixed = layers.filter((id) => graph.nodes.get(id)?.leadsToTrained === false);
  return { layers, masked: new Set(layers.filter(isMasked)), fixed: new Set(fixed) };
}
