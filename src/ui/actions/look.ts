/** What is selected, lit up, shown and in front of the page. */
import { comparedLimit, type Dialog, type Selection, type State, store, type View } from '../store.ts';
import { allowance } from './allowance.ts';
import { loadRun } from './keeping.ts';

/** Selects these and nothing else; without arguments, nothing. */
export function select(...selection: readonly Selection[]): void {
  store.setState({ selection });
}

/** Lights up a loss or a layer everywhere; null lights up nothing. */
export function hover(hovered: State['hovered']): void {
  const { hovered: before } = store.getState();
  if (before?.kind !== hovered?.kind || before?.id !== hovered?.id) store.setState({ hovered });
}

/** Changes what the charts show. */
export function setView(change: Partial<View>): void {
  if (change.tab !== undefined && !allowance.show(change.tab)) return;
  store.setState(({ view, leftStep }) => {
    const next = { ...view, ...change };
    return { view: next, leftStep: leftStep || (view.tab === 'step' && next.tab !== 'step') };
  });
}

let wantedRunId = '';

/** Puts a run on the charts; one that is only kept, as soon as it is read. The run wanted last wins. */
export async function showRun(runId: string): Promise<void> {
  wantedRunId = runId;
  const isInMemory = store.getState().runs.some(({ id }) => id === runId);
  const isThere = isInMemory || (await loadRun(runId)) !== undefined;
  if (isThere && wantedRunId === runId) store.setState({ shownRunId: runId });
}

/** Draws a run behind the one on the charts, or no longer; one that is only kept, as soon as it is read. */
export function toggleCompared(runId: string): void {
  const { comparedRunIds: ids } = store.getState();
  if (ids.includes(runId)) store.setState({ comparedRunIds: ids.filter((id) => id !== runId) });
  else if (ids.length < comparedLimit) {
    store.setState({ comparedRunIds: [...ids, runId] });
    void loadRun(runId);
  }
}

/** Holds these runs in memory beside the compared ones, as members of their means; reads those that are only kept. */
export function holdMembers(runIds: readonly string[]): void {
  const { memberRunIds, runs } = store.getState();
  if (runIds.join() === memberRunIds.join()) return;
  store.setState({ memberRunIds: runIds });
  for (const id of runIds) if (runs.every((run) => run.id !== id)) void loadRun(id);
}

/** Chooses these runs to be compared, and no others; reads those that are only kept. */
export function setCompared(runIds: readonly string[]): void {
  const { comparedRunIds, runs } = store.getState();
  store.setState({ comparedRunIds: runIds });
  const added = runIds.filter((id) => !comparedRunIds.includes(id) && runs.every((run) => run.id !== id));
  for (const id of added) void loadRun(id);
}

/** Measures the others against that run; null against none. */
export function setBaseline(runId: string | null): void {
  store.setState({ baselineRunId: runId });
}

export function openDialog(dialog: Dialog | null): void {
  if (dialog !== null && dialog !== 'class' && !allowance.use(dialog)) return;
  store.setState({ dialog });
}
