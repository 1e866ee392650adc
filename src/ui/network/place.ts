/** Putting something from a palette where it was dropped, or, when its button was pressed, where the selection is. */
import {
  addUnconnected,
  appendAfter,
  branchFrom,
  insertOnEdge,
  isHead,
  type PieceName,
} from '../../core/edit/layers.ts';
import { addHead, addLoss } from '../../core/edit/losses.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { LossKindName } from '../../core/losses/index.ts';
import type { DragData, DropData } from '../DragAndDrop.tsx';
import { graphOf } from '../graphOf.ts';
import { store } from '../store.ts';
import { canvasStore } from './canvasState.ts';
import { perform, selectedLayers } from './perform.ts';

/** Whether a place takes what is dragged. */
export function accepts(drop: DropData, drag: DragData): boolean {
  if (drag.type === 'loss') return drop.type !== 'edge';
  return drop.type === 'edge' || drop.type === 'node' || drop.type === 'canvas' || drop.type === 'head';
}

/** Does what a drop means; `isBranch` is the lower part of a node. */
export function dropAt(drag: DragData, drop: DropData, isBranch: boolean): void {
  if (drag.type === 'loss') {
    const layer = drop.type === 'node' || drop.type === 'head' ? drop.layerId : undefined;
    perform((experiment) => addLoss(experiment, drag.kind, layer === undefined ? {} : { output: layer }));
    return;
  }
  const name: PieceName = drag.type === 'layer' ? drag.kind : `block:${drag.block}`;
  switch (drop.type) {
    case 'edge':
      perform((experiment) => insertOnEdge(experiment, drop.from, drop.to, name));
      break;
    case 'node':
    case 'head':
      perform((experiment) => (isBranch ? branchFrom : appendAfter)(experiment, drop.layerId, name));
      break;
    case 'canvas':
      perform((experiment) => addUnconnected(experiment, name));
      break;
    case 'desk':
      break;
    default:
      drop satisfies never;
  }
}

/** Inserts at the selection: into the connection, behind the layer; without one, behind the last layer of the trunk. */
export function insertAtSelection(name: PieceName): void {
  const { edge } = canvasStore.getState();
  if (edge) {
    perform((experiment) => insertOnEdge(experiment, edge.from, edge.to, name));
    return;
  }
  perform((experiment) => appendAfter(experiment, selectedLayers()[0] ?? trunkEnd(experiment), name));
}

function trunkEnd(experiment: Experiment): string {
  const order = graphOf(experiment).order.filter((id) => !isHead(experiment, id));
  const graph = graphOf(experiment);
  const reach = (id: string) => graph.nodes.get(id)?.reachedBy.length ?? 0;
  const most = Math.max(0, ...order.map(reach));
  return order.filter((id) => reach(id) === most).at(-1) ?? '';
}

/** Adds a head for a target, grown from the selected layer unless that is a head itself. */
export function headAtSelection(target: string): void {
  const [layer] = selectedLayers();
  perform((experiment) =>
    addHead(experiment, target, layer === undefined || isHead(experiment, layer) ? {} : { from: layer }),
  );
}

/** Adds a loss to the selected head, or where it fits. */
export function lossAtSelection(kind: LossKindName): void {
  const [layer] = selectedLayers();
  const { experiment } = store.getState();
  const output = layer !== undefined && isHead(experiment, layer) ? layer : undefined;
  perform((start) => addLoss(start, kind, output === undefined ? {} : { output }));
}
