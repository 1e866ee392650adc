/** Doing an edit on the page: the result goes into the store and what is new is selected; a refusal is said. */
import { type Edited, isRefusal, newLayers } from '../../core/edit/edited.ts';
import { copyLayers } from '../../core/edit/fragment.ts';
import { removeLayers } from '../../core/edit/layers.ts';
import { removeLoss } from '../../core/edit/losses.ts';
import { disconnect } from '../../core/edit/wiring.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { type Loss, lossKind } from '../../core/losses/index.ts';
import { lossSubtitle, lossTitle } from '../../core/losses/names.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import { edit } from '../actions/edit.ts';
import { select } from '../actions/look.ts';
import { type Selection, store } from '../store.ts';
import { canvasStore, say } from './canvasState.ts';
import { lossNodeId } from './nodeId.ts';

/** Does an edit. Returns whether anything changed. */
export function perform(change: (experiment: Experiment) => Edited): boolean {
  const before = store.getState().experiment;
  const edited = change(before);
  if (isRefusal(edited)) {
    say(`${edited.message} ${edited.remedy}`, true);
    return false;
  }
  if (edited === before) return false;
  if (!edit(() => edited)) return false;
  canvasStore.setState({ notice: null, edge: null });
  selectNew(before, edited);
  return true;
}

/** Selects what an edit has added: its last layer, or its loss. */
function selectNew(before: Experiment, after: Experiment): void {
  const [...layers] = newLayers(before, after);
  const old = new Set(before.losses.map((loss) => loss.id));
  const loss = after.losses.find(({ id }) => !old.has(id));
  const last = layers.at(-1);
  if (loss) {
    select({ kind: 'loss', id: loss.id });
    say(addedText(after, loss, last !== undefined));
  } else if (last !== undefined) {
    select({ kind: 'layer', id: last });
    say(`${graphOf(after).nodes.get(last)?.title ?? last} added.`);
  } else {
    const living = livingSelection();
    if (living.length < store.getState().selection.length) select(...living);
  }
  if (last !== undefined) canvasStore.setState({ focus: last });
}

/** "Mean squared error added for area, with a new head." */
function addedText(experiment: Experiment, loss: Loss, hasNewHead: boolean): string {
  const { label } = lossKind(loss.kind);
  if (isPenalty(loss)) return `${label} added: ${lossSubtitle(experiment, loss)}.`;
  return `${label} added for ${lossTitle(experiment, loss)}${hasNewHead ? ', with a new head' : ''}.`;
}

/** What of the network is selected and still there. */
export function livingSelection(): readonly Selection[] {
  const { experiment, selection } = store.getState();
  return selection.filter((one) => {
    if (one.kind === 'layer') return experiment.network.layers.some(({ id }) => id === one.id);
    return one.kind === 'loss' && experiment.losses.some(({ id }) => id === one.id);
  });
}

/** The ids of the selected layers. */
export function selectedLayers(selection: readonly Selection[] = livingSelection()): readonly string[] {
  return selection.flatMap((one) => (one.kind === 'layer' ? one.id : []));
}

/** Removes what is selected: a connection, layers, losses; then what came before it is selected. */
export function removeSelected(): void {
  const { edge } = canvasStore.getState();
  if (edge) {
    perform((experiment) => disconnect(experiment, edge.from, edge.to));
    return;
  }
  const { experiment } = store.getState();
  const selection = livingSelection();
  const layers = selectedLayers(selection);
  const losses = selection.flatMap((one) => (one.kind === 'loss' ? one.id : []));
  const before = experiment.network.layers.find((layer) => layer.id === layers[0])?.inputs[0];
  const done = perform((start) => {
    const rest = losses.reduce(removeLoss, start);
    return removeLayers(rest, layers);
  });
  if (!done) return;
  const isThere = before !== undefined && store.getState().experiment.network.layers.some(({ id }) => id === before);
  if (isThere) {
    select({ kind: 'layer', id: before });
    canvasStore.setState({ focus: before });
  } else select();
  say('Removed. Undo brings it back.');
}

/** The selected layers as text for the clipboard. */
export function copiedText(): string | undefined {
  const fragment = copyLayers(store.getState().experiment, selectedLayers());
  return fragment && JSON.stringify(fragment, null, 2);
}

/** Gives the focus back to the node that is selected: after a menu has closed, say. */
export function refocus(): void {
  const one = livingSelection().at(-1);
  if (one?.kind === 'layer') canvasStore.setState({ focus: one.id });
  else if (one?.kind === 'loss') canvasStore.setState({ focus: lossNodeId(one.id) });
}
