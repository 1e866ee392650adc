/** The table of runs: which are shown, in which order. */
import type { RunSummary } from '../run/runSummary.ts';
import { settingText } from '../run/settings.ts';
import { outcomeOf, type SeedGroup, spreadOf, titleOf } from './seeds.ts';
import { endOf, setupOf } from './setup.ts';

/** Which runs are shown; an empty text or missing choice shows all. */
export interface RunFilter {
  /** Words that must all be found. */
  readonly text: string;
  /** Title of the experiment: that of its preset. */
  readonly preset?: string;
  readonly strategy?: string;
  readonly status?: RunSummary['status'];
  /** Started at that time or later, in milliseconds since 1970. */
  readonly since?: number;
}

/** Whether a run is shown. */
export function matches(run: RunSummary, { text, preset, strategy, status, since }: RunFilter): boolean {
  if (preset !== undefined && run.experiment.title !== preset) return false;
  if (strategy !== undefined && endOf(run).strategy.kind !== strategy) return false;
  if (status !== undefined && run.status !== status) return false;
  if (since !== undefined && run.startedAt < since) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const found = haystack(run);
  return words.every((word) => found.includes(word));
}

function haystack(run: RunSummary): string {
  const strategy = setupOf(run).get('strategy');
  const texts = [run.title, run.note, run.experiment.title, run.status, run.backend, strategy && settingText(strategy)];
  return texts.join('\n').toLowerCase();
}

/** A column to sort by: a trait, a final or best value of a measure, or what every run has. */
export type SortKey =
  | { readonly kind: 'trait' | 'final' | 'best'; readonly key: string }
  | { readonly kind: 'title' | 'started' | 'status' | 'steps' | 'seconds' | 'stepMs' };

export interface Sorting {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

/** The groups in order; those without a value stand last either way, and equal ones stay as they were. */
export function sorted(groups: readonly SeedGroup[], { by, isDescending }: Sorting): SeedGroup[] {
  const sign = isDescending ? -1 : 1;
  const keyed = groups.map((group) => ({ group, value: sortValue(group, by) }));
  return keyed.sort((a, b) => comparison(a.value, b.value, sign)).map(({ group }) => group);
}

type SortValue = string | number | undefined;

function comparison(a: SortValue, b: SortValue, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return sign * (a < b ? -1 : a > b ? 1 : 0);
}

function sortValue(group: SeedGroup, by: SortKey): SortValue {
  const first = group.members[0] as RunSummary;
  switch (by.kind) {
    case 'trait': {
      const trait = setupOf(first).get(by.key);
      if (!trait) return undefined;
      return typeof trait.value === 'number' ? trait.value : settingText(trait).toLowerCase();
    }
    case 'final':
    case 'best':
      return outcomeOf(group, by)?.[by.kind].mean;
    case 'title':
      return titleOf(group).toLowerCase();
    case 'status':
      return first.status;
    case 'started':
      return Math.max(...group.members.map(({ startedAt }) => startedAt));
    case 'steps':
      return Math.max(...group.members.map(({ steps }) => steps));
    case 'seconds':
      return meanSeconds(group);
    case 'stepMs':
      return meanStepMs(group);
    default:
      return by satisfies never;
  }
}

/** Seconds of training, over the members that say it. */
export function meanSeconds({ members }: SeedGroup): number | undefined {
  const times = members.flatMap(({ seconds }) => seconds ?? []);
  return times.length > 0 ? spreadOf(times).mean : undefined;
}

/** Milliseconds a step, over the members that say it. */
export function meanStepMs({ members }: SeedGroup): number | undefined {
  const times = members.flatMap(({ stepMs }) => stepMs ?? []);
  return times.length > 0 ? spreadOf(times).mean : undefined;
}
