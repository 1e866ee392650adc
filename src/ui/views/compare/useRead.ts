/** Reads how runs were set up in small tasks: for hundreds of them together it takes too long to be done before a drawing. */
import { useEffect, useState } from 'react';
import { judgementsOf } from '../../../core/compare/measures.ts';
import { setupOf } from '../../../core/compare/setup.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { nextTurn } from '../../turns.ts';

/** So many are read at once. */
const fewRuns = 24;

/** Milliseconds after which the page may answer in between. */
const turnMs = 8;

/** Those of the runs by which columns are chosen: at first a few, and all as soon as they are read. */
export function useRead(runs: readonly RunSummary[]): readonly RunSummary[] {
  const [isRead, setRead] = useState(runs.length <= fewRuns);
  useEffect(() => {
    if (isRead) return;
    let isGone = false;
    void (async () => {
      let begin = performance.now();
      for (const run of runs) {
        setupOf(run);
        judgementsOf(run);
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
  return isRead ? runs : runs.slice(0, fewRuns);
}
