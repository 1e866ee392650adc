/** What is selected, lit up, shown and in front of the page. */
import { type Dialog, type Selection, type State, store, type View } from '../store.ts';

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
  store.setState(({ view }) => ({ view: { ...view, ...change } }));
}

/** Puts a run on the charts. */
export function showRun(runId: string): void {
  if (store.getState().runs.some((run) => run.id === runId)) store.setState({ shownRunId: runId });
}

/** Draws a run behind the one on the charts, or no longer. */
export function toggleCompared(runId: string): void {
  store.setState(({ comparedRunIds: ids }) => ({
    comparedRunIds: ids.includes(runId) ? ids.filter((id) => id !== runId) : [...ids, runId],
  }));
}

export function openDialog(dialog: Dialog | null): void {
  store.setState({ dialog });
}
