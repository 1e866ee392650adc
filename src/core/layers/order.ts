/** The order of layers in a network, each after its inputs, and the circles that keep them from having one. */
import type { Layer } from './index.ts';

/** The ids of a circle in the wiring, or nothing. */
export function findCycle(layers: readonly Layer[]): readonly string[] | undefined {
  const sorted = new Set(inOrder(layers));
  const known = new Set(layers.map((layer) => layer.id));
  const rest = new Map(layers.filter((layer) => !sorted.has(layer.id)).map((layer) => [layer.id, layer]));
  const path: string[] = [];
  let id = [...rest.keys()][0];
  while (id !== undefined && !path.includes(id)) {
    path.push(id);
    id = rest.get(id)?.inputs.find((input) => rest.has(input) && known.has(input));
  }
  return id === undefined ? undefined : path.slice(path.indexOf(id)).reverse();
}

/** The ids of layers, each after its inputs; those on a circle are missing. Kahn's algorithm: an input that is not there counts as missing, not as a reason to wait. */
export function inOrder(layers: readonly Layer[]): string[] {
  const known = new Set(layers.map((layer) => layer.id));
  const done = new Set<string>();
  let waiting = [...layers];
  for (;;) {
    const ready = waiting.filter((layer) => layer.inputs.every((id) => done.has(id) || !known.has(id)));
    if (ready.length === 0) return [...done];
    for (const layer of ready) done.add(layer.id);
    waiting = waiting.filter((layer) => !done.has(layer.id));
  }
}
