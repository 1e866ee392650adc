/** All runs there are, kept or in memory, oldest first; of those in memory the summary as it is now. */
import { useMemo } from 'react';
import type { Run } from '../../../core/run/run.ts';
import { type RunSummary, summaryOf } from '../../../core/run/runSummary.ts';
import { useLiveRuns } from '../../runs/liveRun.ts';
import { useStore } from '../../store.ts';

const summaries = new WeakMap<Run, RunSummary>();

/** The same object as long as nothing about the run changes: only the rows of runs that go on are drawn anew. */
function liveSummary(run: Run): RunSummary {
  const summary = summaries.get(run) ?? summaryOf(run);
  summaries.set(run, summary);
  return summary;
}

export function useRuns(): readonly RunSummary[] {
  const inMemory = useLiveRuns((state) => state.runs);
  const kept = useStore((state) => state.kept);
  return useMemo(() => {
    const all = new Map(kept.map((summary) => [summary.id, summary]));
    for (const run of inMemory) all.set(run.id, liveSummary(run));
    return [...all.values()].sort((a, b) => a.startedAt - b.startedAt);
  }, [inMemory, kept]);
}
