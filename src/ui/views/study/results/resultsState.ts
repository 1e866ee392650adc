/** How a person looks at the results of each study; it stays so while other tabs are shown. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** A column of the ranking: the key of a measure, or one of these. */
export type SortColumn = 'label' | 'rank' | 'improvement' | 'cost' | 'side' | `measure ${string}`;

export interface ResultsView {
  readonly sorting: { readonly by: SortColumn; readonly isDescending: boolean };
  /** Whether the rows of the swept sums are open. */
  readonly showsSums: boolean;
  /** The setup that is looked at, by its place in the plan. */
  readonly chosen: number | undefined;
  /** Keys of the measures on the axes of the front; without it the two losses. */
  readonly axes: readonly [string, string] | undefined;
  readonly isLog: boolean;
  /** Keys of the measures that the hypervolume counts beside those on the axes. */
  readonly more: readonly string[];
  /** How far along the front of the sums a person stands, 1 from point to point; nothing where nobody walks. */
  readonly stand: number | undefined;
  /** The runs that were started between points, newest last. */
  readonly walked: readonly Walked[];
}

/** A run between two points of the front, begun with the network of one of them. */
export interface Walked {
  readonly runId: string;
  readonly label: string;
}

const untouched: ResultsView = {
  sorting: { by: 'rank', isDescending: false },
  showsSums: false,
  chosen: undefined,
  axes: undefined,
  isLog: false,
  more: [],
  stand: undefined,
  walked: [],
};

const views = createStore<Readonly<Record<string, ResultsView>>>()(() => ({}));

export function useResultsView(studyId: string): ResultsView {
  return useZustand(views, (all) => all[studyId] ?? untouched);
}

export function setResultsView(studyId: string, change: Partial<ResultsView>): void {
  views.setState((all) => ({ [studyId]: { ...(all[studyId] ?? untouched), ...change } }));
}

/** Sorts by a column: first as it is read best, then the other way round. */
export function sortResults(studyId: string, by: SortColumn, startsDescending: boolean): void {
  const { sorting } = views.getState()[studyId] ?? untouched;
  const isDescending = sorting.by === by ? !sorting.isDescending : startsDescending;
  setResultsView(studyId, { sorting: { by, isDescending } });
}

/** Keeps a run that was started between points. */
export function addWalked(studyId: string, walked: Walked): void {
  const before = views.getState()[studyId] ?? untouched;
  setResultsView(studyId, { walked: [...before.walked, walked] });
}
