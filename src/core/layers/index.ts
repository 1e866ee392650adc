/** The table of layer kinds. One row here plus one kernel in `engine/step/network` make a layer. */
import { group, type Values } from '../fields.ts';
import { conv2d, depthwise, separable, transposed } from './convolution.ts';
import { dense, dropout, flatten, spatialDropout } from './dense.ts';
import { defineLayer, type LayerKind } from './layer.ts';
import { add, concat, multiply } from './merge.ts';
import { batchNormalisation, layerNormalisation } from './normalisation.ts';
import { averagePool, globalPool, maxPool } from './pooling.ts';
import { activation, reshape, stopGradient, upSample, zeroPad } from './reshape.ts';

const input = defineLayer({
  kind: 'input',
  label: 'Image',
  family: 'input',
  inputs: [0, 0],
  params: group({}),
  formula: 'x\\in[0,1]^{H\\times W\\times 3}',
  help: 'The image of the dataset, values from 0 to 1. Its shape comes from the dataset.',
  summary: () => '',
  infer: ([image]) => image ?? [],
});

export const layerKinds = {
  input,
  conv2d,
  'depthwise-conv2d': depthwise,
  'separable-conv2d': separable,
  'conv2d-transpose': transposed,
  'max-pool': maxPool,
  'average-pool': averagePool,
  'global-pool': globalPool,
  dense,
  flatten,
  dropout,
  'spatial-dropout': spatialDropout,
  'batch-norm': batchNormalisation,
  'layer-norm': layerNormalisation,
  activation,
  add,
  multiply,
  concat,
  'up-sample': upSample,
  'zero-pad': zeroPad,
  reshape,
  'stop-gradient': stopGradient,
} as const;

type Table = typeof layerKinds;
export type LayerKindName = keyof Table;

/** A node of the network graph: an id, the ids it reads, and the parameters of its kind. */
export type Layer = {
  readonly [K in LayerKindName]: {
    readonly id: string;
    readonly kind: K;
    readonly inputs: readonly string[];
  } & Values<Table[K]['params']>;
}[LayerKindName];

/** A layer of one kind. */
export type LayerOf<K extends LayerKindName> = Extract<Layer, { readonly kind: K }>;

/** The row of a kind, with its parameter type forgotten: for code that treats all kinds alike. */
export function layerKind(kind: LayerKindName): LayerKind {
  return layerKinds[kind] as LayerKind;
}

/** Whether layers of this kind own weights at all. */
export function ownsWeights({ kind }: Layer): boolean {
  return layerKind(kind).weights !== undefined;
}

/** Whether training may change the weights of a layer, where it has any. */
export function isTrained(layer: Layer): boolean {
  return !('trained' in layer) || layer.trained;
}

/** Whether `kind` is a row of the table. */
export function isLayerKind(kind: unknown): kind is LayerKindName {
  return typeof kind === 'string' && Object.hasOwn(layerKinds, kind);
}
