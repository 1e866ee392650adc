/** What differs between two experiments, field by field with the fields' own labels: titles of runs, words for changes. */
import type { Experiment } from '../experiment.ts';
import { isOutdated, withChanges } from './liveChange.ts';
import type { Run } from './run.ts';
import { type Setting, type SettingPart, sameValue, settingLabel, settingsOf, settingText } from './settings.ts';

const parts = ['strategy', 'optimizer', 'training', 'schedule', 'loss', 'layer', 'dataset'] as const;

/** The differences as short sentences: "Learning rate 0.001 → 3e-4", "+ Dropout"; empty when there are none. */
function differences(before: Experiment, after: Experiment): readonly string[] {
  if (before === after) return [];
  const [old, now] = [byKey(before), byKey(after)];
  return parts.flatMap((part) => {
    const lists = [...missing(now, old, part, '+'), ...missing(old, now, part, '−')];
    const isRewired = part === 'layer' && lists.length === 0 && isWiredAnew(before, after);
    return [...lists, ...changed(old, now, part), ...(isRewired ? ['rewired'] : [])];
  });
}

type ByKey = ReadonlyMap<string, Setting>;

function byKey(experiment: Experiment): ByKey {
  return new Map(settingsOf(experiment).map((setting) => [setting.key, setting]));
}

/** The losses or layers of `all` that the others lack. */
function missing(all: ByKey, others: ByKey, part: SettingPart, sign: string): string[] {
  if (part !== 'loss' && part !== 'layer') return [];
  const kinds = [...all.values()].filter((one) => one.part === part && one.of === undefined);
  return kinds.filter(({ key }) => !others.has(key)).map(({ owner }) => `${sign} ${owner}`);
}

/** What both have with other values. The fields of a thing are compared only where it is of the same kind in both. */
function changed(old: ByKey, now: ByKey, part: SettingPart): string[] {
  return [...now.values()].flatMap((setting) => {
    const { key, of } = setting;
    const before = old.get(key);
    if (setting.part !== part || !before || sameValue(before.value, setting.value)) return [];
    if (of !== undefined && old.get(of)?.value !== now.get(of)?.value) return [];
    return [arrow(before, setting)];
  });
}

/** "size: fader 1 → 2", "MGDA → PCGrad", "size muted". */
function arrow(before: Setting, after: Setting): string {
  const { part, of, meta, owner, value } = after;
  const change = `${settingText(before)} → ${settingText(after)}`;
  if (part === 'loss' && meta.label === 'Muted') return `${owner} ${value === true ? 'muted' : 'unmuted'}`;
  if (of === undefined && part === 'loss') return `${owner}: ${change}`;
  const isKind = of === undefined && part !== 'training' && part !== 'schedule';
  return isKind ? change : `${settingLabel(after)} ${change}`;
}

function isWiredAnew(before: Experiment, after: Experiment): boolean {
  const [old, now] = [before.network.layers, after.network.layers];
  return now.some((layer) => {
    const one = old.find(({ id }) => id === layer.id);
    return one && one.inputs !== layer.inputs && one.inputs.join() !== layer.inputs.join();
  });
}

/**
 * The title of a run: what changed since the one before as it was in the end, or the experiment's own title. It is read
 * alone too, in a notice or a file's name: where nothing changed it says what runs again.
 */
export function runTitle(experiment: Experiment, before: Changed | undefined): string {
  if (!before || before.experiment.title !== experiment.title) return experiment.title;
  return (
    inShort(differences(withChanges(before.experiment, before.changes), experiment)) || `${experiment.title}, again`
  );
}

/** What another run, as it was in the end, has that this one in the end had not; empty where they were alike. */
export function differenceOf(one: Changed, other: Changed): string {
  return inShort(differences(withChanges(one.experiment, one.changes), withChanges(other.experiment, other.changes)));
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
