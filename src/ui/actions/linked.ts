/** Runs that a link brought: the page says what it holds, shows their curves, and runs them one after the other. */
import type { Problem } from '../../core/problem.ts';
import type { LinkedRun } from '../../core/run/linkedRun.ts';
import { isAlive, makeRun, type Run } from '../../core/run/run.ts';
import { comparedLimit, store } from '../store.ts';
import { renameRun } from './keep.ts';
import { complain } from './open.ts';
import { runExperiment, stop } from './run.ts';

interface Opened {
  readonly runs: readonly LinkedRun[];
  readonly problems: readonly Problem[];
}

/** What is chosen to be compared: the first is shown. */
function compare(ids: readonly string[], baseline: string | null): void {
  const [shown = null, ...others] = ids;
  store.setState({ shownRunId: shown, comparedRunIds: others.slice(0, comparedLimit), baselineRunId: baseline });
}

/**
 * Says what a link holds and shows its curves. On a page that was opened by it, the first of its experiments comes on the
 * desk; a page with work on it keeps that. Nothing runs before a person wants it.
 */
export function openLinked({ runs, problems }: Opened, isFirst: boolean): void {
  complain(problems);
  const [first] = runs;
  if (!first) return;
  const drawn = runs.flatMap((run, i) => (run.curves ? [asRun(run, run.curves, `link-${Date.now()}-${i}`)] : []));
  store.setState((state) => ({
    linked: { runs, at: null },
    dialog: null,
    runs: [...state.runs.filter(({ isFromLink }) => !isFromLink), ...drawn],
    ...(isFirst && { experiment: first.experiment, introduced: null, selection: [], hovered: null }),
  }));
  if (isFirst) store.temporal.getState().clear();
  if (drawn.length === 0) return;
  const baseline = runs.filter(({ curves }) => curves).findIndex(({ isBaseline }) => isBaseline);
  compare(
    drawn.map(({ id }) => id),
    drawn[baseline]?.id ?? null,
  );
}

function asRun(linked: LinkedRun, curves: NonNullable<LinkedRun['curves']>, id: string): Run {
  const run = makeRun(id, linked.title, linked.experiment, Date.now());
  return { ...run, ...curves, note: 'from the link', status: 'stopped', isFromLink: true };
}

/** Runs what the link holds, one after the other, and compares them. Ends where a person stops one or starts another. */
export async function runLinked(): Promise<void> {
  const { linked } = store.getState();
  if (!linked || linked.at !== null) return;
  const ids: string[] = [];
  let baseline: string | null = null;
  for (const [at, { title, experiment, isBaseline }] of linked.runs.entries()) {
    store.setState({ linked: { runs: linked.runs, at } });
    if (!runExperiment(experiment)) continue;
    const id = store.getState().drivenRunId;
    if (id === null) break;
    renameRun(id, title);
    ids.push(id);
    if (isBaseline) baseline = id;
    compare([id, ...ids.slice(0, -1)], baseline);
    if (!(await hasEnded(id))) break;
  }
  if (store.getState().linked?.at !== null) store.setState({ linked: null });
}

/** Resolves when a run is over: true where it came to its own end, false where a person ended it or turned away from it. */
function hasEnded(runId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const { runs, drivenRunId, linked } = store.getState();
      const run = runs.find(({ id }) => id === runId);
      const isLeft = !run || drivenRunId !== runId || !linked;
      if (!isLeft && isAlive(run.status)) return;
      unsubscribe();
      resolve(!isLeft && run.status !== 'stopped');
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

/** Puts away what the link brought; a run of it that goes on is stopped, and none follows. */
export function dismissLinked(): void {
  const isRunning = typeof store.getState().linked?.at === 'number';
  store.setState({ linked: null });
  if (isRunning) stop();
}
