/** Reads how runs were set up in small tasks: for hundreds of them together it takes too long to be done before a drawing. */
import { useEffect, useState } from 'react';
import { judgementsOf } from '../../../core/compare/measures.ts';
import { setupOf } from '../../../core/compare/setup.ts';
import type { Experiment } from '../../../core/experiment.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { nextTurn } from '../../turns.ts';

/** So many are read at once. */
const fewRuns = 12;

/** Milliseconds after which the page may answer in between. */
const turnMs = 8;

const known = new WeakSet<Experiment>();

/** Whether all the runs have been read; few of them are at once, many a moment after the first drawing. */
export function useRead(runs: readonly RunSummary[]): boolean {
  const [isRead, setRead] = useState(
    () => runs.length <= fewRuns || runs.every(({ experiment }) => known.has(experiment)),
  );
  useEffect(() => {
    if (isRead) return;
    let isGone = false;
    void (async () => {
      let begin = performance.now();
      for (const run of runs) {
        setupOf(run);
        judgementsOf(run);
        known.add(run.experiment);
        if (performance.now() - begin < turnMs) continue;
        await nextTurn();
        if (isGone) return;
        begin = performance.now();
      }
      setRead(true);
    })();
    return () => {
      isGone = true;
    };
  }, [runs, isRead]);
  return isRead;
}
