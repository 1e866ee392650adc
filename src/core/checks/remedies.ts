/**
 * The one obvious remedy of a Problem, where there is one, as a fix for its button. Only the wiring and the shapes that
 * are known are looked at, so that the analysis can offer it.
 */
import type { Target } from '../datasets/dataset.ts';
import { describeData, targetName } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { type Layer, layerKind } from '../layers/index.ts';
import type { Shape, ShapeProblem } from '../layers/layer.ts';
import { isProblem, shapeText } from '../layers/size.ts';
import { outputOf } from '../losses/index.ts';
import type { Node } from '../node.ts';
import type { Fix } from '../problem.ts';

type Nodes = ReadonlyMap<string, Node>;

/** For a layer whose inputs do not fit together or do not suit it. */
export function misfitFix(layer: Layer, nodes: Nodes, misfit: ShapeProblem['fix']): Fix | undefined {
  switch (misfit) {
    case 'flatten':
      return { kind: 'insert-before', layer: layer.id, input: layer.inputs[0] ?? '', insert: 'flatten' };
    case 'project-shortcut': {
      const inputs = layer.inputs.map((id) => nodes.get(id));
      const first = shapeText(inputs[0]?.shape);
      const other = inputs.find((node) => shapeText(node?.shape) !== first);
      const images = inputs.every((node) => node?.shape?.length === 3);
      return other && images ? { kind: 'project-shortcut', layer: layer.id, input: other.layer.id } : undefined;
    }
    case 'pad':
      return { kind: 'set', at: ['network', layer.id, 'padding'], value: 'same', label: 'Set the padding to same' };
    case 'move-to-image': {
      const after = lastImageBefore(layer, nodes);
      const label = `Move it behind ${after?.title}`;
      return after && { kind: 'move-after', layer: layer.id, after: after.layer.id, label };
    }
    case undefined:
      return undefined;
    default:
      return misfit satisfies never;
  }
}

/** The nearest layer before it, along first inputs, that gives an image. */
function lastImageBefore(layer: Layer, nodes: Nodes): Node | undefined {
  const before = nodes.get(layer.inputs[0] ?? '');
  return before === undefined || before.shape?.length === 3 ? before : lastImageBefore(before.layer, nodes);
}

/**
 * For a layer that lacks an input: a connection from the last loose end that fits, or, where a loss reads it, from the
 * last layer that fits; to take it out where nothing does.
 */
export function connectFix(experiment: Experiment, layer: Layer, nodes: Nodes, isRead: boolean): Fix {
  const { layers } = experiment.network;
  const behind = readersOf(layers, layer.id);
  const fits = (node: Node): boolean => {
    if (!node.shape || node.layer.id === layer.id || layer.inputs.includes(node.layer.id)) return false;
    if (behind.has(node.layer.id) || experiment.losses.some((loss) => outputOf(loss) === node.layer.id)) return false;
    const shapes = [...layer.inputs.map((id) => nodes.get(id)?.shape), node.shape].filter(
      (shape) => shape !== undefined,
    );
    const [min] = layerKind(layer.kind).inputs;
    return shapes.length < min || !isProblem(layerKind(layer.kind).infer(shapes, layer));
  };
  const fitting = [...nodes.values()].filter(fits);
  const isLoose = ({ layer: { id } }: Node) => !layers.some(({ inputs }) => inputs.includes(id));
  const from = fitting.findLast(isLoose) ?? (isRead || layer.inputs.length > 0 ? fitting.at(-1) : undefined);
  if (!from) return { kind: 'remove-layer', layer: layer.id };
  return { kind: 'connect', from: from.layer.id, to: layer.id, label: `Connect it to ${from.title}` };
}

/** The layers that read a layer, directly or not, and the layer itself. */
function readersOf(layers: readonly Layer[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const reader of found) {
    for (const layer of layers) if (layer.inputs.includes(reader)) found.add(layer.id);
  }
  return found;
}

/** For a circle: to cut the connection that leads back in the list of layers, which follows the flow. */
export function cutFix(layers: readonly Layer[], cycle: readonly string[]): Fix | undefined {
  const place = (id: string) => layers.findIndex((layer) => layer.id === id);
  const back = cycle.findIndex((from, index) => place(from) >= place(cycle[(index + 1) % cycle.length] ?? ''));
  const [from, to] = [cycle[back], cycle[(back + 1) % cycle.length]];
  if (from === undefined || to === undefined) return undefined;
  return { kind: 'disconnect', from, to, label: `Cut ${from} → ${to}` };
}

/** Where only the last size is wrong and a parameter of the layer sets it: that parameter, at the wanted size. */
export function widthFix(layer: Layer, wanted: Shape, found: Shape): (Fix & { kind: 'set' }) | undefined {
  const { width } = layerKind(layer.kind);
  const isWidthAlone = wanted.length === found.length && wanted.slice(0, -1).join() === found.slice(0, -1).join();
  if (width === undefined || !isWidthAlone) return undefined;
  return { kind: 'set', at: ['network', layer.id, width], value: wanted.at(-1) ?? 1 };
}

/** For an output of another shape: a head of its own behind it, if one can be grown there. */
export function headFix(loss: string, target: Target, wanted: Shape, node: Node, nodes: Nodes): Fix | undefined {
  if (wanted.length === 3 && imageBefore(nodes, node.layer.id, wanted) === undefined) return undefined;
  const label = `Add ${headName(target)} behind it`;
  return { kind: 'grow-head', from: node.layer.id, losses: [loss], label };
}

/** "a head for colour". */
function headName(target: Target): string {
  return `a head for ${target.label.toLowerCase()}`;
}

/** The nearest layer before `root`, or itself, whose image can be doubled to the wanted height and width. `nodes` are in order. */
export function imageBefore(nodes: Nodes, root: string, [height = 0, width = 0]: Shape): string | undefined {
  const before = new Set([root]);
  for (const [id, { shape, layer }] of [...nodes].reverse()) {
    if (!before.has(id)) continue;
    for (const input of layer.inputs) before.add(input);
    if (shape?.length !== 3) continue;
    const times = height / (shape[0] ?? 1);
    if (times >= 1 && Number.isInteger(Math.log2(times)) && times === width / (shape[1] ?? 1)) return id;
  }
  return undefined;
}

/** Where every loss that reads a target is muted. */
export function unmuteFix(experiment: Experiment): Fix | undefined {
  const first = experiment.losses.find((loss) => 'target' in loss);
  return first && { kind: 'unmute', loss: first.id, label: `Unmute ${targetName(experiment, first.target)}` };
}

/** Where no loss reads a target. */
export function firstHeadFix(experiment: Experiment): Fix | undefined {
  const [target] = describeData(experiment).targets;
  return target && { kind: 'add-head', target: target.id, label: `Add ${headName(target)}` };
}
