/**
 * What stands on the desk, as a program names it: outputs z, targets y, the terms of the total and how they are joined. The
 * same for every framework. As in the formulas of the page, z is what the network says and y the truth.
 */
import { isConstant } from '../courses.ts';
import type { TargetKind } from '../datasets/dataset.ts';
import { describeData, epochOf, targetOf } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { type Graph, isKernel, sharedLayers } from '../graph.ts';
import { type Loss, outputOf } from '../losses/index.ts';
import { lossName } from '../losses/names.ts';
import { isAdded, isHeard, isPenalty, isUnmuted } from '../losses/roles.ts';
import { strategies } from '../strategies/index.ts';
import { snake } from './names.ts';

/** An output that some heard loss reads. */
export interface Output {
  /** Id of the layer: its name in Keras and TensorFlow.js. */
  readonly layer: string;
  /** "z_colour" */
  readonly z: string;
  /** Without the batch. */
  readonly shape: readonly number[];
}

export interface Read {
  readonly id: string;
  readonly kind: TargetKind;
  /** "y_colour" */
  readonly y: string;
  /** How many classes a category has; 0 for other targets. */
  readonly classes: number;
}

/** The kernels that a penalty is over. */
export interface Scope {
  /** "kernels", "shared_kernels", "kernels_conv_1" */
  readonly name: string;
  /** Ids of the layers; nothing where it is all of them. */
  readonly layers?: readonly string[];
}

/** A heard term. */
export interface Term {
  readonly loss: Loss;
  /** "loss_colour", or "penalty_l2" */
  readonly name: string;
  /** "colour", as on the page. */
  readonly title: string;
  readonly output?: Output;
  readonly target?: Read;
  readonly scope?: Scope;
}

/** L1 or L2 of layers of their own, all with one factor. */
export interface LayerPenalty {
  readonly kind: 'l1' | 'l2';
  readonly factor: number;
  readonly scope: Scope;
}

export interface Desk {
  readonly experiment: Experiment;
  readonly outputs: readonly Output[];
  readonly targets: readonly Read[];
  /** What the strategy weighs, or what has an optimizer each. */
  readonly weighed: readonly Term[];
  /** Penalties with their fixed factor. */
  readonly added: readonly Term[];
  readonly layerPenalties: readonly LayerPenalty[];
  /** Whether at least two of the weighed terms reach some trained layer together, and all the same ones. */
  readonly sharing: 'none' | 'one-trunk' | 'uneven';
  /** Ids of the layers that they share. */
  readonly trunk: readonly string[];
  /** Some trained layer is of one of the weighed terms alone. */
  readonly hasHeads: boolean;
  /** Some layer that is read is frozen: its weights are no matter of gradients and penalties. */
  readonly hasFrozen: boolean;
  /** Who takes no part, and why: "size is muted". */
  readonly silent: readonly string[];
  readonly stepsPerEpoch: number;
  /** The learning rate follows a course. */
  readonly hasRateCourse: boolean;
}

/** The desk of an experiment; total, also where the network has problems. */
export function deskOf(experiment: Experiment, graph: Graph): Desk {
  const heard = experiment.losses.filter(isHeard);
  const outputs = outputsOf(heard, graph);
  const targets = targetsOf(heard, experiment);
  const data = experiment.losses.filter((loss) => !isPenalty(loss)).map(({ id }) => id);
  const terms = heard.map((loss): Term => {
    const [output, target] = [outputOf(loss), 'target' in loss ? loss.target : undefined];
    const out = outputs.find(({ layer }) => layer === output);
    const read = targets.find(({ id }) => id === target);
    return {
      loss,
      name: `${isPenalty(loss) ? 'penalty' : 'loss'}_${snake(loss.id)}`,
      title: lossName(experiment, loss.id),
      ...(out ? { output: out } : {}),
      ...(read ? { target: read } : {}),
      ...('scope' in loss ? { scope: scopeOf(loss.scope, graph, data) } : {}),
    };
  });
  const isOfTotal = ({ loss }: Term) => isAdded(loss, experiment.strategy);
  const weighed = terms.filter((term) => !isOfTotal(term));
  const ids = weighed.map(({ loss }) => loss.id);
  const trunk = trained(graph, [...sharedLayers(graph, ids)]);
  const reachedByAll = (layer: string) => ids.every((id) => graph.nodes.get(layer)?.reachedBy.includes(id));
  return {
    experiment,
    outputs,
    targets,
    weighed,
    added: terms.filter(isOfTotal),
    layerPenalties: layerPenaltiesOf(experiment, heard, graph),
    sharing: trunk.length === 0 ? 'none' : trunk.every(reachedByAll) ? 'one-trunk' : 'uneven',
    trunk,
    hasHeads: trained(graph, [...graph.nodes.keys()]).some(
      (layer) => ids.filter((id) => graph.nodes.get(layer)?.reachedBy.includes(id)).length === 1,
    ),
    hasFrozen: [...graph.nodes.values()].some(({ frozen, readBy }) => frozen > 0 && readBy.length > 0),
    silent: experiment.losses
      .filter((loss) => !isHeard(loss))
      .map((loss) => `${lossName(experiment, loss.id)} is ${isUnmuted(loss) ? 'at fader 0' : 'muted'}`),
    stepsPerEpoch: Math.max(1, epochOf(experiment).steps),
    hasRateCourse: !isConstant(experiment.training.learningRateCourse),
  };
}

/** Whether what acts in the total are the faders themselves. */
export function isPlain({ experiment: { strategy, schedule } }: Desk): boolean {
  return schedule.kind === 'joint' && strategies[strategy.kind].isPlain === true;
}

/** Whether the L1 of added penalties and of layers is a step of its own, after the optimizer's. */
export function isProximal({ experiment: { optimizer } }: Desk): boolean {
  return optimizer.kind === 'sgd' && optimizer.l1 === 'proximal';
}

function outputsOf(heard: readonly Loss[], graph: Graph): Output[] {
  const layers = [...new Set(heard.flatMap((loss) => outputOf(loss) ?? []))];
  const short = (layer: string) => layer.replace(/^head-/, '');
  const isTaken = (layer: string) => layers.some((other) => other !== layer && short(other) === short(layer));
  return layers.map((layer) => ({
    layer,
    z: `z_${snake(isTaken(layer) ? layer : short(layer))}`,
    shape: graph.nodes.get(layer)?.shape ?? [],
  }));
}

function targetsOf(heard: readonly Loss[], experiment: Experiment): Read[] {
  const ids = [...new Set(heard.flatMap((loss) => ('target' in loss ? loss.target : [])))];
  return ids.flatMap((id) => {
    const target = targetOf(experiment, id);
    return target ? { id, kind: target.kind, y: `y_${snake(id)}`, classes: target.classes?.length ?? 0 } : [];
  });
}

function scopeOf(scope: string, graph: Graph, data: readonly string[]): Scope {
  if (scope === 'all') return { name: 'kernels' };
  if (scope === 'shared') return { name: 'shared_kernels', layers: trained(graph, [...sharedLayers(graph, data)]) };
  return { name: `kernels_${snake(scope)}`, layers: [scope] };
}

/** Those of these layers that have trained kernels. */
function trained(graph: Graph, layers: readonly string[]): string[] {
  return layers.filter((layer) => graph.nodes.get(layer)?.weights.some(isKernel));
}

function layerPenaltiesOf({ network }: Experiment, heard: readonly Loss[], graph: Graph): LayerPenalty[] {
  const reached = network.layers.filter(({ id }) =>
    heard.some((loss) => graph.nodes.get(id)?.reachedBy.includes(loss.id)),
  );
  return (['l1', 'l2'] as const).flatMap((kind) => {
    const factors = new Map<number, string[]>();
    for (const layer of reached) {
      const factor = kind in layer && 'l1' in layer ? layer[kind] : 0;
      if (factor > 0) factors.set(factor, [...(factors.get(factor) ?? []), layer.id]);
    }
    return [...factors].map(([factor, layers]) => ({
      kind,
      factor,
      scope: { name: `kernels_${layers.length === 1 ? snake(layers[0] ?? '') : `of_${layers.length}_layers`}`, layers },
    }));
  });
}

/** Sentences on the data that hold for every framework. */
export function dataNotes({ experiment, targets, silent }: Desk): string[] {
  const { unknown } = describeData(experiment);
  const missing = targets.filter(({ id }) => (unknown[id] ?? 0) > 0);
  return [
    ...silent.map((one) => `${one[0]?.toUpperCase()}${one.slice(1)}: it takes no part.`),
    ...missing.map(
      ({ id, y }) =>
        `Of ${id}, ${Math.round(100 * (unknown[id] ?? 0))} % of the labels are unknown. The lines take them all as known: leave such images out of the mean of that loss, in z and in ${y}.`,
    ),
  ];
}
