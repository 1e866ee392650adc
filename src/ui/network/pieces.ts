/** What the palettes offer, in groups: layers by family with the usual ones first, and the blocks. */
import { blocks } from '../../core/edit/blocks.ts';
import type { PieceName } from '../../core/edit/layers.ts';
import { type LayerKindName, layerKind, layerKinds } from '../../core/layers/index.ts';

export interface PieceRow {
  readonly name: PieceName;
  readonly label: string;
  readonly help: string;
}

function layerRow(kind: LayerKindName): PieceRow {
  const { label, help } = layerKind(kind);
  return { name: kind, label, help };
}

const usual = [
  'conv2d',
  'depthwise-conv2d',
  'max-pool',
  'global-pool',
  'dense',
  'flatten',
  'batch-norm',
  'dropout',
  'add',
  'concat',
] as const satisfies readonly LayerKindName[];

/** The layers of nearly every network. */
export const usualLayers: readonly PieceRow[] = usual.map(layerRow);

/** All others. */
export const moreLayers: readonly PieceRow[] = (Object.keys(layerKinds) as LayerKindName[])
  .filter((kind) => kind !== 'input' && !(usual as readonly LayerKindName[]).includes(kind))
  .map(layerRow);

/** Several layers at once. */
export const blockRows: readonly PieceRow[] = blocks.map(({ id, label, help }) => ({
  name: `block:${id}`,
  label,
  help,
}));
