/**
 * Outputs that contradict what reads them: an activation before a loss that takes logits, also behind layers that pass
 * values on, and one output that is logits to one loss and values to another.
 */
import { targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { type Layer, layerKind } from '../layers/index.ts';
import { activationRange, activations } from '../layers/params.ts';
import { type Loss, lossKind, outputOf } from '../losses/index.ts';
import { isUnmuted } from '../losses/roles.ts';
import type { Node } from '../node.ts';
import { type Fix, type Problem, warning } from '../problem.ts';
import { listText } from '../words.ts';

type Nodes = ReadonlyMap<string, Node>;

/** What a loss takes an output for; nothing where it reads none. */
export function takenAs(loss: Loss): 'logits' | 'values' | undefined {
  const row = lossKind(loss.kind);
  return row.reads === 'weights' ? undefined : row.takes;
}

/** What is wrong with how outputs are read. `nodes` are in order: every layer after its inputs. */
export function outputProblems(experiment: Experiment, nodes: Nodes): Problem[] {
  const bent = bentBy(nodes);
  return [...nodes.values()].flatMap((node) => {
    const readers = experiment.losses.filter((loss) => isUnmuted(loss) && outputOf(loss) === node.layer.id);
    const ofLogits = readers.filter((loss) => takenAs(loss) === 'logits');
    if (ofLogits.length === 0) return [];
    const culprits = bent.get(node.layer.id) ?? [];
    if (culprits.length > 0) return culprits.map((id) => activated(experiment, nodes, node, id, ofLogits));
    const ofValues = readers.filter((loss) => takenAs(loss) === 'values' && readsMask(experiment, loss));
    return ofValues.map((loss) => readTwice(node, loss, ofLogits));
  });
}

function readsMask(experiment: Experiment, loss: Loss): boolean {
  return 'target' in loss && targetOf(experiment, loss.target)?.kind === 'mask';
}

/** For each layer: the layers whose activation bounds what it gives. */
function bentBy(nodes: Nodes): ReadonlyMap<string, readonly string[]> {
  const bent = new Map<string, readonly string[]>();
  for (const [id, { layer }] of nodes) {
    const { passes } = layerKind(layer.kind);
    const found = layer.inputs.map((input) => bent.get(input) ?? []);
    if (activationOf(layer) !== 'linear') bent.set(id, [id]);
    else if (passes && (passes === 'any' || found.every((ids) => ids.length > 0)))
      bent.set(id, [...new Set(found.flat())]);
  }
  return bent;
}

function activationOf(layer: Layer) {
  return 'activation' in layer ? layer.activation : 'linear';
}

function activated(
  experiment: Experiment,
  nodes: Nodes,
  node: Node,
  culprit: string,
  losses: readonly Loss[],
): Problem {
  const { title, layer } = nodes.get(culprit) ?? node;
  const activation = activationOf(layer);
  const label = activations.find(({ value }) => value === activation)?.label ?? activation;
  const end = node.layer.id === culprit ? '' : ` passes on what ${title} gives, which`;
  const message = `${labels(losses)} logits, which may be any numbers, but ${node.title}${end} ends in ${label}: ${activationRange[activation]}.`;
  const fix: Fix = { kind: 'linearise', layer: culprit, output: node.layer.id };
  const isAlone = isPassedOnAlone(experiment, culprit, node.layer.id);
  const remedy = isAlone
    ? 'Make it linear.'
    : `Let ${losses.length === 1 ? 'the loss read a linear layer of its own' : 'the losses read a linear layer of their own'}: others need this activation.`;
  return warning(['network', node.layer.id], message, remedy, isAlone ? fix : undefined);
}

/** "Binary cross-entropy and Soft IoU read". */
function labels(losses: readonly Loss[]): string {
  const names = [...new Set(losses.map(({ kind }) => lossKind(kind).label))];
  return `${listText(names)} ${names.length === 1 ? 'reads' : 'read'}`;
}

/** The layers from behind `from` to `to`: those that read the one, directly or not, and that the other reads. */
export function layersBetween({ network: { layers } }: Experiment, from: string, to: string): ReadonlySet<string> {
  const walk = (start: string, next: (id: string) => readonly string[]) => {
    const seen = new Set<string>();
    for (const queue = [start]; queue.length > 0; ) {
      const id = queue.pop() as string;
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(...next(id));
    }
    return seen;
  };
  const behind = walk(from, (id) => layers.flatMap((layer) => (layer.inputs.includes(id) ? layer.id : [])));
  const before = walk(to, (id) => layers.find((layer) => layer.id === id)?.inputs ?? []);
  return new Set([...behind].filter((id) => id !== from && before.has(id)));
}

/** Whether what lies between is read by nothing that goes elsewhere. */
function isPassedOnAlone(experiment: Experiment, from: string, to: string): boolean {
  const between = layersBetween(experiment, from, to);
  return experiment.network.layers.every(
    (layer) => between.has(layer.id) || !layer.inputs.some((input) => between.has(input)),
  );
}

function readTwice(node: Node, loss: Loss, others: readonly Loss[]): Problem {
  const message = `${lossKind(loss.kind).label} takes ${node.title} for values, a mask from ½ on, but ${labels(others)} it as logits, a mask from 0 on.`;
  const remedy = 'Let it read the output behind a sigmoid.';
  return warning(['losses', loss.id], message, remedy, { kind: 'read-behind', loss: loss.id, activation: 'sigmoid' });
}
