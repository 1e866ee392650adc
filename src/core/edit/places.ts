/** Where a piece goes when nobody says exactly where: where it fits, and behind what ends nowhere. */
import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import { type Edited, isRefusal, lossesOn, readersOf } from './edited.ts';
import { appendAfter, isHead, type PieceName } from './layers.ts';

/**
 * Puts a layer or block behind `near` if it fits there; else behind the nearest layer before it where it fits, else
 * behind one that follows. It fits where no layer is wrong that was not. Where it fits nowhere it comes behind `near`,
 * with its Problem. A head stays the last of its chain.
 */
export function insertNear(experiment: Experiment, near: string, name: PieceName): Edited {
  const { order, nodes } = graphOf(experiment);
  const place = order.indexOf(near);
  const before = new Set([near]);
  for (const id of order.slice(0, place + 1).reverse()) {
    if (before.has(id)) for (const input of nodes.get(id)?.layer.inputs ?? []) before.add(input);
  }
  const candidates = [
    ...order
      .slice(0, place + 1)
      .filter((id) => before.has(id))
      .reverse(),
    ...order.slice(place + 1),
  ].filter((id) => !isHead(experiment, id));
  const wrong = wrongLayers(experiment);
  const behind = (id: string) => {
    const edited = appendAfter(experiment, id, name);
    return isRefusal(edited) || wrongLayers(edited) > wrong ? [] : [edited];
  };
  const [here] = candidates[0] === near ? behind(near) : [];
  if (here) return here;
  const fitting = candidates.flatMap(behind);
  // Dense brings a Flatten only where no vector is at hand.
  const least = Math.min(...fitting.map(({ network }) => network.layers.length));
  const nearest = fitting.find(({ network }) => network.layers.length === least);
  if (nearest) return nearest;
  return appendAfter(experiment, near, name);
}

function wrongLayers(experiment: Experiment): number {
  return graphOf(experiment).problems.filter(({ at }) => at[0] === 'network' && at.length > 1).length;
}

/** Layers behind the image that neither a layer nor a loss reads, the image itself where it is alone; in the order of the flow. */
export function looseEnds(experiment: Experiment): readonly string[] {
  const { order, nodes } = graphOf(experiment);
  const behind = new Set<string>();
  for (const id of order) {
    const { kind, inputs } = nodes.get(id)?.layer ?? { kind: undefined, inputs: [] };
    if (kind === 'input' || inputs.some((input) => behind.has(input))) behind.add(id);
  }
  return [...behind].filter((id) => readersOf(experiment, id).length === 0 && lossesOn(experiment, id).length === 0);
}
