/**
 * Where every weight lives in the flat parameter vector θ, and which part of θ which terms reach.
 *
 * Weights are grouped by the set of terms that reach them, larger sets first, so that what is shared is a prefix of θ
 * and a head is one range. The order never changes during a run; which ranges are shared follows from the active terms.
 */
import type { Experiment } from '../../core/experiment.ts';
import { type Graph, isKernel, sharedLayers } from '../../core/graph.ts';
import type { WeightSpec } from '../../core/layers/layer.ts';
import type { activations } from '../../core/layers/params.ts';
import { sizeOf } from '../../core/layers/size.ts';
import type { Loss } from '../../core/losses/index.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import { makeRandom, type Random } from '../../core/random.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Slot {
  readonly layer: string;
  readonly spec: WeightSpec;
  readonly start: number;
  readonly size: number;
  /** Ids of the terms that reach it. */
  readonly terms: readonly string[];
}

export interface Layout {
  readonly slots: readonly Slot[];
  /** P, the length of θ. */
  readonly size: number;
  /** The weights that some term's forward pass needs and that never change: they are not in θ. */
  readonly frozen: readonly Pick<Slot, 'layer' | 'spec' | 'size'>[];
}

/** Which layers a term reaches: those that its gradient comes to, or the layers of its scope that own a trained kernel. */
export function termReach(experiment: Experiment, graph: Graph, loss: Loss): (layer: string) => boolean {
  if (!('scope' in loss)) return (id) => graph.nodes.get(id)?.reachedBy.includes(loss.id) ?? false;
  const data = experiment.losses.filter((other) => !isPenalty(other)).map((other) => other.id);
  const shared = sharedLayers(graph, data);
  return (id) => {
    const isInScope = loss.scope === 'all' || (loss.scope === 'shared' ? shared.has(id) : loss.scope === id);
    return isInScope && (graph.nodes.get(id)?.weights.some(isKernel) ?? false);
  };
}

/** The layout of every weight that some term's forward pass needs. */
export function layOut(experiment: Experiment, graph: Graph): Layout {
  const reaches = experiment.losses.map((loss) => [loss, termReach(experiment, graph, loss)] as const);
  const found: Omit<Slot, 'start'>[] = [];
  const frozen: Layout['frozen'][number][] = [];
  for (const id of graph.order) {
    const node = graph.nodes.get(id);
    if (!node || node.readBy.length === 0) continue;
    for (const spec of node.weights) {
      if (spec.isFrozen) frozen.push({ layer: id, spec, size: sizeOf(spec.shape) });
      if (!spec.trainable) continue;
      const terms = reaches
        .filter(([loss, reach]) => reach(id) && (!('scope' in loss) || isKernel(spec)))
        .map(([loss]) => loss.id);
      found.push({ layer: id, spec, size: sizeOf(spec.shape), terms });
    }
  }
  const data = new Set(experiment.losses.filter((loss) => !('scope' in loss)).map((loss) => loss.id));
  const dataTerms = (slot: Omit<Slot, 'start'>) => slot.terms.filter((id) => data.has(id));
  const order = experiment.losses.map((loss) => loss.id);
  const rank = (slot: Omit<Slot, 'start'>) => order.indexOf(dataTerms(slot)[0] ?? '');
  found.sort((a, b) => dataTerms(b).length - dataTerms(a).length || rank(a) - rank(b));
  let start = 0;
  const slots = found.map((slot) => {
    const placed = { ...slot, start };
    start += slot.size;
    return placed;
  });
  return { slots, size: start, frozen };
}

/** The ranges of θ whose slots pass, neighbours joined. */
export function rangesOf(layout: Layout, passes: (slot: Slot) => boolean): readonly Range[] {
  const ranges: { start: number; end: number }[] = [];
  for (const slot of layout.slots) {
    if (!passes(slot)) continue;
    const last = ranges.at(-1);
    if (last?.end === slot.start) last.end += slot.size;
    else ranges.push({ start: slot.start, end: slot.start + slot.size });
  }
  return ranges;
}

/** θ before the first step. */
export function initialValues(experiment: Experiment, layout: Layout): Float32Array {
  const values = new Float32Array(layout.size);
  for (const slot of layout.slots) values.set(initialWeight(experiment, slot), slot.start);
  return values;
}

/**
 * A weight before the first step. Glorot uniform ±√(6/(in+out)), He normal √(2/in), LeCun normal √(1/in); the normal ones
 * are not truncated. Every weight has a random stream of its own, named after its layer, so that adding or freezing a layer
 * leaves all of them as they were.
 */
export function initialWeight(
  { network, training }: Experiment,
  { layer: id, spec, size }: Pick<Slot, 'layer' | 'spec' | 'size'>,
): Float32Array {
  const values = new Float32Array(size);
  const layer = network.layers.find((one) => one.id === id);
  if (spec.initial === 'ones') values.fill(1);
  if (spec.initial !== 'initializer' || !layer) return values;
  const chosen = 'initializer' in layer ? layer.initializer : 'auto';
  const activation = 'activation' in layer ? layer.activation : 'linear';
  const kind = chosen === 'auto' ? automatic(activation) : chosen;
  fill(values, kind, spec, makeRandom(training.seed).fork('weights').fork(`${id}/${spec.name}`));
  return values;
}

type Activation = (typeof activations)[number]['value'];

function automatic(activation: Activation): 'he' | 'glorot' {
  return ['relu', 'leaky-relu', 'elu', 'gelu', 'silu'].includes(activation) ? 'he' : 'glorot';
}

function fill(
  view: Float32Array,
  kind: 'glorot' | 'he' | 'lecun' | 'zeros',
  { fanIn, fanOut }: WeightSpec,
  random: Random,
): void {
  if (kind === 'zeros') return;
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  const deviation = Math.sqrt((kind === 'he' ? 2 : 1) / fanIn);
  for (let i = 0; i < view.length; i++) {
    view[i] = kind === 'glorot' ? random.uniform(-limit, limit) : deviation * random.normal();
  }
}
