/** What only the canvas knows: a selected connection, what is dragged over, and what was said last. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Layer } from '../../core/layers/index.ts';

export interface CanvasState {
  /** The selected connection. */
  readonly edge: { readonly from: string; readonly to: string } | null;
  /** The drop zone under a dragged node: `edge:…` or `node:…`. */
  readonly over: string | null;
  /** Something is on its way to the canvas, so that places show. */
  readonly isDragging: boolean;
  /** Why something was not done, or what was. */
  readonly notice: { readonly text: string; readonly isRefusal: boolean } | null;
  /** The menu of the toolbar that is open. */
  readonly menu: string | null;
  /** The sheet with the palettes is open, on a stacked page. */
  readonly isInserting: boolean;
  /** Layers that a person wants to see one by one, though they repeat. */
  readonly unfolded: ReadonlySet<Layer>;
  /** A layer to bring into view and focus when it is there. */
  readonly focus: string | null;
}

const nothing: CanvasState = {
  edge: null,
  over: null,
  isDragging: false,
  notice: null,
  menu: null,
  isInserting: false,
  unfolded: new Set(),
  focus: null,
};
export const canvasStore = createStore<CanvasState>(() => nothing);

/** Reads a part of the state of the canvas in a component. */
export function useCanvas<T>(select: (state: CanvasState) => T): T {
  return useZustand(canvasStore, select);
}

/** Says something on the canvas and to screen readers. */
export function say(text: string, isRefusal = false): void {
  canvasStore.setState({ notice: { text, isRefusal } });
}
