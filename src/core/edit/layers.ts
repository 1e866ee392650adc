/** Putting layers in, taking them out, moving and copying them. */

import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import type { Layer, LayerKindName } from '../layers/index.ts';
import { isLayerKind } from '../layers/index.ts';
import { type Loss, outputOf } from '../losses/index.ts';
import { makeLayer } from '../make.ts';
import { error } from '../problem.ts';
import { blockOf, type Piece, pieceOf, type Site, siteAt } from './blocks.ts';
import { type Edited, freeId, layerOf, lossesOn, missing, readersOf, withInputs, withNetwork } from './edited.ts';

/** A layer kind, or the id of a block. */
export type PieceName = LayerKindName | `block:${string}`;

function build(name: PieceName, site: Site): Piece | undefined {
  if (isLayerKind(name)) return name === 'input' ? undefined : pieceOf(name, site);
  return blockOf(name.slice('block:'.length))?.build(site);
}

/** The layers of a piece with free ids, attached to `from`; nothing where there is no such piece. */
function place(experiment: Experiment, name: PieceName, from: string | undefined): readonly Layer[] | undefined {
  const piece = build(name, siteAt(experiment, from));
  if (!piece) return undefined;
  const taken = experiment.network.layers.map((layer) => layer.id);
  const ids = new Map<string, string>();
  for (const { name: local, kind } of piece) {
    const id = freeId(kind, taken);
    taken.push(id);
    ids.set(`#${local}`, id);
  }
  return piece.map(({ name: local, kind, inputs, params }) => {
    const real = inputs.flatMap((input) => (input === '#in' ? (from ?? []) : (ids.get(input) ?? input)));
    return withInputs(makeLayer(ids.get(`#${local}`) ?? local, kind, real, params), real);
  });
}

const noPiece = (name: string) =>
  error(
    ['network'],
    name === 'input' ? 'The network has its image already.' : `There is no layer or block "${name}".`,
    'Choose another one from the palette.',
  );

function replace(inputs: readonly string[], old: string, next: readonly string[]): readonly string[] {
  return inputs.flatMap((id) => (id === old ? next : id));
}

/** The layers with new ones behind the layer `after`, so that the order of the list follows the flow. */
function spliced(layers: readonly Layer[], after: string | undefined, added: readonly Layer[]): readonly Layer[] {
  const index = layers.findIndex((layer) => layer.id === after);
  return index < 0 ? [...layers, ...added] : [...layers.slice(0, index + 1), ...added, ...layers.slice(index + 1)];
}

/** Puts a layer or block into the connection between two layers. */
export function insertOnEdge(experiment: Experiment, from: string, to: string, name: PieceName): Edited {
  const reader = layerOf(experiment, to);
  if (!layerOf(experiment, from)) return missing(from);
  if (!reader) return missing(to);
  if (!reader.inputs.includes(from)) {
    return error(['network', to, 'inputs'], `"${to}" does not read "${from}".`, 'Choose a connection that is there.');
  }
  const added = place(experiment, name, from);
  const last = added?.at(-1);
  if (!added || !last) return noPiece(name);
  const layers = experiment.network.layers.map((layer) =>
    layer.id === to ? withInputs(layer, replace(layer.inputs, from, [last.id])) : layer,
  );
  return withNetwork(experiment, spliced(layers, from, added));
}

/** Puts a layer or block behind a layer: everything that read the layer, losses included, now reads the new one. */
export function appendAfter(experiment: Experiment, after: string, name: PieceName): Edited {
  if (!layerOf(experiment, after)) return missing(after);
  const added = place(experiment, name, after);
  const last = added?.at(-1);
  if (!added || !last) return noPiece(name);
  return withNetwork(experiment, ...takeOver(experiment, after, last.id, added));
}

function takeOver(
  experiment: Experiment,
  after: string,
  last: string,
  added: readonly Layer[],
): readonly [readonly Layer[], readonly Loss[]] {
  const layers = experiment.network.layers.map((layer) =>
    layer.inputs.includes(after) ? withInputs(layer, replace(layer.inputs, after, [last])) : layer,
  );
  const losses = experiment.losses.map((loss) =>
    'output' in loss && loss.output === after ? { ...loss, output: last } : loss,
  );
  return [spliced(layers, after, added), losses];
}

/** Lets a new layer or block read a layer beside what reads it already. */
export function branchFrom(experiment: Experiment, from: string, name: PieceName): Edited {
  if (!layerOf(experiment, from)) return missing(from);
  const added = place(experiment, name, from);
  if (!added) return noPiece(name);
  return withNetwork(experiment, [...experiment.network.layers, ...added]);
}

/** Puts a layer or block on the canvas without connecting it. */
export function addUnconnected(experiment: Experiment, name: PieceName): Edited {
  const added = place(experiment, name, undefined);
  if (!added) return noPiece(name);
  return withNetwork(experiment, [...experiment.network.layers, ...added]);
}

/** Takes layers out, all but the image. What read them reads what they read, so that a chain closes; losses on them go with them. */
export function removeLayers(experiment: Experiment, ids: readonly string[]): Edited {
  const chosen = experiment.network.layers.filter((layer) => ids.includes(layer.id));
  const gone = new Set(chosen.filter((layer) => layer.kind !== 'input').map((layer) => layer.id));
  if (gone.size === 0) {
    if (chosen[0] === undefined) return experiment;
    return error(['network', chosen[0].id], 'The image cannot be removed.', 'Disconnect what reads it instead.');
  }
  const losses = experiment.losses.filter((loss) => {
    const output = outputOf(loss);
    return !(output !== undefined && gone.has(output)) && !('scope' in loss && gone.has(loss.scope));
  });
  return withNetwork(experiment, closeChains(experiment.network.layers, gone), losses);
}

function closeChains(layers: readonly Layer[], gone: ReadonlySet<string>): readonly Layer[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  // A merge is left by its first input only: its other branches end there.
  const standIn = (id: string): string | undefined => {
    if (!gone.has(id)) return id;
    const first = byId.get(id)?.inputs[0];
    return first === undefined ? undefined : standIn(first);
  };
  return layers
    .filter((layer) => !gone.has(layer.id))
    .map((layer) =>
      layer.inputs.some((id) => gone.has(id))
        ? withInputs(
            layer,
            layer.inputs.flatMap((id) => standIn(id) ?? []),
          )
        : layer,
    );
}

/**
 * Copies layers. The copies of connected layers come behind the last of them, in front of what read it; the copy of a
 * head stands beside it and is read by no loss.
 */
export function duplicate(experiment: Experiment, ids: readonly string[]): Edited {
  const chosen = experiment.network.layers.filter((layer) => ids.includes(layer.id) && layer.kind !== 'input');
  if (chosen.length === 0) return experiment;
  const taken = experiment.network.layers.map((layer) => layer.id);
  const names = new Map<string, string>();
  for (const { id } of chosen) {
    const name = freeId(id, taken);
    taken.push(name);
    names.set(id, name);
  }
  const copyOf = (layer: Layer, rename: (id: string) => string): Layer => ({
    ...withInputs(
      layer,
      layer.inputs.map((id) => names.get(id) ?? rename(id)),
    ),
    id: names.get(layer.id) ?? layer.id,
  });
  const heads = chosen.filter(({ id }) => isHead(experiment, id));
  const flow = graphOf(experiment).order.flatMap((id) => chosen.find((layer) => layer.id === id) ?? []);
  const chains = connected(flow.filter((layer) => !heads.includes(layer)));
  let next: readonly [readonly Layer[], readonly Loss[]] = [experiment.network.layers, experiment.losses];
  for (const chain of chains) {
    const [first, last] = [chain[0]?.inputs[0], chain.at(-1)?.id ?? ''];
    const copies = chain.map((layer) => {
      const copy = copyOf(layer, (id) => (id === first ? last : id));
      return copy.inputs.length > 0 ? copy : { ...copy, inputs: [last] };
    });
    const [layers, losses] = next;
    next = takeOver({ ...experiment, network: { layers }, losses }, last, names.get(last) ?? last, copies);
  }
  const [layers, losses] = next;
  return withNetwork(experiment, [...layers, ...heads.map((head) => copyOf(head, (id) => id))], losses);
}

/** Layers, each after its inputs, in groups that are connected among themselves. */
function connected(layers: readonly Layer[]): readonly (readonly Layer[])[] {
  let groups: readonly (readonly Layer[])[] = [];
  for (const layer of layers) {
    const isNear = (group: readonly Layer[]) => group.some(({ id }) => layer.inputs.includes(id));
    groups = [...groups.filter((group) => !isNear(group)), [...groups.filter(isNear).flat(), layer]];
  }
  return groups;
}

/** Takes a layer out of its chain, which closes, and leaves it unconnected. Losses on it stay on it. */
export function takeOut(experiment: Experiment, id: string): Edited {
  const layer = layerOf(experiment, id);
  if (!layer) return missing(id);
  if (layer.kind === 'input')
    return error(['network', id], 'The image stays where it is.', 'Disconnect what reads it.');
  if (layer.inputs.length === 0 && readersOf(experiment, id).length === 0) return experiment;
  const rest = closeChains(experiment.network.layers, new Set([id]));
  const index = experiment.network.layers.indexOf(layer);
  return withNetwork(experiment, [...rest.slice(0, index), { ...layer, inputs: [] }, ...rest.slice(index)]);
}

/**
 * Moves a layer out of its chain to behind another one. A head goes beside what reads `after`; any other layer comes
 * between.
 */
export function moveAfter(experiment: Experiment, id: string, after: string): Edited {
  if (id === after) return experiment;
  if (!layerOf(experiment, after)) return missing(after);
  const layer = layerOf(experiment, id);
  const readers = readersOf(experiment, after);
  if (layer?.inputs.length === 1 && layer.inputs[0] === after && (readers.length === 1 || isHead(experiment, id))) {
    return experiment;
  }
  const freed = takeOut(experiment, id);
  if ('severity' in freed || !layer) return freed;
  const moved = { ...layer, inputs: [after] };
  const rest = { ...freed, network: { layers: freed.network.layers.filter((other) => other.id !== id) } };
  if (isHead(experiment, id)) return withNetwork(freed, spliced(rest.network.layers, after, [moved]));
  return withNetwork(freed, ...takeOver(rest, after, id, [moved]));
}

/** Moves a layer out of its chain into the connection between two others. */
export function moveOntoEdge(experiment: Experiment, id: string, from: string, to: string): Edited {
  if (id === from || id === to) return experiment;
  if (!layerOf(experiment, to)?.inputs.includes(from)) return missing(to);
  const layer = layerOf(experiment, id);
  const freed = takeOut(experiment, id);
  if ('severity' in freed || !layer) return freed;
  const layers = freed.network.layers
    .filter((other) => other.id !== id)
    .map((other) => (other.id === to ? withInputs(other, replace(other.inputs, from, [id])) : other));
  return withNetwork(freed, spliced(layers, from, [{ ...layer, inputs: [from] }]));
}

/** Whether losses read the layer and no other layer does. */
export function isHead(experiment: Experiment, id: string): boolean {
  return lossesOn(experiment, id).length > 0 && readersOf(experiment, id).length === 0;
}
