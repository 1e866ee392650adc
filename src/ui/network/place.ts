/** Putting something from a palette where it was dropped, or, when its button was pressed, where the selection is. */
import type { Edited } from '../../core/edit/edited.ts';
import {
  addUnconnected,
  appendAfter,
  branchFrom,
  insertOnEdge,
  isHead,
  type PieceName,
} from '../../core/edit/layers.ts';
import { addHead, addLoss, type Reads } from '../../core/edit/losses.ts';
import { insertNear } from '../../core/edit/places.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { type LossKindName, lossKind } from '../../core/losses/index.ts';
import { store } from '../store.ts';
import { canvasStore } from './canvasState.ts';
import type { DragData, DropData } from './drag.ts';
import { perform, selectedLayers } from './perform.ts';

/** Whether a place takes what is dragged. */
export function accepts(drop: DropData, drag: DragData): boolean {
  if (drop.type === 'node' || drop.type === 'canvas') return true;
  if (drop.type === 'end') return drag.type !== 'loss';
  if (drag.type === 'target') return false;
  if (drag.type !== 'loss') return drop.type === 'edge';
  const isPenalty = lossKind(drag.kind).reads === 'weights';
  return drop.type === 'desk' || (isPenalty ? drop.type === 'trunk' : drop.type === 'head');
}

/** Does what a drop means; `isBranch` is the lower part of a node. */
export function dropAt(drag: DragData, drop: DropData, isBranch: boolean): void {
  if (drag.type === 'loss') {
    perform((experiment) => addLoss(experiment, drag.kind, readsOf(drop)));
    return;
  }
  if (drag.type === 'target') {
    const from = drop.type === 'node' || drop.type === 'end' ? drop.layerId : undefined;
    perform((experiment) => addHeadFrom(experiment, drag.target, from));
    return;
  }
  const name: PieceName = drag.type === 'layer' ? drag.kind : `block:${drag.block}`;
  switch (drop.type) {
    case 'edge':
      perform((experiment) => insertOnEdge(experiment, drop.from, drop.to, name));
      break;
    case 'node':
      perform((experiment) => (isBranch ? branchFrom : appendAfter)(experiment, drop.layerId, name));
      break;
    case 'end':
      perform((experiment) => appendAfter(experiment, drop.layerId, name));
      break;
    case 'canvas':
      perform((experiment) => addUnconnected(experiment, name));
      break;
    case 'desk':
    case 'head':
    case 'trunk':
      break;
    default:
      drop satisfies never;
  }
}

/** What a loss dropped there looks at. */
function readsOf(drop: DropData): Reads {
  switch (drop.type) {
    case 'node':
      return { output: drop.layerId };
    case 'head':
      return { target: drop.target };
    case 'trunk':
      return { scope: 'shared' };
    default:
      return {};
  }
}

/** Inserts at the selection: into the connection, near the layer; without one, near the last layer of the trunk. */
export function insertAtSelection(name: PieceName): void {
  const { edge } = canvasStore.getState();
  if (edge) {
    perform((experiment) => insertOnEdge(experiment, edge.from, edge.to, name));
    return;
  }
  perform((experiment) => insertNear(experiment, selectedLayers()[0] ?? trunkEnd(experiment), name));
}

function trunkEnd(experiment: Experiment): string {
  const order = graphOf(experiment).order.filter((id) => !isHead(experiment, id));
  const graph = graphOf(experiment);
  const reach = (id: string) => graph.nodes.get(id)?.readBy.length ?? 0;
  const most = Math.max(0, ...order.map(reach));
  return order.filter((id) => reach(id) === most).at(-1) ?? '';
}

/** Adds a head for a target, grown from the selected layer unless that is a head itself. */
export function headAtSelection(target: string): void {
  const [layer] = selectedLayers();
  perform((experiment) => addHeadFrom(experiment, target, layer));
}

/** A head grows from beside another head, not from it. */
function addHeadFrom(experiment: Experiment, target: string, layer: string | undefined): Edited {
  return addHead(experiment, target, layer === undefined || isHead(experiment, layer) ? {} : { from: layer });
}

/** Adds a loss to the selected head, or where it fits. */
export function lossAtSelection(kind: LossKindName): void {
  const [layer] = selectedLayers();
  const { experiment } = store.getState();
  const output = layer !== undefined && isHead(experiment, layer) ? layer : undefined;
  perform((start) => addLoss(start, kind, output === undefined ? {} : { output }));
}
