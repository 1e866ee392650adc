/** Which controls set what differs between two experiments: so that a lock holds of keys, undo and commands alike. */
import type { ControlName } from '../controlNames.ts';
import type { Experiment } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';

/** The controls that would have to be used to come from the one to the other; each once. A title is nobody's. */
export function settersOf(before: Experiment, after: Experiment): readonly ControlName[] {
  if (before === after) return [];
  const { training: t, losses } = before;
  const { learningRate, learningRateCourse, ...training } = t;
  const { learningRate: nextRate, learningRateCourse: nextCourse, ...nextTraining } = after.training;
  const differing: readonly (readonly [ControlName, boolean])[] = [
    ['dataset', !isSame(before.dataset, after.dataset)],
    ['network', !isSame(before.network, after.network)],
    ['strategy', !isSame(before.strategy, after.strategy)],
    ['schedule', !isSame(before.schedule, after.schedule)],
    ['optimizer', !isSame(before.optimizer, after.optimizer)],
    ['learning-rate', learningRate !== nextRate || !isSame(learningRateCourse, nextCourse)],
    ['training', !isSame(training, nextTraining)],
  ];
  const own = differing.flatMap(([name, differs]) => (differs ? [name] : []));
  return [...new Set([...own, ...settersOfLosses(losses, after.losses)])];
}

function settersOfLosses(before: readonly Loss[], after: readonly Loss[]): readonly ControlName[] {
  if (before === after) return [];
  const old = new Map(before.map((loss) => [loss.id, loss]));
  const kept = after.flatMap((loss) => {
    const was = old.get(loss.id);
    return was ? [[was, loss] as const] : [];
  });
  const isOther = kept.length < before.length || kept.length < after.length;
  const stays = new Set(kept.map(([was]) => was));
  const isMoved = before.filter((loss) => stays.has(loss)).some((loss, i) => loss !== kept[i]?.[0]);
  return [
    ...(isOther ? (['add-loss'] as const) : []),
    ...(isMoved ? (['desk'] as const) : []),
    ...kept.flatMap(([was, is]) => settersOfLoss(was, is)),
  ];
}

/** The fields of a loss that have a control of their own; its kind, what it reads and its parameters make it another one. */
const fieldSetters: Readonly<Record<string, ControlName>> = {
  fader: 'faders',
  course: 'faders',
  muted: 'mutes',
  rate: 'schedule',
  turns: 'schedule',
};

function settersOfLoss(before: Loss, after: Loss): readonly ControlName[] {
  if (before === after) return [];
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => !isSame(was.get(name), is.get(name)))
    .map((name) => (Object.hasOwn(fieldSetters, name) ? fieldSetters[name] : undefined) ?? 'add-loss');
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
