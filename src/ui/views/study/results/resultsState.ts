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
}

const untouched: ResultsView = {
  sorting: { by: 'rank', isDescending: false },
  showsSums: false,
  chosen: undefined,
  axes: undefined,
  isLog: false,
  more: [],
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
