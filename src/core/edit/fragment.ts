/** Copying and pasting layers as plain JSON: within a page, between two pages, or through a text. */
import type { Experiment } from '../experiment.ts';
import { own } from '../fields.ts';
import { isLayerKind, type Layer } from '../layers/index.ts';
import { parseExperiment } from '../parse.ts';
import { error, show } from '../problem.ts';
import { type Edited, freeId, layerOf, withNetwork } from './edited.ts';

/** Layers on their way. Inputs that are not among them are left out when they are pasted. */
export interface Fragment {
  readonly lossMixer: 'layers';
  readonly layers: readonly Layer[];
}

/** The chosen layers without the image; nothing where none is chosen. */
export function copyLayers(experiment: Experiment, ids: readonly string[]): Fragment | undefined {
  const layers = experiment.network.layers.filter((layer) => ids.includes(layer.id) && layer.kind !== 'input');
  return layers.length === 0 ? undefined : { lossMixer: 'layers', layers };
}

/** Whether a text that was parsed as JSON is a fragment. */
export function isFragment(raw: unknown): boolean {
  return own(raw, 'lossMixer') === 'layers' && Array.isArray(own(raw, 'layers'));
}

/**
 * Puts pasted layers beside the network, with free ids; what read nothing among them reads `after`, if that is given.
 * The text may come from anywhere: it is parsed like an experiment.
 */
export function pasteLayers(experiment: Experiment, raw: unknown, after?: string): Edited {
  const list = own(raw, 'layers');
  if (!isFragment(raw) || !Array.isArray(list)) {
    return error(['network'], `This is ${show(raw)}, not layers.`, 'Copy layers of a network first.');
  }
  if (after !== undefined && !layerOf(experiment, after))
    return error(['network', after], `There is no layer "${after}".`, 'Select one.');
  const taken = experiment.network.layers.map((layer) => layer.id);
  const names = new Map<unknown, string>();
  const items: readonly unknown[] = list.filter((item: unknown) => own(item, 'kind') !== 'input');
  for (const item of items) {
    const kind = own(item, 'kind');
    const id = freeId(isLayerKind(kind) ? kind : 'layer', taken);
    taken.push(id);
    names.set(own(item, 'id'), id);
  }
  const renamed = items.map((item) => {
    const inputs = own(item, 'inputs');
    const known = (Array.isArray(inputs) ? inputs : []).flatMap((id: unknown) => names.get(id) ?? []);
    const fields = typeof item === 'object' && item !== null ? item : {};
    return {
      ...fields,
      id: names.get(own(item, 'id')),
      inputs: known.length === 0 && after !== undefined ? [after] : known,
    };
  });
  const { experiment: parsed, problems } = parseExperiment(
    { ...experiment, network: { layers: [...experiment.network.layers, ...renamed] } },
    experiment,
  );
  const wrong = problems.find((problem) => problem.severity === 'error');
  if (wrong) return wrong;
  const added = parsed.network.layers.slice(experiment.network.layers.length);
  return added.length === 0 ? experiment : withNetwork(experiment, [...experiment.network.layers, ...added]);
}
