/**
 * What an experiment is in the terms of the field: multi-task, multi-objective, regularised, disjoint, single; and why,
 * in a sentence or two with its own counts. Only the losses that are heard count.
 */

import type { Experiment } from '../experiment.ts';
import type { Graph } from '../graph.ts';
import { isUnmuted } from '../losses/roles.ts';
import type { Node } from '../node.ts';
import { optimizerKinds } from '../optimizers.ts';
import { strategies } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { counted, listText } from '../words.ts';
import { courseSentences, missingSentences, penaltySentences, stillSentences } from './asides.ts';
import { joins, members, names, reaching, type Scene, sceneOf, targetsOf } from './scene.ts';
import { isLinear, type Latest, separation, tradeOff } from './tradeOff.ts';

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
    ...courseSentences(scene),
    ...missingSentences(scene),
    ...(isRegularised ? penaltySentences(scene) : []),
  ];
  return { kind, isRegularised, title: titleOf(kind, scene, isRegularised), text: texts.join(' ') };
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

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

function count(n: number): string {
  return words[n] ?? String(n);
}
