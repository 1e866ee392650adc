/**
 * "Should they share?" Splitting gives every loss of a target its own copy of the shared layers; joining merges layers of
 * different towers that are equal, from the image up to the first difference. Joining undoes splitting.
 */

import type { Experiment } from '../experiment.ts';
import { sharedLayers } from '../graph.ts';
import { graphOf } from '../graphOf.ts';
import type { Layer } from '../layers/index.ts';
import type { Loss } from '../losses/index.ts';
import { error } from '../problem.ts';
import { type Edited, freeId, withInputs, withNetwork } from './edited.ts';

/** Gives every loss that reads a target its own copy of the layers it shares with another one. */
export function splitTowers(experiment: Experiment): Edited {
  const graph = graphOf(experiment);
  const data = experiment.losses.filter((loss) => 'target' in loss);
  const ids = data.map((loss) => loss.id);
  const shared = sharedLayers(graph, ids);
  const isShared = (layer: Layer) => shared.has(layer.id) && layer.kind !== 'input';
  if (!experiment.network.layers.some(isShared)) {
    return error(['network'], 'No layer is shared by two losses.', 'Nothing to split: every loss has its own layers.');
  }
  const taken = experiment.network.layers.map((layer) => layer.id);
  /** For each loss, what it calls each layer that it shares; the first loss keeps the originals. */
  const names = new Map<string, ReadonlyMap<string, string>>();
  const copies: Layer[] = [];
  const kept = new Map<string, string>();
  for (const loss of ids) {
    const own = new Map<string, string>();
    const reached = experiment.network.layers.filter((layer) => graph.nodes.get(layer.id)?.readBy.includes(loss));
    for (const layer of reached.filter(isShared)) {
      if (!kept.has(layer.id)) {
        kept.set(layer.id, loss);
        continue;
      }
      const copy = freeId(layer.id, taken);
      taken.push(copy);
      own.set(layer.id, copy);
    }
    for (const layer of reached) {
      const copy = own.get(layer.id);
      if (copy !== undefined) copies.push({ ...layer, id: copy, inputs: layer.inputs.map((id) => own.get(id) ?? id) });
    }
    names.set(loss, own);
  }
  const layers = experiment.network.layers.map((layer) => {
    // A layer of one loss alone, or an original that a later loss keeps, reads that loss's copies.
    const loss = kept.get(layer.id) ?? ids.find((id) => graph.nodes.get(layer.id)?.readBy.includes(id));
    const own = loss === undefined ? undefined : names.get(loss);
    return own && layer.inputs.some((id) => own.has(id))
      ? withInputs(
          layer,
          layer.inputs.map((id) => own.get(id) ?? id),
        )
      : layer;
  });
  const takenLosses = experiment.losses.map((loss) => loss.id);
  const losses = experiment.losses.flatMap((loss): Loss[] => {
    if ('target' in loss) return [{ ...loss, output: names.get(loss.id)?.get(loss.output) ?? loss.output }];
    // A penalty on a layer restrains every copy of it, by a loss of its own.
    const read = readBy(loss);
    const more = [...names.values()].flatMap((own) => own.get(read) ?? []);
    return [
      loss,
      ...more.map((layer) => {
        const id = freeId(loss.id, takenLosses);
        takenLosses.push(id);
        return { ...reading(loss, layer), id };
      }),
    ];
  });
  return withNetwork(experiment, [...layers, ...copies], losses);
}

/** Merges the layers of different towers that do the same to the same input. */
export function joinTowers(experiment: Experiment): Edited {
  const graph = graphOf(experiment);
  const standIn = new Map<string, string>();
  const name = (id: string) => standIn.get(id) ?? id;
  const reached = new Map<string, Set<string>>();
  const bySignature = new Map<string, string[]>();
  for (const id of graph.order) {
    const node = graph.nodes.get(id);
    if (!node) continue;
    const reach = new Set(node.readBy);
    const signature = signatureOf(experiment, node.layer, name);
    const equals = bySignature.get(signature) ?? [];
    // Branches of one tower look alike too: only layers that no loss has in common are towers apart.
    const twin = equals.find((other) => reach.size > 0 && isApart(reached.get(other), reach));
    if (twin === undefined) {
      bySignature.set(signature, [...equals, id]);
      reached.set(id, reach);
    } else {
      standIn.set(id, twin);
      for (const loss of reach) reached.get(twin)?.add(loss);
    }
  }
  if (standIn.size === 0) {
    return error(
      ['network'],
      'There are no two towers that start with equal layers.',
      'Give the towers the same layers with the same parameters first.',
    );
  }
  const layers = experiment.network.layers
    .filter((layer) => !standIn.has(layer.id))
    .map((layer) => (layer.inputs.some((id) => standIn.has(id)) ? withInputs(layer, layer.inputs.map(name)) : layer));
  const losses: Loss[] = [];
  for (const loss of experiment.losses) {
    const isMoved = standIn.has(readBy(loss));
    const joined = isMoved ? reading(loss, name(readBy(loss))) : loss;
    // The penalty of one tower's copy is that of the other's: once is enough.
    const isTwin = isMoved && !('target' in loss) && losses.some((other) => isSame(other, joined));
    if (!isTwin) losses.push(joined);
  }
  return withNetwork(experiment, layers, losses);
}

/** The layer whose output or weights a loss reads, or the name of a wider scope. */
function readBy(loss: Loss): string {
  return 'output' in loss ? loss.output : loss.scope;
}

function reading(loss: Loss, layer: string): Loss {
  return 'output' in loss ? { ...loss, output: layer } : { ...loss, scope: layer };
}

/** Whether two losses do the same to the same, whatever they are called. */
function isSame(one: Loss, other: Loss): boolean {
  const plain = (loss: Loss) => JSON.stringify(Object.entries({ ...loss, id: '' }).sort());
  return plain(one) === plain(other);
}

function isApart(one: ReadonlySet<string> | undefined, other: ReadonlySet<string>): boolean {
  return one !== undefined && one.size > 0 && ![...other].some((loss) => one.has(loss));
}

/** What a layer does, to what, and for which targets: heads of different targets stay apart. */
function signatureOf(experiment: Experiment, layer: Layer, name: (id: string) => string): string {
  const { id, inputs, ...rest } = layer;
  const targets = experiment.losses.flatMap((loss) => ('target' in loss && loss.output === id ? loss.target : []));
  return JSON.stringify([Object.entries(rest).sort(), inputs.map(name), [...new Set(targets)].sort()]);
}
