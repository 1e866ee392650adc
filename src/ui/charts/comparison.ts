/** The runs that the charts compare, as often as they are drawn. */
import { complain } from '../actions/open.ts';
import { type Runs, useLiveRuns } from '../runs/liveRun.ts';
import { useLater } from '../useLater.ts';
import type { Entry } from './overlay/entries.ts';
import { overlayScript } from './overlayScript.ts';

const none: readonly Entry[] = [];
/** The charts are drawn one after the other, of the same runs. */
let latest: { readonly of: Runs; readonly entries: readonly Entry[] } | undefined;

/** The shown run and those it is compared with; none where it stands alone. */
export function useComparison(): readonly Entry[] {
  const isWanted = useLiveRuns(({ comparedRunIds, baselineRunId, shownRunId }) =>
    [...comparedRunIds, baselineRunId].some((id) => id !== null && id !== shownRunId),
  );
  const script = useLater(overlayScript, isWanted, sayLost);
  return useLiveRuns((runs) => {
    if (!script || !isWanted) return none;
    if (latest?.of !== runs) latest = { of: runs, entries: keep(script.entriesOf(runs, latest?.entries)) };
    return latest.entries;
  });
}

/** The array as it was, where all of it is. */
function keep(entries: readonly Entry[]): readonly Entry[] {
  const before = latest?.entries ?? none;
  return before.length === entries.length && before.every((entry, i) => entry === entries[i]) ? before : entries;
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
