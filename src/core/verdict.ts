/**
 * What an experiment is in the terms of the field: multi-task, multi-objective, regularised, disjoint, single; and why,
 * in a sentence or two with its own counts. Only the losses that are heard count.
 */

import { isConstant } from './courses.ts';
import { describeData, targetName } from './datasets/describe.ts';
import type { Experiment } from './experiment.ts';
import { type Graph, ownsWeights } from './graph.ts';
import { isTrained } from './layers/index.ts';
import type { Loss } from './losses/index.ts';
import { lossName } from './losses/names.ts';
import { isHeard, isPenalty, isUnmuted, isWeighed } from './losses/roles.ts';
import type { Node } from './node.ts';
import { optimizerKinds } from './optimizers.ts';
import { strategies } from './strategies/index.ts';
import type { Strategy } from './strategies/strategy.ts';
import { isLinear, type Latest, separation, tradeOff } from './tradeOff.ts';
import { counted, listText, numberText } from './words.ts';

export type VerdictKind = 'nothing' | 'single' | 'multi-task' | 'multi-objective' | 'disjoint' | 'partly-disjoint';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly isRegularised: boolean;
  /** "Multi-task learning, with a penalty." */
  readonly title: string;
  /** One to eight plain sentences. */
  readonly text: string;
}

/** Says what the experiment is; `latest` are the losses of a run of it. Total: also of an experiment that cannot run. */
export function verdict(experiment: Experiment, graph: Graph, latest?: Latest): Verdict {
  const scene = sceneOf(experiment, graph);
  const { data, penalties, layers } = scene;
  const kind = kindOf(scene);
  const isRegularised = data.length > 0 && penalties.length + layers.length > 0;
  const texts = [
    sentence(kind, scene, isRegularised, latest),
    ...stillSentences(scene),
    ...courseSentences(kind, scene),
    ...missingSentences(scene),
    ...(isRegularised ? penaltySentences(scene) : []),
  ];
  return { kind, isRegularised, title: titleOf(kind, scene, isRegularised), text: texts.join(' ') };
}

/** What takes part. */
interface Scene {
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

type Target = Extract<Loss, { readonly target: string }>;

function sceneOf(experiment: Experiment, graph: Graph): Scene {
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

function reaching({ reachedBy }: Node): (loss: Loss) => boolean {
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

function targetsOf(losses: readonly Target[]): ReadonlySet<string> {
  return new Set(losses.map(({ target }) => target));
}

function kindOf({ data, groups }: Scene): VerdictKind {
  if (data.length === 0) return 'nothing';
  if (data.length === 1) return 'single';
  if (groups.length === data.length) return 'disjoint';
  if (groups.length > 1) return 'partly-disjoint';
  return targetsOf(data).size > 1 ? 'multi-task' : 'multi-objective';
}

const titles = {
  nothing: 'No objective',
  single: 'One task, one loss',
  'multi-task': 'Multi-task learning',
  'multi-objective': 'Multi-objective, one task',
  disjoint: 'Separate models',
  'partly-disjoint': 'Multi-task in part',
} as const satisfies Record<VerdictKind, string>;

function titleOf(kind: VerdictKind, { penalties, layers, groups, probes }: Scene, isRegularised: boolean): string {
  const isTasks = kind !== 'partly-disjoint' || groups.some((group) => targetsOf(group).size > 1);
  const isProbing = kind === 'disjoint' && probes.length > 0;
  const plain = isProbing ? 'Separate trainings in one network' : titles[kind];
  const title = isTasks ? plain : 'Separate models, multi-objective in part';
  if (!isRegularised) return `${title}.`;
  const terms = penalties.length === 1 ? 'a penalty' : `${penalties.length} penalties`;
  const parts = [...(penalties.length > 0 ? [terms] : []), ...(layers.length > 0 ? ['regularised layers'] : [])];
  return `${title}, with ${listText(parts)}.`;
}

function sentence(kind: VerdictKind, scene: Scene, isRegularised: boolean, latest: Latest | undefined): string {
  const { experiment, data, groups, reached } = scene;
  const trade = () => tradeOff({ experiment, members: members(scene), latest }, isRegularised);
  switch (kind) {
    case 'nothing': {
      if (scene.idle.length > 0) return 'No loss that is heard trains a layer, so there is nothing to learn.';
      const isDown = experiment.losses.some((loss) => 'target' in loss && isUnmuted(loss));
      return `No loss that reads a target is heard, so there is nothing to learn. Add a loss, or ${isDown ? 'raise its fader' : 'unmute one'}.`;
    }
    case 'single':
      return single(scene, isRegularised, latest);
    case 'multi-task':
      return `${shared(scene)} ${trade()}`;
    case 'multi-objective':
      return `${count(data.length)} losses judge the same target: several objectives, but one task. ${trade()}`;
    case 'disjoint':
      if (scene.probes.length > 0)
        return `${count(data.length)} losses share no trained layer: no gradient of one moves what another trains.`;
      return `${count(data.length)} losses share no trained layer: they are ${count(data.length).toLowerCase()} models side by side. ${separation(experiment, joins(scene))}`;
    case 'partly-disjoint': {
      const common = reached.filter((node) => data.filter(reaching(node)).length > 1);
      return `The ${data.length} losses fall into ${groups.length} groups that share no trained layer: ${groups.length} models side by side. Within a group, ${common.length} of ${counted(reached.length, 'trained layer')} ${common.length === 1 ? 'is' : 'are'} shared: ${names(common)}. ${trade()}`;
    }
    default:
      return kind satisfies never;
  }
}

/** The penalties are weighed as the losses are, or have optimizers of their own as these do. */
function joins({ experiment: { strategy, schedule }, penalties }: Scene): boolean {
  const { isPlain }: Strategy = strategies[strategy.kind];
  const isWeighing = schedule.kind !== 'joint' || !isPlain;
  return isWeighing && penalties.some((loss) => isWeighed(loss, strategy));
}

/** What the strategy weighs, in the order of the desk. */
function members(scene: Scene): readonly Loss[] {
  const { experiment, data, penalties } = scene;
  const weighed: readonly Loss[] = joins(scene) ? [...data, ...penalties] : data;
  return experiment.losses.filter((loss) => weighed.includes(loss));
}

function single(scene: Scene, isRegularised: boolean, latest: Latest | undefined): string {
  const { experiment, penalties } = scene;
  const { strategy, schedule, optimizer } = experiment;
  const lead = 'One loss on one target';
  if (joins(scene)) {
    const trade = tradeOff({ experiment, members: members(scene), latest }, isRegularised);
    return `${lead}, against ${penalties.length === 1 ? 'a penalty' : 'penalties'}. ${trade}`;
  }
  const { label, isPlain }: Strategy = strategies[strategy.kind];
  if (schedule.kind === 'joint' && !isPlain) {
    return `${lead}: ${label} has no second loss to weigh it against.`;
  }
  if (isRegularised) return `${lead}: its fader and the factor of the penalty set the trade-off between the two.`;
  return isLinear(experiment)
    ? `${lead}: nothing has to be traded off, and its fader only scales the learning rate.`
    : `${lead}: nothing has to be traded off, and ${optimizerKinds[optimizer.kind].label} cancels its fader, but for ε.`;
}

/** What follows from faders that change by themselves. */
function courseSentences(kind: VerdictKind, { experiment, data, penalties }: Scene): string[] {
  const moving = [...data, ...penalties].filter(({ course }) => !isConstant(course));
  if (moving.length === 0) return [];
  const subject = `The fader${moving.length === 1 ? '' : 's'} of ${listText(moving.map(({ id }) => lossName(experiment, id)))} change${moving.length === 1 ? 's' : ''} over time`;
  const isAlone = kind === 'single' && penalties.length === 0 && isLinear(experiment);
  return [`${subject}: ${isAlone ? 'a course of the learning rate' : 'every step follows the faders of its moment'}.`];
}

/** "Two targets share 3 of 5 trained layers: Conv 1, Conv 2 and Dense." */
function shared({ data, reached }: Scene): string {
  const targets = targetsOf(data).size;
  const serves = (node: Node) => targetsOf(data.filter(reaching(node))).size;
  const common = reached.filter((node) => serves(node) > 1);
  const counts = `${common.length} of ${counted(reached.length, 'trained layer')}`;
  return common.every((node) => serves(node) === targets)
    ? `${count(targets)} targets share ${counts}: ${names(common)}.`
    : `${count(targets)} targets share layers, though not all the same ones: ${counts} ${common.length === 1 ? 'serves' : 'serve'} more than one (${names(common)}).`;
}

/** "Conv 1, Conv 2 and Dense", or "Conv 1 … Dense" where there are more than three. */
function names(nodes: readonly Node[]): string {
  const all = nodes.map(({ title }) => title);
  if (all.length > 3) return `${all[0]} … ${all.at(-1)}`;
  return listText(all);
}

/** What takes no part in the training, though losses read it. */
function stillSentences({ experiment, idle, probes, unreached, frozen }: Scene): string[] {
  const nameOf = ({ id }: Loss) => lossName(experiment, id);
  const losses = listText(idle.map(nameOf));
  const isOne = idle.length === 1;
  const all = `everything before ${isOne ? 'it' : 'them'} is frozen or behind a stop-gradient`;
  return [
    ...(idle.length > 0
      ? [`The ${isOne ? 'loss' : 'losses'} on ${losses} ${isOne ? 'trains' : 'train'} nothing: ${all}.`]
      : []),
    ...probes.map(
      ({ loss, read }) =>
        `Behind a stop-gradient the loss on ${nameOf(loss)} reads ${names(read)} and does not change ${read.length === 1 ? 'it' : 'them'}.`,
    ),
    ...(unreached.length > 0
      ? [
          `No gradient comes to ${names(unreached)}: ${unreached.length === 1 ? 'it stays as it was' : 'they stay as they were'} drawn.`,
        ]
      : []),
    ...(frozen.length > 0
      ? [
          `${names(frozen)} ${frozen.length === 1 ? 'is' : 'are'} frozen: no loss trains ${frozen.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

/** Of a target with missing labels its losses see a part of the images only. */
function missingSentences({ experiment, data }: Scene): string[] {
  const { unknown } = describeData(experiment);
  const targets = [...targetsOf(data)];
  const missing = targets.flatMap((id) => {
    const share = unknown[id] ?? 0;
    return share > 0 ? [`${numberText(100 * share)} % of the labels of ${targetName(experiment, id)}`] : [];
  });
  if (missing.length === 0) return [];
  const effect =
    targets.length > 1
      ? 'the tasks see different images, and each loss is the mean over those that it knows.'
      : 'only the other images train the network, and the loss is the mean over them.';
  return [`Missing are ${listText(missing)}: ${effect}`];
}

function penaltySentences(scene: Scene): string[] {
  const { penalties, layers } = scene;
  const isOne = penalties.length === 1;
  const own = `${names(layers)} ${layers.length === 1 ? 'has an L1 or L2 of its own, a penalty' : 'have an L1 or L2 of their own, penalties'} outside of the mixer.`;
  return [...(penalties.length > 0 ? [ofTerms(scene, isOne)] : []), ...(layers.length > 0 ? [own] : [])];
}

function ofTerms(scene: Scene, isOne: boolean): string {
  const { strategy, schedule } = scene.experiment;
  if (joins(scene)) {
    const subject = isOne ? 'the penalty' : 'the penalties';
    return schedule.kind === 'joint'
      ? `${strategies[strategy.kind].label} weighs ${subject} like a loss: no factor is fixed.`
      : `${isOne ? 'The penalty has an optimizer of its own' : 'The penalties have optimizers of their own'}, as a loss has.`;
  }
  return isOne
    ? 'The penalty reads no target; its factor is a hyper-parameter: tune it by validation, not by training.'
    : 'The penalties read no target; their factors are hyper-parameters: tune them by validation, not by training.';
}

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

function count(n: number): string {
  return words[n] ?? String(n);
}
