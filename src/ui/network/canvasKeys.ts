/**
 * The keyboard on the canvas: the arrows go from node to node along the connections and select, with Shift they add to
 * the selection, Ctrl Space adds or takes out, Enter opens the inspector, Delete removes, Ctrl D duplicates, Escape lets go.
 */
import { duplicate } from '../../core/edit/layers.ts';
import { select } from '../actions/look.ts';
import { type Selection, store } from '../store.ts';
import type { Box } from './box.ts';
import { canvasStore } from './canvasState.ts';
import type { Layout } from './layout.ts';
import type { NetworkView } from './networkView.ts';
import { nodeIdOfSelection } from './nodeId.ts';
import { livingSelection, perform, removeSelected, selectedLayers } from './perform.ts';
import { unfold } from './useFolding.ts';

/** What a node of the canvas is on the page; the mixer and the frame are nothing. */
export function selectionOf(nodeId: string): Selection | undefined {
  if (nodeId.startsWith('#loss-')) return { kind: 'loss', id: nodeId.slice('#loss-'.length) };
  return nodeId.startsWith('#') ? undefined : { kind: 'layer', id: nodeId };
}

/** Does what a key means on the node that has the focus. Returns whether it meant something. */
export function onCanvasKey(
  { key, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  nodeId: string | undefined,
  view: NetworkView,
  layout: Layout,
): boolean {
  if (key === 'Escape') {
    select();
    canvasStore.setState({ edge: null, notice: null });
    return true;
  }
  if (key === 'Delete' || key === 'Backspace') {
    const own = nodeId === undefined ? undefined : selectionOf(nodeId);
    if (own && livingSelection().length === 0 && !canvasStore.getState().edge) select(own);
    removeSelected();
    return true;
  }
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'd') {
    perform((experiment) => duplicate(experiment, selectedLayers()));
    return true;
  }
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'a') {
    const { network, losses } = store.getState().experiment;
    select(
      ...network.layers.map(({ id }) => ({ kind: 'layer', id }) as const),
      ...losses.map(({ id }) => ({ kind: 'loss', id }) as const),
    );
    return true;
  }
  if (nodeId === undefined) return false;
  const own = selectionOf(nodeId);
  if (ctrlKey || metaKey) {
    if (key !== ' ' || !own) return false;
    canvasStore.setState({ edge: null });
    toggle(own);
    return true;
  }
  const card = view.nodes.find((node) => node.form === 'fold' && node.id === nodeId);
  if (card?.form === 'fold' && (key === 'Enter' || key === ' ')) {
    unfold(card);
    return true;
  }
  if (key === 'Enter') {
    if (!own) return false;
    canvasStore.setState({ edge: null });
    select(own);
    requestAnimationFrame(() => {
      document
        .querySelector<HTMLElement>('.inspector-content :is(input, select, button, [tabindex="0"]):not(.vary, .term)')
        ?.focus();
    });
    return true;
  }
  const next = neighbour(nodeId, key, view, layout);
  if (next === undefined) return key.startsWith('Arrow');
  const there = selectionOf(next);
  if (there && shiftKey) {
    const rest = livingSelection().filter((one) => nodeIdOfSelection(one) !== next);
    select(...rest, there);
  } else if (there) select(there);
  canvasStore.setState({ focus: next, edge: null });
  return true;
}

/** Takes one more thing into the selection, or lets go of it. */
function toggle(own: Selection): void {
  const { selection } = store.getState();
  const id = nodeIdOfSelection(own);
  const rest = selection.filter((one) => nodeIdOfSelection(one) !== id);
  select(...(rest.length < selection.length ? rest : [...rest, own]));
}

/** The node to which an arrow key leads: along a connection to the side, else the nearest above or below. */
export function neighbour(nodeId: string, key: string, view: NetworkView, layout: Layout): string | undefined {
  const own = layout.boxes.get(nodeId);
  if (!own) return undefined;
  const nearest = (ids: readonly string[]) =>
    [...ids].sort((a, b) => distance(own, layout.boxes.get(a)) - distance(own, layout.boxes.get(b)))[0];
  switch (key) {
    case 'ArrowRight':
      return nearest(view.edges.filter(({ source }) => source === nodeId).map(({ target }) => target));
    case 'ArrowLeft':
      return nearest(view.edges.filter(({ target }) => target === nodeId).map(({ source }) => source));
    case 'ArrowUp':
    case 'ArrowDown': {
      const sign = key === 'ArrowDown' ? 1 : -1;
      const ids = [...layout.boxes].filter(([id, box]) => id !== nodeId && sign * (centre(box).y - centre(own).y) > 4);
      return nearest(ids.map(([id]) => id));
    }
    default:
      return undefined;
  }
}

const centre = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** Sideways counts more, so that up and down stay in a column. */
function distance(a: Box, b: Box | undefined): number {
  if (!b) return Number.POSITIVE_INFINITY;
  return Math.hypot(2 * (centre(b).x - centre(a).x), centre(b).y - centre(a).y);
}
