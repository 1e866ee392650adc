/**
 * Dragging from the palettes to the network and the desk: by pointer, by touch, and by keyboard (Space lifts, the arrows
 * go from place to place, Space or Enter drops, Escape puts back).
 */
import { DndContext } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import type { LayerKindName } from '../core/layers/index.ts';
import type { LossKindName } from '../core/losses/index.ts';

/** What is dragged. */
export type DragData =
  | { readonly type: 'layer'; readonly kind: LayerKindName }
  | { readonly type: 'block'; readonly block: string }
  | { readonly type: 'loss'; readonly kind: LossKindName };

/** Where it can be dropped. */
export type DropData =
  | { readonly type: 'desk' }
  | { readonly type: 'head'; readonly layerId: string }
  | { readonly type: 'edge'; readonly from: string; readonly to: string }
  | { readonly type: 'node'; readonly layerId: string }
  | { readonly type: 'canvas' };

/** Everything that can be dragged or dropped on lives inside it. */
export function DragAndDrop({ children }: { readonly children: ReactNode }) {
  return <DndContext>{children}</DndContext>;
}
