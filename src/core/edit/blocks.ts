/**
 * What can be put into a network: single layers and blocks of several, as data. A block may look at the place where it
 * goes (`Site`), so that its shapes fit: a residual block keeps the channels, an up-sampling block finds its skip.
 */
import type { Experiment } from '../experiment.ts';
import type { Graph } from '../graph.ts';
import { graphOf } from '../graphOf.ts';
import { type LayerKindName, layerKind } from '../layers/index.ts';
import type { Shape } from '../layers/layer.ts';
import { sizeOf } from '../layers/size.ts';

/** A layer to be put in. Inputs: `#in` is what the piece is attached to, `#name` another of the piece, else a layer. */
export interface PieceLayer {
  readonly name: string;
  readonly kind: LayerKindName;
  readonly inputs: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Layers to be put in together; the last one is what comes out. */
export type Piece = readonly PieceLayer[];

/** Where a piece goes: what it is attached to, its shape, and the rest of the network. */
export interface Site {
  readonly from: string | undefined;
  readonly shape: Shape | undefined;
  readonly graph: Graph;
}

export interface Block {
  /** kebab-case. */
  readonly id: string;
  readonly label: string;
  /** One sentence for a student. */
  readonly help: string;
  build(site: Site): Piece;
}

/** The place after a layer; with nothing before it when `from` is undefined. */
export function siteAt(experiment: Experiment, from: string | undefined): Site {
  const graph = graphOf(experiment);
  return { from, shape: from === undefined ? undefined : graph.nodes.get(from)?.shape, graph };
}

const relu = { activation: 'relu' };
const channelsOf = ({ shape }: Site, otherwise = 16) =>
  Math.min(512, shape?.length === 3 ? (shape[2] ?? otherwise) : otherwise);
const wide = (site: Site) => Math.max(8, channelsOf(site));

const convBatchNorm: Block = {
  id: 'conv-batch-norm',
  label: 'Conv + norm + ReLU',
  help: 'A convolution whose outputs are normalised before the activation: the usual unit of deep networks.',
  build: (site) => [
    { name: 'conv2d', kind: 'conv2d', inputs: ['#in'], params: { filters: wide(site), bias: false } },
    { name: 'batch-norm', kind: 'batch-norm', inputs: ['#conv2d'] },
    { name: 'activation', kind: 'activation', inputs: ['#batch-norm'], params: relu },
  ],
};

const residual: Block = {
  id: 'residual',
  label: 'Residual',
  help: 'Two convolutions and a shortcut around them (He et al. 2016): gradients pass the shortcut undiminished.',
  build: (site) => [
    { name: 'conv-a', kind: 'conv2d', inputs: ['#in'], params: { filters: channelsOf(site), ...relu } },
    { name: 'conv-b', kind: 'conv2d', inputs: ['#conv-a'], params: { filters: channelsOf(site) } },
    { name: 'add', kind: 'add', inputs: ['#in', '#conv-b'] },
    { name: 'activation', kind: 'activation', inputs: ['#add'], params: relu },
  ],
};

const twoBranches: Block = {
  id: 'two-branches',
  label: 'Two branches',
  help: 'A 1×1 and a 3×3 convolution side by side, their channels stacked (Szegedy et al. 2015, Inception).',
  build: (site) => {
    const filters = Math.max(4, Math.ceil(wide(site) / 2));
    return [
      { name: 'conv-a', kind: 'conv2d', inputs: ['#in'], params: { kernel: 1, filters, ...relu } },
      { name: 'conv-b', kind: 'conv2d', inputs: ['#in'], params: { kernel: 3, filters, ...relu } },
      { name: 'concat', kind: 'concat', inputs: ['#conv-a', '#conv-b'] },
    ];
  },
};

const separable: Block = {
  id: 'depthwise-separable',
  label: 'Depthwise + 1×1',
  help: 'Looks around in every channel, then mixes the channels (Howard et al. 2017, MobileNet): cheap.',
  build: (site) => [
    { name: 'depthwise-conv2d', kind: 'depthwise-conv2d', inputs: ['#in'], params: relu },
    {
      name: 'conv2d',
      kind: 'conv2d',
      inputs: ['#depthwise-conv2d'],
      params: { kernel: 1, filters: wide(site), ...relu },
    },
  ],
};

const upSampling: Block = {
  id: 'u-net-up',
  label: 'Up-sample + skip',
  help: 'Doubles the image and stacks it with the earlier layer of that size (Ronneberger et al. 2015, U-Net).',
  build(site) {
    const filters = Math.max(4, Math.floor(channelsOf(site) / 2));
    const skip = skipFor(site);
    return [
      { name: 'up-sample', kind: 'up-sample', inputs: ['#in'] },
      ...(skip === undefined
        ? []
        : ([{ name: 'concat', kind: 'concat', inputs: ['#up-sample', skip] }] satisfies Piece)),
      {
        name: 'conv2d',
        kind: 'conv2d',
        inputs: [skip === undefined ? '#up-sample' : '#concat'],
        params: { filters, ...relu },
      },
    ];
  },
};

/** The last layer before the site whose image is twice as large: what a U-Net puts beside the up-sampled one. */
function skipFor({ from, shape, graph }: Site): string | undefined {
  if (from === undefined || shape?.length !== 3) return undefined;
  const wanted = `${2 * (shape[0] ?? 0)}×${2 * (shape[1] ?? 0)}`;
  const before = new Set<string>([from]);
  for (const id of [...graph.order].reverse()) {
    if (before.has(id)) for (const input of graph.nodes.get(id)?.layer.inputs ?? []) before.add(input);
  }
  return [...graph.order]
    .reverse()
    .filter((id) => before.has(id) && graph.nodes.get(id)?.layer.kind !== 'input')
    .find((id) => graph.nodes.get(id)?.shape?.slice(0, 2).join('×') === wanted);
}

export const blocks: readonly Block[] = [convBatchNorm, residual, twoBranches, separable, upSampling];

/** The block of that id, or nothing. */
export function blockOf(id: string): Block | undefined {
  return blocks.find((block) => block.id === id);
}

/** More values than this are averaged, not flattened: the dense layer after it would be too large. */
const mostFlattened = 4096;

/** What makes a vector of an image before a dense layer. */
export function vectorLayer(image: Shape): 'flatten' | 'global-pool' {
  return sizeOf(image) <= mostFlattened ? 'flatten' : 'global-pool';
}

/** One layer as a piece, with parameters that fit the place and are useful: ReLU, and what suits the input. Dense brings its Flatten. */
export function pieceOf(kind: LayerKindName, site: Site): Piece {
  const row = layerKind(kind);
  const params = {
    ...(Object.hasOwn(row.params.shape, 'activation') ? { activation: 'relu' } : {}),
    ...(site.shape ? row.suited?.(site.shape) : {}),
  };
  if (kind === 'dense' && site.shape?.length === 3) {
    const vector = vectorLayer(site.shape);
    return [
      { name: vector, kind: vector, inputs: ['#in'] },
      { name: kind, kind, inputs: [`#${vector}`], params },
    ];
  }
  return [{ name: kind, kind, inputs: ['#in'], params }];
}
