/**
 * What the canvas shows, derived from the Experiment and its analysis: one view a node, one a connection, and the frame
 * around the shared trunk. Plain data, so that a node whose view did not change is not drawn again.
 */

import { targetName } from '../../core/datasets/describe.ts';
import { looseEnds } from '../../core/edit/places.ts';
import type { Experiment } from '../../core/experiment.ts';
import { type Graph, sharedLayers } from '../../core/graph.ts';
import { type Layer, type LayerKindName, layerKind } from '../../core/layers/index.ts';
import type { Shape } from '../../core/layers/layer.ts';
import { activations } from '../../core/layers/params.ts';
import { type Loss, lossKind, outputOf } from '../../core/losses/index.ts';
import { lossName, lossNumber, placeName } from '../../core/losses/names.ts';
import { isPenalty } from '../../core/losses/roles.ts';
import type { Problem } from '../../core/problem.ts';
import { counted, listText } from '../../core/words.ts';
import { lossLook } from '../lossLook.ts';
import { lossNodeId, mixerId } from './nodeId.ts';

/** More losses than that stand closer. */
const mostLarge = 6;

export interface Stripe {
  readonly loss: string;
  readonly color: string;
}

export interface LayerNodeView {
  readonly form: 'image' | 'block' | 'slim' | 'merge';
  readonly id: string;
  readonly kind: LayerKindName;
  readonly title: string;
  /** The main numbers: "3×3 · 16 · ReLU". */
  readonly detail: string;
  readonly shape: Shape | undefined;
  readonly parameters: number;
  /** Whether it has weights that are not trained. */
  readonly isFrozen: boolean;
  /** Whether a loss reads it, though perhaps none trains it. */
  readonly isRead: boolean;
  readonly stripes: readonly Stripe[];
  readonly problem: Problem | undefined;
  /** Nothing reads it: what is dropped to its right reads it. The image that is alone says so. */
  readonly end: 'none' | 'loose' | 'alone';
  readonly label: string;
}

export interface LossNodeView {
  readonly form: 'loss';
  readonly id: string;
  readonly title: string;
  readonly reads: string;
  /** The index of L₁, L₂ …; 0 for a penalty. */
  readonly number: number;
  readonly color: string;
  readonly text: string;
  readonly muted: boolean;
  /** One of many, which stand closer. */
  readonly isSmall: boolean;
  readonly problem: Problem | undefined;
  readonly label: string;
}

/** Equal layers in a row, or several such in turn, as one card. */
export interface FoldNodeView {
  readonly form: 'fold';
  readonly id: string;
  /** Its layers, from the first to the last. */
  readonly layers: readonly [string, ...string[]];
  readonly last: string;
  /** "Conv × 40". */
  readonly title: string;
  readonly detail: string;
  readonly shape: Shape | undefined;
  readonly parameters: number;
  readonly isFrozen: boolean;
  readonly isRead: boolean;
  readonly stripes: readonly Stripe[];
  readonly label: string;
}

export interface MixerNodeView {
  readonly form: 'mixer';
  readonly id: typeof mixerId;
  readonly count: number;
  readonly label: string;
}

export type NodeView = LayerNodeView | FoldNodeView | LossNodeView | MixerNodeView;

export interface EdgeView {
  readonly id: string;
  /** The layers, the loss or the mixer that it connects. */
  readonly from: string;
  readonly to: string;
  /** The nodes between which it is drawn: other than the layers where these are folded. */
  readonly source: string;
  readonly target: string;
  readonly shape: Shape | undefined;
  /** The losses whose gradient flows back through it. */
  readonly stripes: readonly Stripe[];
  /** Whether a loss reads what comes through it. */
  readonly isRead: boolean;
  readonly kind: 'tensor' | 'loss' | 'penalty';
  readonly isWrong: boolean;
}

export interface FrameView {
  readonly layers: readonly string[];
  readonly title: string;
}

export interface NetworkView {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  readonly frame: FrameView | undefined;
}

/** "448", "4.6 k", "131 k", "1.2 M". */
export function shortCount(n: number): string {
  if (n < 1000) return String(n);
  const [value, unit] = n < 1e6 ? [n / 1e3, 'k'] : [n / 1e6, 'M'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** "138,304 parameters (99.6 %)". */
export function shareText(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  const digits = percent > 0 && percent < 99.95 ? 1 : 0;
  return `${counted(part, 'parameter')} (${percent.toFixed(digits)} %)`;
}

/** Everything the canvas shows of an experiment. */
export function networkView(experiment: Experiment, graph: Graph): NetworkView {
  const stripesOf = (losses: readonly string[]) =>
    losses.map((loss) => ({ loss, color: lossLook(experiment, loss).color }));
  const problemOf = (section: string, id: string) =>
    graph.problems.find((problem) => problem.at[0] === section && problem.at[1] === id);
  const known = new Set(experiment.network.layers.map((layer) => layer.id));

  const ends = new Set(looseEnds(experiment));
  const isAlone = experiment.network.layers.length === 1;
  const endOf = (id: string): LayerNodeView['end'] => (!ends.has(id) ? 'none' : isAlone ? 'alone' : 'loose');

  const layers = experiment.network.layers.map((layer): LayerNodeView => {
    const node = graph.nodes.get(layer.id);
    const base = {
      form: formOf(layer.kind),
      id: layer.id,
      kind: layer.kind,
      title: node?.title ?? layer.id,
      detail: detailOf(layer),
      shape: node?.shape,
      parameters: node?.parameters ?? 0,
      isFrozen: node !== undefined && node.frozen > 0,
      isRead: node !== undefined && node.readBy.length > 0,
      stripes: stripesOf(node?.reachedBy ?? []),
      problem: problemOf('network', layer.id),
      end: endOf(layer.id),
    };
    return { ...base, label: layerLabel(base, experiment) };
  });

  const losses = experiment.losses.map((loss): LossNodeView => {
    const look = lossLook(experiment, loss.id);
    const base = {
      form: 'loss' as const,
      id: loss.id,
      title: lossKind(loss.kind).label,
      reads: readsText(experiment, loss),
      number: lossNumber(experiment, loss.id),
      color: look.color,
      text: look.text,
      muted: loss.muted,
      isSmall: experiment.losses.length > mostLarge,
      problem: problemOf('losses', loss.id),
    };
    const wrong = base.problem ? ` Problem: ${base.problem.message}` : '';
    return { ...base, label: `Loss: ${base.title}, ${base.reads}${loss.muted ? ', muted' : ''}.${wrong}` };
  });

  const mixer: MixerNodeView = {
    form: 'mixer',
    id: mixerId,
    count: experiment.losses.length,
    label: `Mixer: ${counted(experiment.losses.length, 'loss')} ${experiment.losses.length === 1 ? 'becomes' : 'become'} one update.`,
  };

  const wires = experiment.network.layers.flatMap((layer) =>
    [...new Set(layer.inputs)]
      .filter((from) => known.has(from))
      .map((from): EdgeView => {
        const { readBy = [], reachedBy = [] } = graph.nodes.get(layer.id) ?? {};
        return {
          id: `${from}→${layer.id}`,
          from,
          to: layer.id,
          source: from,
          target: layer.id,
          shape: graph.nodes.get(from)?.shape,
          stripes: stripesOf(layer.kind === 'stop-gradient' ? [] : reachedBy),
          isRead: readBy.length > 0,
          kind: 'tensor',
          isWrong: problemOf('network', layer.id)?.severity === 'error',
        };
      }),
  );
  const reads = experiment.losses.flatMap((loss): EdgeView[] => {
    const output = outputOf(loss);
    const to = lossNodeId(loss.id);
    const stripes = stripesOf([loss.id]);
    const mix: EdgeView = {
      id: `${to}→${mixerId}`,
      from: to,
      to: mixerId,
      source: to,
      target: mixerId,
      shape: undefined,
      stripes,
      isRead: true,
      kind: 'loss',
      isWrong: false,
    };
    if (output === undefined || !known.has(output)) return [mix];
    const wrong = problemOf('losses', loss.id)?.severity === 'error';
    const shape = graph.nodes.get(output)?.shape;
    return [
      {
        id: `${output}→${to}`,
        from: output,
        to,
        source: output,
        target: to,
        shape,
        stripes,
        isRead: true,
        kind: 'tensor',
        isWrong: wrong,
      },
      mix,
    ];
  });

  return {
    nodes: [...layers, ...losses, ...(losses.length > 0 ? [mixer] : [])],
    edges: [...wires, ...reads],
    frame: frameOf(experiment, graph),
  };
}

const blocks: ReadonlySet<LayerKindName> = new Set([
  'conv2d',
  'depthwise-conv2d',
  'separable-conv2d',
  'conv2d-transpose',
  'dense',
]);
const merges: ReadonlySet<LayerKindName> = new Set(['add', 'multiply', 'concat']);

function formOf(kind: LayerKindName): LayerNodeView['form'] {
  if (kind === 'input') return 'image';
  if (merges.has(kind)) return 'merge';
  return blocks.has(kind) ? 'block' : 'slim';
}

function detailOf(layer: Layer): string {
  const summary = layer.kind === 'dense' ? counted(layer.units, 'unit') : layerKind(layer.kind).summary(layer);
  if (layer.kind === 'activation' || !('activation' in layer) || layer.activation === 'linear') return summary;
  const activation = activations.find((row) => row.value === layer.activation)?.label ?? '';
  return `${summary} · ${activation}`;
}

function layerLabel(view: Omit<LayerNodeView, 'label'>, experiment: Experiment): string {
  const parts = [view.title, view.detail].filter((part) => part !== '');
  if (view.shape) parts.push(`output ${view.shape.join(' by ')}`);
  if (view.parameters > 0) parts.push(`${counted(view.parameters, 'parameter')}`);
  if (view.isFrozen) parts.push('frozen');
  const reached = view.stripes.map(({ loss }) => loss);
  const [first] = reached;
  if (first === undefined) parts.push(view.isRead ? 'no gradient comes to it' : 'no loss reaches it');
  else if (reached.length === 1) parts.push(`only ${lossName(experiment, first)} reaches it`);
  else
    parts.push(
      reached.length === experiment.losses.length
        ? 'every loss reaches it'
        : `${listText(reached.map((id) => lossName(experiment, id)))} reach it`,
    );
  const wrong = view.problem ? ` Problem: ${view.problem.message} ${view.problem.remedy}` : '';
  return `${parts.join(', ')}.${wrong}`;
}

function readsText(experiment: Experiment, loss: Loss): string {
  if ('target' in loss) return `reads ${targetName(experiment, loss.target)}`;
  const place = 'output' in loss ? loss.output : loss.scope;
  return `on ${place === 'shared' ? 'the ' : ''}${placeName(experiment, place)}`;
}

/** The trunk: layers that two or more losses of targets reach, without the image itself. */
function frameOf(experiment: Experiment, graph: Graph): FrameView | undefined {
  const data = experiment.losses.filter((loss) => !isPenalty(loss)).map((loss) => loss.id);
  const shared = sharedLayers(graph, data);
  const layers = experiment.network.layers
    .filter((layer) => layer.kind !== 'input' && shared.has(layer.id))
    .map((layer) => layer.id);
  if (layers.length === 0) return undefined;
  const reach = layers.map((id) => (graph.nodes.get(id)?.reachedBy ?? []).filter((loss) => data.includes(loss)));
  const one = new Set(reach.map((losses) => losses.join())).size === 1;
  const names = reach[0]?.map((id) => lossName(experiment, id)) ?? [];
  const count = layers.reduce((sum, id) => sum + (graph.nodes.get(id)?.parameters ?? 0), 0);
  const who = one && names.length <= 3 ? listText([...new Set(names)]) : 'two losses or more';
  return { layers, title: `shared by ${who} · ${shareText(count, graph.parameters)}` };
}
