/**
 * What every edit of this folder answers: the experiment after it, the very same object where there was nothing to do,
 * or a Problem where it cannot be done. An edit never throws and never leaves an experiment that could not be parsed.
 */
import { type Experiment, idPattern, limits } from '../experiment.ts';
import type { Layer } from '../layers/index.ts';
import { findCycle } from '../layers/order.ts';
import { type Loss, outputOf } from '../losses/index.ts';
import { error, type Problem } from '../problem.ts';

export type Edited = Experiment | Problem;

/** Whether an edit could not be done. */
export function isRefusal(edited: Edited): edited is Problem {
  return 'severity' in edited;
}

/** Does one edit after the other; the first refusal is the answer. */
export function chain(start: Edited, ...edits: readonly ((experiment: Experiment) => Edited)[]): Edited {
  return edits.reduce<Edited>((edited, edit) => (isRefusal(edited) ? edited : edit(edited)), start);
}

/** The first of `kind`, `kind-1`, `kind-2` … that is an id and not taken; numbered from the start where `isNumbered`. */
export function freeId(kind: string, taken: Iterable<string>, isNumbered = true): string {
  const used = new Set(taken);
  const safe = kind.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  const stem = (idPattern.test(safe) ? safe : `x-${safe}`.slice(0, 40)).replace(/-\d+$/, '').slice(0, 34);
  if (!isNumbered && !used.has(stem)) return stem;
  for (let n = isNumbered ? 1 : 2; ; n++) {
    if (!used.has(`${stem}-${n}`)) return `${stem}-${n}`;
  }
}

/** The experiment with another network and other losses, unless that breaks a bound or closes a circle. */
export function withNetwork(
  experiment: Experiment,
  layers: readonly Layer[],
  losses: readonly Loss[] = experiment.losses,
): Edited {
  if (layers.length > limits.layers) {
    return error(
      ['network', 'layers'],
      `That would make ${layers.length} layers; ${limits.layers} are allowed.`,
      'Remove some first.',
    );
  }
  if (losses.length > limits.losses) {
    return error(
      ['losses'],
      `That would make ${losses.length} losses; ${limits.losses} are allowed.`,
      'Remove some first.',
    );
  }
  const cycle = findCycle(layers);
  if (cycle) {
    return error(
      ['network', cycle[0] ?? ''],
      `That would close a circle: ${cycle.join(' → ')} → ${cycle[0]}.`,
      'Connect it to a layer that comes later.',
    );
  }
  return { ...experiment, network: { ...experiment.network, layers }, losses };
}

/** The layer of that id, or nothing. */
export function layerOf(experiment: Experiment, id: string): Layer | undefined {
  return experiment.network.layers.find((layer) => layer.id === id);
}

/** The refusal for a layer that is not there. */
export function missing(id: string): Problem {
  return error(['network', id], `There is no layer "${id}".`, 'Choose a layer of the network.');
}

/** The layers that read the given one. */
export function readersOf(experiment: Experiment, id: string): readonly Layer[] {
  return experiment.network.layers.filter((layer) => layer.inputs.includes(id));
}

/** The losses that read the output of the given layer. */
export function lossesOn(experiment: Experiment, id: string): readonly Loss[] {
  return experiment.losses.filter((loss) => outputOf(loss) === id);
}

/** The layer with other inputs, each once and never itself. */
export function withInputs(layer: Layer, inputs: readonly string[]): Layer {
  return { ...layer, inputs: [...new Set(inputs)].filter((id) => id !== layer.id) };
}

/** The ids of the layers that are in `after` and not in `before`, in their order. */
export function newLayers(before: Experiment, after: Experiment): readonly string[] {
  const old = new Set(before.network.layers.map((layer) => layer.id));
  return after.network.layers.map((layer) => layer.id).filter((id) => !old.has(id));
}
