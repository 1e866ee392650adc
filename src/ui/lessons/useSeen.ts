/** What has been seen on the page since the lesson was entered. */
import { useMemo } from 'react';
import type { Seen } from '../../core/lessons/seen.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { type Learning, useStore } from '../store.ts';
import { usePlaneState } from '../views/plane/planeState.ts';

export function useSeen({ since, page, answers }: Learning): Seen {
  const experiment = useStore((state) => state.experiment);
  const all = useLiveRuns((state) => state.runs);
  const kept = useStore((state) => state.studies);
  const tab = useStore((state) => state.view.tab);
  const setting = usePlaneState((state) => state.setting);
  const predicted = answers[page];
  return useMemo(
    () => ({
      experiment,
      runs: all.filter(({ startedAt }) => startedAt >= since),
      studies: kept.filter(({ startedAt }) => startedAt >= since),
      tab,
      plane: { setting },
      predicted,
    }),
    [experiment, all, kept, tab, setting, predicted, since],
  );
}
