/**
 * The runs as the charts and meters see them: at most every 60 ms, however often the store changes. The engine reports
 * every 80 ms or later, so that all of a report is drawn in one frame, and evaluations between two reports wait for it.
 */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type Run, type State, store } from '../store.ts';

type Runs = Pick<State, 'runs' | 'activeRunId'>;

const redrawMs = 60;
const pick = ({ runs, activeRunId }: State): Runs => ({ runs, activeRunId });
const live = createStore<Runs>()(() => pick(store.getState()));

let timer: ReturnType<typeof setTimeout> | undefined;
let drawnAt = Number.NEGATIVE_INFINITY;

store.subscribe((state, before) => {
  if (state.runs === before.runs && state.activeRunId === before.activeRunId) return;
  if (timer !== undefined) return;
  // Another run, or the end of one, is shown at once; numbers wait for their turn.
  const wait = state.activeRunId === before.activeRunId ? drawnAt + redrawMs - performance.now() : 0;
  if (wait <= 0) draw();
  else timer = setTimeout(draw, wait);
});

function draw() {
  timer = undefined;
  drawnAt = performance.now();
  live.setState(pick(store.getState()), true);
}

/** Reads a part of the runs in a component, as often as it is drawn. */
export function useLiveRuns<T>(select: (runs: Runs) => T): T {
  return useZustand(live, select);
}

/** The run on the charts, as often as it is drawn. */
export function useLiveRun(): Run | undefined {
  return useLiveRuns(liveRun);
}

/** Selects the run on the charts. */
export function liveRun({ runs, activeRunId }: Runs): Run | undefined {
  return runs.find((run) => run.id === activeRunId);
}
