/** The network as a table in plain text, in the style of Keras's `summary`, and what the losses read. */

import { isConstant } from './courses.ts';
import type { Experiment } from './experiment.ts';
import { metaOf } from './fields.ts';
import type { Graph } from './graph.ts';
import { type Layer, layerKind } from './layers/index.ts';
import { channelFields, type Loss, lossKind } from './losses/index.ts';
import { fieldText, grouped } from './words.ts';

/** The summary of a network with its analysis. Ends with a line break. */
export function summary(experiment: Experiment, graph: Graph): string {
  const { layers } = experiment.network;
  const known = new Map(layers.map((layer) => [layer.id, layer]));
  const inOrder = [...graph.order, ...layers.map((layer) => layer.id).filter((id) => !graph.order.includes(id))];
  const rows = inOrder.flatMap((id) => {
    const layer = known.get(id);
    return layer ? [layerRow(layer, graph)] : [];
  });
  const used = [...graph.nodes.values()].filter((node) => node.readBy.length > 0);
  const statistics = used
    .flatMap((node) => node.weights)
    .filter((spec) => !spec.trainable && !spec.isFrozen)
    .reduce((sum, spec) => sum + spec.shape.reduce((product, length) => product * length, 1), 0);
  const losses = experiment.losses.map((loss) => {
    const reads =
      'target' in loss ? `${loss.output} against ${loss.target}` : 'output' in loss ? loss.output : loss.scope;
    return [loss.id, lossKind(loss.kind).label, reads, faderText(loss)];
  });
  return [
    `Experiment: "${experiment.title}"`,
    table(['Layer (type)', 'Output shape', 'Params', 'Connected to', 'Reached by'], rows, [2]),
    `Trainable parameters: ${grouped(graph.parameters)}`,
    ...(graph.frozen > 0 ? [`Frozen parameters: ${grouped(graph.frozen)}`] : []),
    `Moving averages: ${grouped(statistics)}`,
    `Forward pass of one image: ${(graph.flops / 1e6).toFixed(1)} MFLOP`,
    ...(losses.length > 0 ? [table(['Loss', 'Kind', 'Reads', 'Fader'], losses, [3])] : []),
    '',
  ].join('\n');
}

function faderText({ muted, fader, course }: Loss): string {
  if (muted) return 'muted';
  return isConstant(course) ? String(fader) : `${fader}, ${fieldText(metaOf(channelFields.course), course)}`;
}

function layerRow(layer: Layer, graph: Graph): readonly string[] {
  const node = graph.nodes.get(layer.id);
  const row = layerKind(layer.kind);
  const detail = row.summary(layer);
  return [
    `${layer.id} (${row.label}${detail === '' ? '' : ` ${detail}`})`,
    node?.shape ? `(None, ${node.shape.join(', ')})` : '?',
    node && node.frozen > 0 ? `${grouped(node.frozen)} frozen` : grouped(node?.parameters ?? 0),
    layer.inputs.join(', '),
    (node?.reachedBy ?? []).join(', '),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, i) => (right.includes(i) ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width)))
      .join('  ')
      .trimEnd();
  const rule = (sign: string) => sign.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [rule('_'), line(head), rule('='), ...rows.map(line), rule('_')].join('\n');
}
