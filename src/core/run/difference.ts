/** What differs between two experiments, field by field with the fields' own labels: titles of runs, words for changes. */
import { datasets } from '../datasets/index.ts';
import { type Experiment, scheduleFields, trainingFields } from '../experiment.ts';
import { type FieldMeta, type Fields, fieldsOf, own } from '../fields.ts';
import { titlesOf } from '../graph.ts';
import { type Layer, layerKind } from '../layers/index.ts';
import { lossKind } from '../losses/index.ts';
import { lossName } from '../losses/names.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy } from '../make.ts';
import { optimizerKinds } from '../optimizers.ts';
import { strategies } from '../strategies/index.ts';
import { fieldText } from '../words.ts';
import { isOutdated, withChanges } from './liveChange.ts';
import type { Run } from './run.ts';

/** The differences as short sentences: "Learning rate 0.001 → 3e-4", "+ Dropout"; empty when there are none. */
function differences(before: Experiment, after: Experiment): readonly string[] {
  if (before === after) return [];
  return [
    ...sections(before, after),
    ...losses(before, after),
    ...layers(before, after),
    ...changed(datasets[after.dataset.kind].options, before.dataset, after.dataset),
  ];
}

function sections(before: Experiment, after: Experiment): string[] {
  const result: string[] = [];
  if (before.strategy.kind !== after.strategy.kind) {
    result.push(`${strategies[before.strategy.kind].label} → ${strategies[after.strategy.kind].label}`);
  } else result.push(...changed(fieldsOfStrategy(after.strategy.kind), before.strategy, after.strategy));
  if (before.optimizer.kind !== after.optimizer.kind) {
    result.push(`${optimizerKinds[before.optimizer.kind].label} → ${optimizerKinds[after.optimizer.kind].label}`);
  } else result.push(...changed(fieldsOfOptimizer(after.optimizer.kind), before.optimizer, after.optimizer));
  result.push(...changed(trainingFields, before.training, after.training));
  result.push(...changed(scheduleFields, before.schedule, after.schedule));
  return result;
}

function changed(fields: Fields, before: object, after: object, owner = ''): string[] {
  if (before === after) return [];
  return fieldsOf(fields).flatMap(([name, , meta]) => {
    const [from, to] = [own(before, name), own(after, name)];
    return sameValue(from, to) ? [] : [arrow(meta, from, to, owner)];
  });
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function arrow(meta: FieldMeta, from: unknown, to: unknown, owner: string): string {
  const label = owner ? `${owner}: ${meta.label.toLowerCase()}` : meta.label;
  return `${label} ${fieldText(meta, from)} → ${fieldText(meta, to)}`;
}

function losses(before: Experiment, after: Experiment): string[] {
  if (before.losses === after.losses) return [];
  return [
    ...listed(before.losses, after.losses, ({ id }, list) => lossName(list === before.losses ? before : after, id)),
    ...after.losses.flatMap((loss) => {
      const old = before.losses.find((one) => one.id === loss.id);
      if (!old || old === loss) return [];
      const title = lossName(after, loss.id);
      if (old.kind !== loss.kind) return [`${title}: ${lossKind(old.kind).label} → ${lossKind(loss.kind).label}`];
      const muted = old.muted === loss.muted ? [] : [`${title} ${loss.muted ? 'muted' : 'unmuted'}`];
      return [...muted, ...changed(fieldsOfLoss(loss.kind), old, loss, title)];
    }),
  ];
}

function layers(before: Experiment, after: Experiment): string[] {
  const [old, now] = [before.network.layers, after.network.layers];
  if (old === now) return [];
  const titles = new Map([...titlesOf(before), ...titlesOf(after)]);
  const title = (layer: Layer) => titles.get(layer.id) ?? layer.id;
  const isRewired = now.some((layer) => {
    const one = old.find(({ id }) => id === layer.id);
    return one && one.inputs !== layer.inputs && one.inputs.join() !== layer.inputs.join();
  });
  const lists = listed(old, now, title);
  return [
    ...lists,
    ...now.flatMap((layer) => {
      const one = old.find(({ id }) => id === layer.id);
      if (!one || one === layer) return [];
      if (one.kind !== layer.kind) return [`${layerKind(one.kind).label} → ${layerKind(layer.kind).label}`];
      return changed(layerKind(layer.kind).params, one, layer, title(layer));
    }),
    ...(isRewired && lists.length === 0 ? ['rewired'] : []),
  ];
}

function listed<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  title: (item: T, list: readonly T[]) => string,
): string[] {
  const added = after.filter((item) => !before.some(({ id }) => id === item.id));
  const removed = before.filter((item) => !after.some(({ id }) => id === item.id));
  return [...added.map((item) => `+ ${title(item, after)}`), ...removed.map((item) => `− ${title(item, before)}`)];
}

/** The title of a run: what changed since the one before as it was in the end, or the experiment's own title. */
export function runTitle(experiment: Experiment, before: Changed | undefined): string {
  if (!before || before.experiment.title !== experiment.title) return experiment.title;
  return inShort(differences(withChanges(before.experiment, before.changes), experiment)) || 'the same again';
}

/** What was changed of a run while it went on, from its start to its end; empty where nothing was. */
export function liveDifference({ experiment, changes }: Changed): string {
  return inShort(differences(experiment, withChanges(experiment, changes)));
}

/**
 * How an experiment differs from a run as it is in the end; empty where it does not. With `isDriven`, what can be changed
 * live is on its way to the run and counts as no difference.
 */
export function deskDifference(run: Changed, experiment: Experiment, isDriven: boolean): string {
  const isOther = isOutdated(run, experiment);
  if (isDriven && !isOther) return '';
  return inShort(differences(withChanges(run.experiment, run.changes), experiment)) || (isOther ? 'another order' : '');
}

type Changed = Pick<Run, 'experiment' | 'changes'>;

function inShort(all: readonly string[]): string {
  const rest = all.length - 2;
  return [...all.slice(0, 2), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
