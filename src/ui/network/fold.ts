/**
 * Repetitions of a long network as one card each: "Conv × 40", "Conv + Batch norm + ReLU × 20". What was opened by a
 * person, and what is selected, has a problem or branches, stands there layer by layer.
 */
import type { Experiment } from '../../core/experiment.ts';
import { type Layer, layerKind } from '../../core/layers/index.ts';
import { outputOf } from '../../core/losses/index.ts';
import { counted } from '../../core/words.ts';
import type { EdgeView, FoldNodeView, LayerNodeView, NetworkView } from './networkView.ts';

const limits = {
  /** A network of at most so many layers is seen whole without it. */
  layers: 12,
  /** Less often is no repetition. */
  times: 4,
  /** The most layers that repeat together. */
  period: 4,
};

/** Layers in a row: `times` times the same `period` ones. */
export interface Repetition {
  readonly layers: readonly Layer[];
  readonly period: number;
  readonly times: number;
}

/** The repetitions of a network that is long enough to need it, from the image on. */
export function repetitionsOf({ network: { layers }, losses }: Experiment, view: NetworkView): readonly Repetition[] {
  if (layers.length <= limits.layers) return [];
  const readers = new Map<string, number>();
  for (const id of layers.flatMap(({ inputs }) => inputs)) readers.set(id, (readers.get(id) ?? 0) + 1);
  const heads = new Set(losses.map(outputOf));
  const views = new Map(view.nodes.flatMap((node) => (isLayer(node) ? [[node.id, node]] : [])));
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const reader = new Map(layers.flatMap((layer) => layer.inputs.map((id) => [id, layer])));
  const isPlain = ({ id, kind, inputs }: Layer) =>
    kind !== 'input' && inputs.length === 1 && !heads.has(id) && !views.get(id)?.problem;
  const sign = ({ id, inputs: _, ...layer }: Layer) =>
    JSON.stringify([layer, views.get(id)?.isFrozen, views.get(id)?.stripes]);

  const after = (layer: Layer | undefined) => {
    const one = layer && isPlain(layer) && readers.get(layer.id) === 1 ? reader.get(layer.id) : undefined;
    return one && isPlain(one) ? one : undefined;
  };
  const starts = layers.filter((layer) => isPlain(layer) && after(byId.get(layer.inputs[0] ?? '')) !== layer);
  return starts.flatMap((start) => {
    const chain: Layer[] = [];
    for (let one: Layer | undefined = start; one; one = after(one)) chain.push(one);
    return inChain(chain, chain.map(sign));
  });
}

function inChain(chain: readonly Layer[], signs: readonly string[]): Repetition[] {
  const found: Repetition[] = [];
  for (let at = 0; at < chain.length; ) {
    const pattern = patternAt(signs, at);
    if (pattern) found.push({ layers: chain.slice(at, at + pattern.period * pattern.times), ...pattern });
    at += pattern ? pattern.period * pattern.times : 1;
  }
  return found;
}

/** The shortest pattern that repeats often enough from there on. */
function patternAt(signs: readonly string[], at: number): Pick<Repetition, 'period' | 'times'> | undefined {
  for (let period = 1; period <= limits.period; period++) {
    let end = at + period;
    while (end < signs.length && signs[end] === signs[end - period]) end++;
    const times = Math.floor((end - at) / period);
    if (times >= limits.times) return { period, times };
  }
  return undefined;
}

/** The network with one card for each of the repetitions. */
export function fold(view: NetworkView, repetitions: readonly Repetition[]): NetworkView {
  if (repetitions.length === 0) return view;
  const cards = new Map<string, FoldNodeView>();
  for (const repetition of repetitions) {
    const card = cardOf(view, repetition);
    if (card) for (const id of card.layers) cards.set(id, card);
  }
  const nodeIdOf = (id: string) => cards.get(id)?.id ?? id;
  const nodes = view.nodes.flatMap((node) => {
    const card = isLayer(node) ? cards.get(node.id) : undefined;
    if (!card) return [node];
    return node.id === card.layers[0] ? [card] : [];
  });
  const edges = view.edges.flatMap((edge): EdgeView[] => {
    const ends = { source: nodeIdOf(edge.source), target: nodeIdOf(edge.target) };
    return ends.source === ends.target ? [] : [{ ...edge, ...ends }];
  });
  const frame = view.frame && { ...view.frame, layers: [...new Set(view.frame.layers.map(nodeIdOf))] };
  return { nodes, edges, frame };
}

function cardOf(view: NetworkView, { layers, period, times }: Repetition): FoldNodeView | undefined {
  const ids = layers.map(({ id }) => id);
  const views = view.nodes.filter((node): node is LayerNodeView => isLayer(node) && ids.includes(node.id));
  const [first, last] = [views.find(({ id }) => id === ids[0]), views.find(({ id }) => id === ids.at(-1))];
  if (!first || !last) return undefined;
  const names = layers.slice(0, period).map((layer) => nameOf(layer, views));
  const title = `${names.join(' + ')} × ${times}`;
  const parameters = views.reduce((sum, one) => sum + one.parameters, 0);
  const facts = [
    `${title}: ${counted(ids.length, 'layer')}, ${first.title} to ${last.title}`,
    ...(period === 1 && first.detail !== '' ? [first.detail] : []),
    ...(last.shape ? [`output ${last.shape.join(' by ')}`] : []),
    ...(parameters > 0 ? [counted(parameters, 'parameter')] : []),
  ];
  return {
    form: 'fold',
    id: `#fold-${first.id}`,
    layers: [first.id, ...ids.slice(1)],
    last: last.id,
    title,
    detail: period === 1 ? first.detail : counted(ids.length, 'layer'),
    shape: last.shape,
    parameters,
    isFrozen: views.some(({ isFrozen }) => isFrozen),
    isRead: last.isRead,
    stripes: last.stripes,
    label: `${facts.join(', ')}. Enter shows them one by one.`,
  };
}

function nameOf(layer: Layer, views: readonly LayerNodeView[]): string {
  const view = views.find(({ id }) => id === layer.id);
  return layer.kind === 'activation' && view ? view.detail : layerKind(layer.kind).label;
}

function isLayer(node: NetworkView['nodes'][number]): node is LayerNodeView {
  return node.form !== 'fold' && node.form !== 'loss' && node.form !== 'mixer';
}
