/**
 * Reads how runs were set up and what came out of them in small tasks: for hundreds of runs together it takes too long to
 * be done before a drawing. What was read is remembered where it is asked for, by experiment and summary.
 */
import { useEffect, useState } from 'react';
import { judgementsOf } from '../../../core/compare/measures.ts';
import { foldSeeds } from '../../../core/compare/seeds.ts';
import { setupOf } from '../../../core/compare/setup.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { store } from '../../store.ts';
import { nextTurn } from '../../turns.ts';

/** So many are read at once. */
const fewRuns = 12;

/** Milliseconds after which the page may answer in between. */
const turnMs = 8;

const known = new WeakSet<RunSummary>();

/** Runs that go on are new with every report; those are few. */
function isRead(runs: readonly RunSummary[]): boolean {
  return runs.filter((run) => !known.has(run)).length <= fewRuns;
}

/** Resolves when the runs have been read, or nobody waits for it any more. */
async function read(runs: readonly RunSummary[], isGone: () => boolean): Promise<void> {
  let begin = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    if (known.has(run)) continue;
    if (performance.now() - begin > turnMs) {
      await nextTurn();
      if (isGone()) return;
      begin = performance.now();
    }
    foldSeeds([run]);
    setupOf(run);
    judgementsOf(run);
    known.add(run);
  }
}

/** Reads the kept runs before a person first looks at them, as they come into the library. */
export function readAhead(): void {
  const begin = () => {
    const { kept } = store.getState();
    if (!isRead(kept)) void read(kept, () => store.getState().kept !== kept);
  };
  begin();
  store.subscribe((state, before) => state.kept !== before.kept && begin());
}

/** Whether the runs have been read; few of them are at once, many a moment after the first drawing. */
export function useRead(runs: readonly RunSummary[]): boolean {
  const [isDone, setDone] = useState(() => isRead(runs));
  useEffect(() => {
    if (isDone) return;
    let isGone = false;
    void read(runs, () => isGone).then(() => !isGone && setDone(true));
    return () => {
      isGone = true;
    };
  }, [runs, isDone]);
  return isDone;
}
