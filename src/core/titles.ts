/** What layers and heads are called. */
import { targetOf } from './datasets/describe.ts';
import type { Experiment } from './experiment.ts';
import { layerKind } from './layers/index.ts';

/** What each layer is called: its label and number among its kind, or the target that is read from it. */
export function titlesOf(experiment: Experiment): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const titles = new Map<string, string>();
  const heads = new Set(experiment.losses.flatMap((loss) => ('target' in loss ? loss.output : [])));
  // Heads are called by their target, so that they leave no gap in the numbers of their kind.
  const counted = experiment.network.layers.filter((layer) => !heads.has(layer.id));
  const many = (kind: string) => counted.filter((layer) => layer.kind === kind).length > 1;
  for (const layer of [...counted, ...experiment.network.layers.filter((layer) => heads.has(layer.id))]) {
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    const label = layerKind(layer.kind).label;
    titles.set(layer.id, many(layer.kind) ? `${label} ${count}` : label);
  }
  for (const layer of experiment.network.layers) {
    const label = headLabel(experiment, layer.id);
    if (label !== undefined) titles.set(layer.id, `Head: ${label}`);
  }
  return titles;
}

/** "colour", or "colour 2" where several layers answer for that target: what a head is called after the word "Head". */
export function headLabel(experiment: Experiment, layer: string): string | undefined {
  const read = experiment.losses.flatMap((loss) => ('target' in loss ? loss : []));
  const found = read.flatMap(({ output, target }) => (output === layer ? (targetOf(experiment, target) ?? []) : []));
  const target = found.at(-1);
  if (!target) return undefined;
  const name = target.label.toLowerCase();
  const heads = experiment.network.layers.filter(({ id }) =>
    read.some((loss) => loss.output === id && loss.target === target.id),
  );
  return heads.length > 1 ? `${name} ${heads.findIndex(({ id }) => id === layer) + 1}` : name;
}
