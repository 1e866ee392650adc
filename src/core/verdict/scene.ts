/** Who takes part in the training of an experiment: losses, penalties, layers, and which of them belong together. */
import type { Experiment } from '../experiment.ts';
import type { Graph } from '../graph.ts';
import { isTrained, ownsWeights } from '../layers/index.ts';
import type { Loss } from '../losses/index.ts';
import { isHeard, isPenalty, isWeighed } from '../losses/roles.ts';
import type { Node } from '../node.ts';
import { strategies } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { listText } from '../words.ts';

/** What takes part, and what does not. */
export interface Scene {
  readonly experiment: Experiment;
  /** The losses that read a target and train something. */
  readonly data: readonly Target[];
  /** Those that train nothing: all before them is frozen, or behind a stop-gradient. */
  readonly idle: readonly Target[];
  /** What a loss reads behind a stop-gradient and another one trains. */
  readonly probes: readonly { readonly loss: Target; readonly read: readonly Node[] }[];
  /** Layers that are neither frozen nor trained: every loss that reads them is behind a stop-gradient. */
  readonly unreached: readonly Node[];
  /** The frozen layers that some loss of a target reads. */
  readonly frozen: readonly Node[];
  readonly penalties: readonly Loss[];
  /** The trained layers that these losses reach, in the order of the network. */
  readonly reached: readonly Node[];
  /** Those of them with an L1 or L2 of their own. */
  readonly layers: readonly Node[];
  /** The losses that share trained layers, also through a third, are in one group. */
  readonly groups: readonly (readonly Target[])[];
}

export type Target = Extract<Loss, { readonly target: string }>;

/** What takes part in an experiment. */
export function sceneOf(experiment: Experiment, graph: Graph): Scene {
  const heard = experiment.losses.filter(isHeard);
  const reading = heard.filter((loss): loss is Target => 'target' in loss);
  const idle = reading.filter(({ output }) => graph.nodes.get(output)?.leadsToTrained === false);
  const data = reading.filter((loss) => !idle.includes(loss));
  const frozen = [...graph.nodes.values()].filter(
    ({ layer, readBy }) => ownsWeights(layer) && !isTrained(layer) && reading.some(({ id }) => readBy.includes(id)),
  );
  const reached = [...graph.nodes.values()].filter(
    // Of a layer that does not fit yet there are no counts, only its kind.
    (node) =>
      (node.shape ? node.parameters > 0 : ownsWeights(node.layer) && isTrained(node.layer)) &&
      data.some(reaching(node)),
  );
  const probes = reading.flatMap((loss) => {
    const read = reached.filter((node) => node.readBy.includes(loss.id) && !reaching(node)(loss));
    return read.length > 0 ? [{ loss, read }] : [];
  });
  const unreached = [...graph.nodes.values()].filter(
    (node) =>
      node.parameters > 0 && reading.some(({ id }) => node.readBy.includes(id)) && !reading.some(reaching(node)),
  );
  const layers = reached.filter(({ layer }) => 'l1' in layer && layer.l1 + layer.l2 > 0);
  const penalties = heard.filter(isPenalty);
  return {
    experiment,
    data,
    idle,
    probes,
    unreached,
    frozen,
    penalties,
    reached,
    layers,
    groups: groupsOf(data, reached),
  };
}

/** Whether a loss reaches a layer. */
export function reaching({ reachedBy }: Node): (loss: Loss) => boolean {
  return ({ id }) => reachedBy.includes(id);
}

function groupsOf(data: readonly Target[], reached: readonly Node[]): Target[][] {
  let groups = data.map((loss) => [loss]);
  for (const node of reached) {
    const touched = groups.filter((group) => group.some(reaching(node)));
    if (touched.length > 1) groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
}

export function targetsOf(losses: readonly Target[]): ReadonlySet<string> {
  return new Set(losses.map(({ target }) => target));
}

/** The penalties are weighed as the losses are, or have optimizers of their own as these do. */
export function joins({ experiment: { strategy, schedule }, penalties }: Scene): boolean {
  const { isPlain }: Strategy = strategies[strategy.kind];
  const isWeighing = schedule.kind !== 'joint' || !isPlain;
  return isWeighing && penalties.some((loss) => isWeighed(loss, strategy));
}

/** What the strategy weighs, in the order of the desk. */
export function members(scene: Scene): readonly Loss[] {
  const { experiment, data, penalties } = scene;
  const weighed: readonly Loss[] = joins(scene) ? [...data, ...penalties] : data;
  return experiment.losses.filter((loss) => weighed.includes(loss));
}

/** "Conv 1, Conv 2 and Dense", or "Conv 1 … Dense" where there are more than three. */
export function names(nodes: readonly Node[]): string {
  const all = nodes.map(({ title }) => title);
  if (all.length > 3) return `${all[0]} … ${all.at(-1)}`;
  return listText(all);
}
