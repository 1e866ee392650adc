/**
 * What an experiment is in the terms of the field: multi-task, multi-objective, regularised, disjoint, single; and why,
 * in a sentence or two with its own counts (DESIGN §1). Muted losses do not count: they take no part in the training.
 */
import type { Experiment } from './experiment.ts';
import type { Graph } from './graph.ts';
import { isPenalty } from './losses/names.ts';
import { findStrategy } from './strategies/index.ts';

export type VerdictKind = 'nothing' | 'single' | 'multi-task' | 'multi-objective' | 'disjoint' | 'partly-disjoint';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly isRegularised: boolean;
  /** "Multi-task learning, with a penalty." */
  readonly title: string;
  /** One to three plain sentences. */
  readonly text: string;
}

/** Says what the experiment is. Total: also of an experiment that cannot run. */
export function verdict(experiment: Experiment, graph: Graph): Verdict {
  const heard = experiment.losses.filter((loss) => !loss.muted);
  const data = heard.filter((loss) => !isPenalty(loss));
  const penalties = heard.length - data.length;
  const kind = kindOf(experiment, graph);
  const isRegularised = penalties > 0 && data.length > 0;
  const tail = isRegularised ? (penalties === 1 ? ', with a penalty' : `, with ${penalties} penalties`) : '';
  const texts = [sentence(kind, experiment, graph), isRegularised ? penaltySentence(penalties) : ''];
  return {
    kind,
    isRegularised,
    title: `${titles[kind]}${tail}.`,
    text: texts.filter((text) => text !== '').join(' '),
  };
}

const titles = {
  nothing: 'No objective',
  single: 'One task, one loss',
  'multi-task': 'Multi-task learning',
  'multi-objective': 'Multi-objective, one task',
  disjoint: 'Separate models',
  'partly-disjoint': 'Multi-task in part',
} as const satisfies Record<VerdictKind, string>;

function kindOf(experiment: Experiment, graph: Graph): VerdictKind {
  const data = experiment.losses.filter((loss) => !loss.muted && !isPenalty(loss));
  if (data.length === 0) return 'nothing';
  if (data.length === 1) return 'single';
  const groups = groupsOf(experiment, graph);
  if (groups.length === data.length) return 'disjoint';
  if (groups.length > 1) return 'partly-disjoint';
  const targets = new Set(data.flatMap((loss) => ('target' in loss ? [loss.target] : [])));
  return targets.size > 1 ? 'multi-task' : 'multi-objective';
}

/** The heard data losses, grouped by whether they share trained layers, also through a third. */
function groupsOf(experiment: Experiment, graph: Graph): string[][] {
  const ids = new Set(dataIds(experiment));
  let groups = [...ids].map((id) => [id]);
  for (const { reachedBy } of trainedNodes(graph)) {
    const met = reachedBy.filter((id) => ids.has(id));
    const touched = groups.filter((group) => group.some((id) => met.includes(id)));
    if (touched.length > 1) groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
}

function dataIds(experiment: Experiment): string[] {
  return experiment.losses.filter((loss) => !loss.muted && !isPenalty(loss)).map((loss) => loss.id);
}

/** Only layers with weights can be shared in a sense that matters for training. */
function trainedNodes(graph: Graph) {
  return [...graph.nodes.values()].filter((node) => node.parameters > 0);
}

function sentence(kind: VerdictKind, experiment: Experiment, graph: Graph): string {
  const ids = dataIds(experiment);
  const reached = trainedNodes(graph).filter((node) => node.reachedBy.some((id) => ids.includes(id)));
  const shared = reached.filter((node) => node.reachedBy.filter((id) => ids.includes(id)).length > 1);
  const losses = experiment.losses.filter((loss) => ids.includes(loss.id));
  const targets = new Set(losses.flatMap((loss) => ('target' in loss ? [loss.target] : []))).size;
  switch (kind) {
    case 'nothing':
      return 'No loss that reads a target is heard, so there is nothing to learn. Add a loss, or unmute one.';
    case 'single':
      return 'One loss on one target: nothing has to be traded off, and its weight only scales the learning rate.';
    case 'multi-task':
      return `${count(targets)} targets share ${shared.length} of ${reached.length} trained layers. ${trade(experiment)}`;
    case 'multi-objective':
      return `${count(losses.length)} losses judge the same target: several objectives, but one task. ${trade(experiment)}`;
    case 'disjoint':
      return `${count(losses.length)} losses share no trained layer: they are ${count(losses.length).toLowerCase()} models side by side, and no weighting can make them help or harm each other's direction.`;
    case 'partly-disjoint': {
      const groups = groupsOf(experiment, graph).length;
      return `The ${losses.length} losses fall into ${groups} groups that share no trained layer: ${groups} models side by side. Within a group, ${shared.length} of ${reached.length} trained layers are shared.`;
    }
    default:
      return kind satisfies never;
  }
}

/** What the strategy makes of the trade-off. */
function trade({ strategy, schedule, optimizer }: Experiment): string {
  if (schedule.kind !== 'joint') {
    const order = schedule.kind === 'alternating' ? 'in turn' : 'together';
    const isPlain = optimizer.kind === 'sgd';
    return isPlain && schedule.kind === 'simultaneous'
      ? 'With plain SGD, one optimizer per loss at the same point is exactly the weighted sum.'
      : `One optimizer per loss, ${order}: each scales its own steps, so the faders count for less than in a sum.`;
  }
  const row = findStrategy(strategy.kind);
  if (!row || strategy.kind === 'sum') {
    return 'The weighted sum picks one point of the Pareto front; the faders choose which.';
  }
  if (row.family === 'losses') return `${row.label} sets the weights from the losses, on top of the faders.`;
  return `${row.label} sets the weights from the gradients: where they conflict, it decides who gives way.`;
}

function penaltySentence(penalties: number): string {
  return penalties === 1
    ? 'The penalty reads no target; its factor is a hyper-parameter: tune it by validation, not by training.'
    : 'The penalties read no target; their factors are hyper-parameters: tune them by validation, not by training.';
}

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

function count(n: number): string {
  return words[n] ?? String(n);
}
