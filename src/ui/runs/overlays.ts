/** Which earlier runs are drawn behind the current one. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Run } from '../../core/run/run.ts';
import { liveRun, useLiveRuns } from './liveRun.ts';

const overlays = createStore<{ readonly ids: readonly string[] }>()(() => ({ ids: [] }));

/** Draws an earlier run behind the current one, or no longer. */
export function toggleOverlay(runId: string): void {
  overlays.setState(({ ids }) => ({
    ids: ids.includes(runId) ? ids.filter((id) => id !== runId) : [...ids, runId],
  }));
}

/** The ids of the runs that are switched on. */
export function useOverlayIds(): readonly string[] {
  return useZustand(overlays, (state) => state.ids);
}

/** The runs that are switched on and are not the current one; the same array as long as nothing about them changes. */
export function useOverlayRuns(): readonly Run[] {
  const ids = useOverlayIds();
  return useLiveRuns(selectOverlays(ids));
}

const none: readonly Run[] = [];
let memo: { readonly ids: readonly string[]; readonly runs: readonly Run[] } = { ids: [], runs: none };

function selectOverlays(ids: readonly string[]) {
  return (state: Parameters<typeof liveRun>[0]): readonly Run[] => {
    if (ids.length === 0) return none;
    const current = liveRun(state)?.id;
    const runs = state.runs.filter((run) => run.id !== current && ids.includes(run.id));
    const isSame = memo.ids === ids && memo.runs.length === runs.length && memo.runs.every((run, i) => run === runs[i]);
    if (!isSame) memo = { ids, runs };
    return memo.runs;
  };
}
