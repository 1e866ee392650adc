/**
 * What can be done with the selection, as a list: the toolbar and the context menu show the same, so that every gesture
 * of the pointer has a way by keyboard and by tap.
 */

import { describeData } from '../../core/datasets/describe.ts';
import { isRefusal } from '../../core/edit/edited.ts';
import {
  appendAfter,
  branchFrom,
  duplicate,
  insertOnEdge,
  isHead,
  moveAfter,
  type PieceName,
  takeOut,
} from '../../core/edit/layers.ts';
import { addHead, addLoss, moveLoss } from '../../core/edit/losses.ts';
import { connect, disconnect } from '../../core/edit/wiring.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Graph } from '../../core/graph.ts';
import { type LossKindName, lossKind, lossKinds } from '../../core/losses/index.ts';
import type { Selection } from '../store.ts';
import type { CanvasState } from './canvasState.ts';
import { perform, removeSelected } from './perform.ts';

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Something to do at once, with one of some options, or with a piece from the palette. */
export type Action = {
  readonly id: string;
  readonly label: string;
  /** A letter that does it while the canvas has the focus. */
  readonly key?: string;
} & (
  | { readonly kind: 'plain'; readonly run: () => void }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'piece'; readonly run: (name: PieceName) => void }
);

export interface Choice {
  /** What is selected, in words. */
  readonly title: string;
  readonly actions: readonly Action[];
}

/** What is selected and what can be done with it; nothing where nothing of the network is selected. */
export function actionsFor(
  experiment: Experiment,
  graph: Graph,
  selection: readonly Selection[],
  edge: CanvasState['edge'],
): Choice | undefined {
  const title = (id: string) => graph.nodes.get(id)?.title ?? id;
  if (edge) return edgeChoice(edge, title);
  const parts = selection.filter(({ kind }) => kind === 'layer' || kind === 'loss');
  if (parts.length > 1) return severalChoice(parts);
  const [first] = parts;
  if (first?.kind === 'layer') return layerChoice(experiment, graph, first.id, title);
  if (first?.kind === 'loss') return lossChoice(experiment, graph, first.id, title);
  return undefined;
}

const remove: Action = { id: 'delete', label: 'Delete', kind: 'plain', run: removeSelected };

function edgeChoice({ from, to }: { from: string; to: string }, title: (id: string) => string): Choice {
  return {
    title: `${title(from)} → ${title(to)}`,
    actions: [
      {
        id: 'insert',
        label: 'Insert here',
        key: 'i',
        kind: 'piece',
        run: (name) => perform((e) => insertOnEdge(e, from, to, name)),
      },
      { id: 'disconnect', label: 'Disconnect', kind: 'plain', run: () => perform((e) => disconnect(e, from, to)) },
    ],
  };
}

function severalChoice(parts: readonly Selection[]): Choice {
  const layers = parts.flatMap((part) => (part.kind === 'layer' ? part.id : []));
  const copy: Action = {
    id: 'duplicate',
    label: 'Duplicate',
    kind: 'plain',
    run: () => perform((e) => duplicate(e, layers)),
  };
  return { title: `${parts.length} selected`, actions: [...(layers.length > 0 ? [copy] : []), remove] };
}

function layerChoice(
  experiment: Experiment,
  graph: Graph,
  id: string,
  title: (id: string) => string,
): Choice | undefined {
  const layer = experiment.network.layers.find((one) => one.id === id);
  if (!layer) return undefined;
  const others = experiment.network.layers.filter((one) => one.id !== id);
  const isImage = layer.kind === 'input';
  const option = (other: string, run: (e: Experiment) => ReturnType<typeof connect>): Option => ({
    id: other,
    label: title(other),
    run: () => perform(run),
  });
  const targets = others.filter((other) => {
    const edited = connect(experiment, id, other.id);
    return !isRefusal(edited) && edited !== experiment;
  });
  const losses = experiment.losses.filter((loss) => 'output' in loss && loss.output !== id);
  const readers = others.filter((other) => other.inputs.includes(id));
  const wires = [
    ...layer.inputs.map((from) => ({ from, to: id, label: `from ${title(from)}` })),
    ...readers.map(({ id: to }) => ({ from: id, to, label: `from what follows: ${title(to)}` })),
  ];
  const actions: Action[] = [
    {
      id: 'insert',
      label: 'Insert after',
      key: 'i',
      kind: 'piece',
      run: (name) => perform((e) => appendAfter(e, id, name)),
    },
    {
      id: 'branch',
      label: 'Branch',
      key: 'b',
      kind: 'piece',
      run: (name) => perform((e) => branchFrom(e, id, name)),
    },
    { id: 'head', label: 'Add head', key: 'h', kind: 'choice', options: headOptions(experiment, id) },
    { id: 'loss', label: 'Add loss', key: 'l', kind: 'choice', options: lossOptions(experiment, graph, id) },
    {
      id: 'connect',
      label: 'Connect to',
      key: 'c',
      kind: 'choice',
      options: [
        ...targets.map((other) => option(other.id, (e) => connect(e, id, other.id))),
        ...losses.map((loss) => ({
          id: `loss:${loss.id}`,
          label: `loss: ${loss.id}`,
          run: () => perform((e) => moveLoss(e, loss.id, { output: id })),
        })),
      ],
    },
  ];
  if (!isImage) {
    actions.push(
      {
        id: 'move',
        label: 'Move after',
        key: 'm',
        kind: 'choice',
        options: others
          .filter((other) => other.id !== layer.inputs[0] || !isHead(experiment, id))
          .map((other) => option(other.id, (e) => moveAfter(e, id, other.id))),
      },
      { id: 'duplicate', label: 'Duplicate', kind: 'plain', run: () => perform((e) => duplicate(e, [id])) },
    );
  }
  if (wires.length > 0) {
    actions.push({
      id: 'disconnect',
      label: 'Disconnect',
      kind: 'choice',
      options: [
        ...(isImage
          ? []
          : [{ id: 'all', label: 'take out, close the chain', run: () => perform((e) => takeOut(e, id)) }]),
        ...wires.map(({ from, to, label }) => ({
          id: `${from}→${to}`,
          label,
          run: () => perform((e) => disconnect(e, from, to)),
        })),
      ],
    });
  }
  if (!isImage) actions.push(remove);
  return { title: graph.nodes.get(id)?.title ?? id, actions };
}

/** A head for each target of the dataset, grown from the layer; from beside it where it is a head itself. */
function headOptions(experiment: Experiment, id: string): readonly Option[] {
  const from = isHead(experiment, id) ? {} : { from: id };
  return describeData(experiment).targets.map(({ id: target, label }) => ({
    id: target,
    label: label.toLowerCase(),
    run: () => perform((e) => addHead(e, target, from)),
  }));
}

/** The losses that fit what the layer gives, and the penalties. */
function lossOptions(experiment: Experiment, graph: Graph, id: string): readonly Option[] {
  const hasWeights = (graph.nodes.get(id)?.parameters ?? 0) > 0;
  return (Object.keys(lossKinds) as LossKindName[])
    .filter((kind) => {
      if (lossKind(kind).reads === 'weights') return hasWeights;
      return !isRefusal(addLoss(experiment, kind, { output: id }));
    })
    .map((kind) => ({
      id: kind,
      label: lossKind(kind).label,
      run: () => perform((e) => addLoss(e, kind, { output: id })),
    }));
}

function lossChoice(
  experiment: Experiment,
  graph: Graph,
  id: string,
  title: (id: string) => string,
): Choice | undefined {
  const loss = experiment.losses.find((one) => one.id === id);
  if (!loss) return undefined;
  const isScope = 'scope' in loss;
  const places = experiment.network.layers.filter((layer) => {
    if (isScope) return (graph.nodes.get(layer.id)?.parameters ?? 0) > 0 && layer.id !== loss.scope;
    return layer.kind !== 'input' && layer.id !== loss.output;
  });
  const scopes = isScope ? (['shared', 'all'] as const).filter((scope) => scope !== loss.scope) : [];
  const options: Option[] = [
    ...scopes.map((scope) => ({
      id: scope,
      label: scope === 'all' ? 'all layers' : 'the shared layers',
      run: () => perform((e) => moveLoss(e, id, { scope })),
    })),
    ...places.map((layer) => ({
      id: layer.id,
      label: title(layer.id),
      run: () => perform((e) => moveLoss(e, id, isScope ? { scope: layer.id } : { output: layer.id })),
    })),
  ];
  return {
    title: `Loss: ${id}`,
    actions: [{ id: 'move', label: isScope ? 'Put on' : 'Read from', kind: 'choice', options }, remove],
  };
}
