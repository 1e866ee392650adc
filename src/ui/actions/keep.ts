/**
 * What a person does with runs that are kept: name, pin and note them, delete them and bring them back. Each does to the
 * store what it says; the library, where one is open, keeps it.
 */
import { oneLine } from '../../core/plainText.ts';
import { isAlive, type Run } from '../../core/run/run.ts';
import { type RunSummary, summaryOf } from '../../core/run/runSummary.ts';
import { withinLimit } from '../runs/inMemory.ts';
import { comparedLimit, type LibraryState, type State, store } from '../store.ts';
import { openedLibrary } from './keeping.ts';
import { untilOver } from './over.ts';
import { stop } from './run.ts';

/** Gives a run another title; an empty one changes nothing. */
export function renameRun(runId: string, title: string): void {
  const named = oneLine(title);
  if (named) mark(runId, { title: named });
}

/** Keeps a run until a person deletes it, or no longer. */
export function pinRun(runId: string, isPinned: boolean): void {
  mark(runId, { isPinned });
}

/** Writes a line of text on a run. */
export function noteRun(runId: string, note: string): void {
  mark(runId, { note: oneLine(note) });
}

function mark(runId: string, change: Partial<Pick<Run, 'title' | 'note' | 'isPinned'>>): void {
  const marked = <T extends { readonly id: string }>(one: T) => (one.id === runId ? { ...one, ...change } : one);
  store.setState(({ runs, kept }) => ({ runs: runs.map(marked), kept: kept.map(marked) }));
  void openedLibrary()?.mark([runId], change);
}

/** What the runs deleted last were to the page. */
let before: Pick<State, 'runs' | 'shownRunId' | 'drivenRunId' | 'comparedRunIds' | 'baselineRunId'> | undefined;

/** How long a deletion waits for the engine to stop: as long as a step takes, as a rule. */
const stopMs = 1000;

/**
 * Deletes runs; those that go on are stopped first, so that their last steps and checkpoint belong to them. Until the
 * next deletion `undoDelete` brings them back.
 */
export async function deleteRuns(runIds: readonly string[]): Promise<void> {
  const going = store.getState().runs.filter(({ id, status }) => runIds.includes(id) && isAlive(status));
  for (const { id } of going) stop(id);
  if (going.length > 0) await untilOver(runIds, stopMs);
  const state = store.getState();
  const goes = ({ id }: { readonly id: string }) => runIds.includes(id);
  const deleted = [...state.kept.filter(goes), ...unkept(state).filter(goes)];
  if (deleted.length === 0) return;
  dismissDeleted();
  before = { ...state, runs: state.runs.filter(goes) };
  const { shownRunId, drivenRunId, baselineRunId } = state;
  const stays = (id: string | null) => (id !== null && runIds.includes(id) ? null : id);
  store.setState(({ runs, kept, comparedRunIds, library }) => ({
    runs: runs.filter((one) => !goes(one)),
    kept: kept.filter((one) => !goes(one)),
    shownRunId: stays(shownRunId) ?? stays(drivenRunId),
    drivenRunId: stays(drivenRunId),
    baselineRunId: stays(baselineRunId),
    comparedRunIds: comparedRunIds.filter((id) => !runIds.includes(id)),
    library: { ...library, deleted, interruptedIds: library.interruptedIds.filter((id) => !runIds.includes(id)) },
  }));
  const canUndo = (await openedLibrary()?.remove(runIds)) ?? true;
  if (!canUndo) setLibrary({ deleted: [] });
}

/** Brings back what was deleted last: a run that went on has stopped, and a study goes on with its runs. */
export function undoDelete(): void {
  bringBackRuns();
  const { deletedStudy } = store.getState().library;
  if (!deletedStudy) return;
  setLibrary({ deletedStudy: undefined });
  const { id } = deletedStudy;
  void openedLibrary()?.studies.restore(id);
  store.setState(({ studies, shownStudyId }) => ({
    studies: [...studies, deletedStudy],
    shownStudyId: shownStudyId ?? id,
  }));
}

function bringBackRuns(): void {
  const { deleted } = store.getState().library;
  if (deleted.length === 0 || !before) return;
  const { runs, ...looks } = before;
  before = undefined;
  const library = openedLibrary();
  const isBack = (id: string) => deleted.some((one) => one.id === id);
  const back = runs
    .filter(({ id }) => isBack(id))
    .map((run): Run => (isAlive(run.status) ? { ...run, status: 'stopped' } : run));
  const kept = deleted.map((one): RunSummary => (isAlive(one.status) ? { ...one, status: 'stopped' } : one));
  void library?.restore(deleted.map(({ id }) => id));
  store.setState((state) => ({
    runs: withinLimit(byStart([...state.runs, ...back]), state),
    kept: library ? byStart([...state.kept, ...kept]) : state.kept,
    shownRunId: state.shownRunId ?? looks.shownRunId,
    comparedRunIds: [...new Set([...state.comparedRunIds, ...looks.comparedRunIds.filter(isBack)])].slice(
      0,
      comparedLimit,
    ),
    baselineRunId: state.baselineRunId ?? looks.baselineRunId,
    library: { ...state.library, deleted: [] },
  }));
}

/** Deletes for good what was deleted last. */
export function dismissDeleted(): void {
  const { deleted, deletedStudy } = store.getState().library;
  before = undefined;
  if (deleted.length === 0 && !deletedStudy) return;
  setLibrary({ deleted: [], deletedStudy: undefined });
  if (deleted.length > 0) void openedLibrary()?.erase(deleted.map(({ id }) => id));
  if (deletedStudy) void openedLibrary()?.studies.erase(deletedStudy.id);
}

/** Deletes every run that is kept and not pinned, but for those that go on. Until the next deletion it can be undone. */
export function clearLibrary(): Promise<void> {
  const { kept } = store.getState();
  return deleteRuns(kept.filter(({ isPinned, status }) => !isPinned && !isAlive(status)).map(({ id }) => id));
}

export function dismissInterrupted(): void {
  setLibrary({ interruptedIds: [] });
}

/** Puts away what was said of the library. */
export function dismissTroubles(): void {
  setLibrary({ troubles: [] });
}

function setLibrary(change: Partial<LibraryState>): void {
  store.setState(({ library }) => ({ library: { ...library, ...change } }));
}

/** The summaries of the runs that are in memory alone. */
function unkept({ runs, kept }: State): readonly RunSummary[] {
  return runs.filter(({ id }) => kept.every((one) => one.id !== id)).map(summaryOf);
}

function byStart<T extends { readonly startedAt: number }>(runs: readonly T[]): readonly T[] {
  return [...runs].sort((a, b) => a.startedAt - b.startedAt);
}
