/** Where the runs that were started between points stand by now. */
import { useMemo } from 'react';
import { summaryOf } from '../../../../../../core/run/runSummary.ts';
import { type Axes, type Pair, valuesOf } from '../../../../../../core/study/axes.ts';
import { type Runs, useLiveRuns } from '../../../../../runs/liveRun.ts';
import type { Walked } from '../../resultsState.ts';

export interface WalkedPoint extends Walked {
  readonly at: Pair;
}

/** Those that were measured on both axes; the same list as long as none of them was measured anew. */
export function useWalkedPoints(walked: readonly Walked[], axes: Axes): readonly WalkedPoint[] {
  const text = useLiveRuns((runs) => walked.map(({ runId }) => valuesIn(runs, runId, axes)?.join(' ')).join());
  return useMemo(
    () =>
      text.split(',').flatMap((part, i) => {
        const [x, y] = part.split(' ').map(Number);
        const one = walked[i];
        return one && x !== undefined && y !== undefined ? [{ ...one, at: [x, y] as const }] : [];
      }),
    [text, walked],
  );
}

function valuesIn({ runs, kept }: Runs, runId: string, axes: Axes): Pair | undefined {
  const run = runs.find(({ id }) => id === runId);
  const summary = run ? summaryOf(run) : kept.find(({ id }) => id === runId);
  return summary && valuesOf(summary, axes);
}
