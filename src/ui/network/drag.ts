/** What can be dragged, and the places that take it. */
import type { LayerKindName } from '../../core/layers/index.ts';
import type { LossKindName } from '../../core/losses/index.ts';

/** What is dragged. */
export type DragData =
  | { readonly type: 'layer'; readonly kind: LayerKindName }
  | { readonly type: 'block'; readonly block: string }
  | { readonly type: 'loss'; readonly kind: LossKindName }
  | { readonly type: 'target'; readonly target: string; readonly label: string };

/** Where it can be dropped. */
export type DropData =
  | { readonly type: 'desk' }
  | { readonly type: 'head'; readonly target: string; readonly label: string }
  | { readonly type: 'trunk' }
  | { readonly type: 'edge'; readonly from: string; readonly to: string }
  | { readonly type: 'node'; readonly layerId: string }
  /** To the right of a layer that nothing reads. */
  | { readonly type: 'end'; readonly layerId: string }
  | { readonly type: 'canvas' };
