/**
 * The runs as the charts and meters see them: at most every 60 ms, however often the store changes. The engine reports
 * every 80 ms or later, so that all of a report is drawn at once, and evaluations between two reports wait for it. What
 * stands in a turn of its own is drawn in a task of its own (see `InTurn`), and where that takes long, less often. Who
 * has asked for less motion sees the curves grow four times a second.
 */
import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import type { Run } from '../../core/run/run.ts';
import { type State, shownRun, store } from '../store.ts';
import { nextTurn } from '../turns.ts';

export type Runs = Pick<State, 'runs' | 'shownRunId' | 'comparedRunIds' | 'baselineRunId' | 'kept'>;

/** Those who are told together. */
export type Turn = Set<() => void>;

const redrawMs = 60;
const calmRedrawMs = 250;
/** At most this share of the time goes into drawing: a press is answered in between. */
const drawingShare = 0.4;
const pick = ({ runs, kept, shownRunId, comparedRunIds, baselineRunId }: State): Runs => ({
  runs,
  kept,
  shownRunId,
  comparedRunIds,
  baselineRunId,
});
const isChosenAnew = (now: Runs, before: Runs) =>
  now.shownRunId !== before.shownRunId ||
  now.comparedRunIds !== before.comparedRunIds ||
  now.baselineRunId !== before.baselineRunId;
/** The runs of the page made at the build: none. */
const atFirst = pick(store.getInitialState());
let live = pick(store.getState());

const together: Turn = new Set();
const turns = new Set<Turn>([together]);
/** The turn of the parts inside it. */
export const TurnContext = createContext(together);

let isBusy = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let drawnAt = Number.NEGATIVE_INFINITY;
let tookMs = 0;

store.subscribe((state, before) => {
  const isUrgent = isChosenAnew(state, before);
  if (isUrgent || state.runs !== before.runs) schedule(isUrgent);
});

/** Other runs are drawn at once; numbers wait for their turn. */
function schedule(isUrgent: boolean) {
  if (isBusy || (timer !== undefined && !isUrgent)) return;
  clearTimeout(timer);
  timer = undefined;
  const leastMs = matchMedia('(prefers-reduced-motion: reduce)').matches ? calmRedrawMs : redrawMs;
  const wait = isUrgent ? 0 : drawnAt + Math.max(leastMs, tookMs / drawingShare) - performance.now();
  if (wait <= 0) void draw();
  else timer = setTimeout(() => void draw(), wait);
}

async function draw() {
  timer = undefined;
  isBusy = true;
  drawnAt = performance.now();
  live = pick(store.getState());
  const drawn = live;
  for (const turn of [...turns]) {
    for (const listener of turn) listener();
    await nextTurn();
  }
  isBusy = false;
  tookMs = performance.now() - drawnAt;
  const state = store.getState();
  const isUrgent = isChosenAnew(state, drawn);
  if (isUrgent || state.runs !== drawn.runs) schedule(isUrgent);
}

/** Reads a part of the runs in a component, as often as it is drawn. */
export function useLiveRuns<T>(select: (runs: Runs) => T): T {
  const turn = use(TurnContext);
  const subscribe = useCallback((listener: () => void) => join(turn, listener), [turn]);
  return useSyncExternalStore(
    subscribe,
    () => select(live),
    () => select(atFirst),
  );
}

function join(turn: Turn, listener: () => void): () => void {
  turn.add(listener);
  turns.add(turn);
  return () => {
    turn.delete(listener);
    if (turn.size === 0 && turn !== together) turns.delete(turn);
  };
}

/** The run on the charts, as often as it is drawn. */
export function useLiveRun(): Run | undefined {
  return useLiveRuns(shownRun);
}

/** Whether there is a run on the charts. */
export function useHasRun(): boolean {
  return useLiveRuns((runs) => shownRun(runs) !== undefined);
}
