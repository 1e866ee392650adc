/** How a person has set the table of runs; it stays so while other tabs are shown. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RunFilter, Sorting, SortKey } from '../../../core/compare/table.ts';

import type { StudyChoice } from './ofStudies.ts';

export interface TableState {
  readonly filter: RunFilter;
  readonly studies: StudyChoice;
  readonly sorting: Sorting;
  /** Keys of the groups of seeds that are open. */
  readonly open: ReadonlySet<string>;
  readonly showsAll: boolean;
  /** Two chosen runs stand side by side in place of the table. */
  readonly isSideBySide: boolean;
  /** What is being written. */
  readonly editing: Editing | undefined;
}

/** A line of text on a run. */
export interface Editing {
  readonly runId: string;
  readonly field: 'title' | 'note';
}

export const tableState = createStore<TableState>()(() => ({
  filter: { text: '' },
  studies: 'none',
  sorting: { by: { kind: 'started' }, isDescending: true },
  open: new Set(),
  showsAll: false,
  isSideBySide: false,
  editing: undefined,
}));

export function useTableState<T>(select: (state: TableState) => T): T {
  return useZustand(tableState, select);
}

/** Sorts by a column: first as it is read best, then the other way round. */
export function sortBy(by: SortKey, startsDescending: boolean): void {
  const { sorting } = tableState.getState();
  const isDescending = isSameColumn(sorting.by, by) ? !sorting.isDescending : startsDescending;
  tableState.setState({ sorting: { by, isDescending } });
}

export function isSameColumn(a: SortKey, b: SortKey): boolean {
  return a.kind === b.kind && ('key' in a ? a.key : '') === ('key' in b ? b.key : '');
}

/** Begins to write a line on a run, or ends it. */
export function edit(editing: Editing | undefined): void {
  tableState.setState({ editing });
}

/** Shows the members of a group, or folds them away. */
export function toggleOpen(key: string): void {
  tableState.setState(({ open }) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    return { open: next };
  });
}
