/** The runs that the charts compare, as often as they are drawn. */
import { complain } from '../actions/open.ts';
import { type Runs, useLiveRuns } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import { useLater } from '../useLater.ts';
import type { Comparison } from './overlay/entries.ts';
import { overlayScript } from './overlayScript.ts';

const none: Comparison = { entries: [], hasSeeds: false, memberIds: [] };
/** The charts are drawn one after the other, of the same runs. */
let latest: { readonly of: Runs; readonly foldsSeeds: boolean; readonly comparison: Comparison } | undefined;

/** The shown run and those it is compared with. */
export function useComparison(): Comparison {
  const foldsSeeds = useStore((state) => state.view.foldsSeeds);
  const isWanted = useLiveRuns(({ comparedRunIds, baselineRunId, shownRunId }) =>
    [...comparedRunIds, baselineRunId].some((id) => id !== null && id !== shownRunId),
  );
  const script = useLater(overlayScript, isWanted, sayLost);
  return useLiveRuns((runs) => {
    if (!script || !isWanted) return none;
    if (latest?.of !== runs || latest.foldsSeeds !== foldsSeeds)
      latest = { of: runs, foldsSeeds, comparison: script.comparisonOf({ ...runs, foldsSeeds }, latest?.comparison) };
    return latest.comparison;
  });
}

function sayLost(): void {
  complain([
    {
      severity: 'error',
      at: [],
      message: 'The script that draws runs over each other could not be loaded.',
      remedy: 'Choose the runs again when there is a connection.',
    },
  ]);
}
