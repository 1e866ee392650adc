/** Which runs the charts compare, what each is called there, and what differs. */

import { shallow } from 'zustand/shallow';
import { titleOf } from '../../../core/compare/seeds.ts';
import { isolated } from '../../../core/plainText.ts';
import { differenceOf } from '../../../core/run/difference.ts';
import type { Run } from '../../../core/run/run.ts';
import { type KnownRuns, membersOf } from './members.ts';
import { type RunLook, runLooks } from './runLook.ts';
import { endLabels } from './shortened.ts';

/** One of the compared: a run, or runs that differ in nothing but the seed. */
export interface Entry {
  /** Of its run; of several, of the one that was chosen first. */
  readonly id: string;
  /** Those in memory, also those that were not chosen. */
  readonly runs: readonly Run[];
  /** How many there are, with those that are still to be read. */
  readonly count: number;
  readonly label: string;
  /** In a few letters. */
  readonly endLabel: string;
  /** From the baseline, or from the first entry where there is none; empty for that one itself. */
  readonly differs: string;
  readonly isShown: boolean;
  readonly isBaseline: boolean;
  /** A link brought it. */
  readonly isFromLink: boolean;
  readonly look: RunLook;
}

/** What is chosen of the runs. */
export interface Choice extends KnownRuns {
  readonly shownRunId: string | null;
  readonly comparedRunIds: readonly string[];
  readonly baselineRunId: string | null;
  /** Whether runs that differ in nothing but the seed are drawn as one. */
  readonly foldsSeeds: boolean;
}

/** The chosen runs that are in memory: the shown one, the compared ones in the order of their choice, the baseline. */
function chosenRuns({ runs, shownRunId, comparedRunIds, baselineRunId }: Choice): readonly Run[] {
  const ids = new Set([shownRunId, ...comparedRunIds, baselineRunId]);
  return [...ids].flatMap((id) => runs.find((run) => run.id === id) ?? []);
}

export interface Comparison {
  /** In the order of the chosen runs; none where the shown run stands alone. */
  readonly entries: readonly Entry[];
  /** Whether some of them are, or could be, drawn as one line for all their seeds. */
  readonly hasSeeds: boolean;
  /** Ids of the runs that their means are taken over. */
  readonly memberIds: readonly string[];
}

export const noComparison: Comparison = { entries: [], hasSeeds: false, memberIds: [] };

/** What the choice compares. What is as it was in `before` stays the same object, so that what was drawn of it stays, too. */
export function comparisonOf(choice: Choice, before: Comparison = noComparison): Comparison {
  const chosen = chosenRuns(choice);
  if (chosen.length < 2) return noComparison;
  const members = membersOf(choice);
  const folded = choice.foldsSeeds ? members : new Map<string, readonly Named[]>();
  const ids = new Set(chosen.flatMap(({ id }) => folded.get(id) ?? []).map(({ id }) => id));
  const now = {
    entries: kept(before.entries, entriesOf(choice, chosen, folded, before.entries)),
    hasSeeds: chosen.some(({ id }) => members.has(id)),
    memberIds: kept(before.memberIds, [...ids]),
  };
  return shallow(before, now) ? before : now;
}

function kept<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  return shallow(before, now) ? before : now;
}

function entriesOf(
  { runs, shownRunId, baselineRunId }: Choice,
  chosen: readonly Run[],
  folded: ReadonlyMap<string, readonly Named[]>,
  before: readonly Entry[],
): readonly Entry[] {
  const groups = new Map<unknown, { readonly ids: string[]; readonly members: readonly Named[] }>();
  for (const run of chosen) {
    const members = folded.get(run.id);
    const known = groups.get(members ?? run);
    if (known) known.ids.push(run.id);
    else groups.set(members ?? run, { ids: [run.id], members: members ?? [run] });
  }
  const marked = [...groups.values()].map(({ ids, members }) => ({
    id: ids[0] ?? '',
    runs: members.flatMap(({ id }) => runs.find((run) => run.id === id) ?? []),
    count: members.length,
    title: titleOf({ members }),
    isShown: ids.some((id) => id === shownRunId),
    isBaseline: ids.some((id) => id === baselineRunId),
  }));
  const reference = marked.find(({ isBaseline }) => isBaseline) ?? marked[0];
  const looks = runLooks(marked);
  const labels = toldApart(marked.map(({ title }) => title));
  const short = endLabels(labels);
  return marked.map(({ title: _, ...one }, i) => {
    const entry: Entry = {
      ...one,
      isFromLink: one.runs.some((run) => run.isFromLink),
      label: labels[i] ?? '',
      endLabel: short[i] ?? '',
      differs: reference && reference.id !== one.id ? differs(reference, one) : '',
      look: looks[i] as RunLook,
    };
    return before.find((old) => isSame(old, entry)) ?? entry;
  });
}

type Named = Pick<Run, 'id' | 'title'>;

function isSame({ runs, ...old }: Entry, { runs: runsNow, ...entry }: Entry): boolean {
  return shallow(old, entry) && shallow(runs, runsNow);
}

/** The titles, numbered where several are alike. */
function toldApart(titles: readonly string[]): string[] {
  return titles.map((title, i) => {
    if (titles.filter((other) => other === title).length === 1) return title;
    return `${isolated(title)} (${titles.slice(0, i + 1).filter((other) => other === title).length})`;
  });
}

type Compared = Pick<Entry, 'runs' | 'count'>;

/** By the lists of changes, of which every run has its own; where seeds are folded, and where not. */
const known = [false, true].map(() => new WeakMap<Run['changes'], WeakMap<Run['changes'], string>>());

function differs(reference: Compared, one: Compared): string {
  const [base] = reference.runs;
  const [run] = one.runs;
  if (!base || !run) return '';
  // Of several seeds, none is what differs.
  const isFolded = reference.count > 1 || one.count > 1;
  const all = known[Number(isFolded)];
  const ofBase = all?.get(base.changes) ?? new WeakMap<Run['changes'], string>();
  all?.set(base.changes, ofBase);
  const other = isFolded ? withSeedOf(base, run) : run;
  const text = ofBase.get(run.changes) ?? (differenceOf(base, other) || 'the same experiment');
  ofBase.set(run.changes, text);
  return text;
}

function withSeedOf({ experiment: { training } }: Run, run: Run): Run {
  const { experiment } = run;
  return { ...run, experiment: { ...experiment, training: { ...experiment.training, seed: training.seed } } };
}
