/** Which runs the charts compare, what each is called there, and what differs. */
import { shallow } from 'zustand/shallow';
import { differenceOf } from '../../../core/run/difference.ts';
import type { Run } from '../../../core/run/run.ts';
import { type RunLook, runLooks } from './runLook.ts';

/** One of the compared: a run, or runs that differ in nothing but the seed. */
export interface Entry {
  /** Of its run; of several, of the one that was chosen first. */
  readonly id: string;
  /** All members, also those that were not chosen. */
  readonly runs: readonly Run[];
  readonly label: string;
  /** From the baseline, or from the shown run where there is none; empty for that one itself. */
  readonly differs: string;
  readonly isShown: boolean;
  readonly isBaseline: boolean;
  readonly look: RunLook;
}

/** What is chosen of the runs. */
export interface Choice {
  readonly runs: readonly Run[];
  readonly shownRunId: string | null;
  readonly comparedRunIds: readonly string[];
  readonly baselineRunId: string | null;
}

/**
 * The shown run, the compared ones in the order of their choice, and the baseline. Fewer than two are no comparison. An
 * entry of `before` that says the same stays the same object, so that what was drawn of it stays, too.
 */
export function entriesOf(choice: Choice, before: readonly Entry[] = []): readonly Entry[] {
  const { runs, shownRunId, comparedRunIds, baselineRunId } = choice;
  const ids = new Set([shownRunId, ...comparedRunIds, baselineRunId]);
  const chosen = [...ids].flatMap((id) => runs.find((run) => run.id === id) ?? []);
  if (chosen.length < 2) return [];
  const marked = chosen.map((run) => ({
    runs: [run],
    isShown: run.id === shownRunId,
    isBaseline: run.id === baselineRunId,
  }));
  const reference = (marked.find(({ isBaseline }) => isBaseline) ?? marked[0])?.runs[0];
  const looks = runLooks(marked);
  const labels = toldApart(chosen.map(({ title }) => title));
  return marked.map((one, i) => {
    const first = one.runs[0] as Run;
    const entry: Entry = {
      ...one,
      id: first.id,
      label: labels[i] ?? '',
      differs: reference && reference !== first ? differs(reference, first) : '',
      look: looks[i] as RunLook,
    };
    return before.find((old) => isSame(old, entry)) ?? entry;
  });
}

function isSame({ runs, ...old }: Entry, { runs: runsNow, ...entry }: Entry): boolean {
  return shallow(old, entry) && shallow(runs, runsNow);
}

/** The titles, numbered where several are alike. */
function toldApart(titles: readonly string[]): string[] {
  return titles.map((title, i) => {
    if (titles.filter((other) => other === title).length === 1) return title;
    return `${title} (${titles.slice(0, i + 1).filter((other) => other === title).length})`;
  });
}

/** By the lists of changes, of which every run has its own. */
const known = new WeakMap<Run['changes'], WeakMap<Run['changes'], string>>();

function differs(reference: Run, run: Run): string {
  const ofReference = known.get(reference.changes) ?? new WeakMap<Run['changes'], string>();
  known.set(reference.changes, ofReference);
  const text = ofReference.get(run.changes) ?? (differenceOf(reference, run) || 'the same experiment');
  ofReference.set(run.changes, text);
  return text;
}
