/** How a person looks at the table of each study; it stays so while other tabs are shown. */
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** A column by its number, a measure by its key, or what every row has. */
export type TableColumn = `varied ${number}` | `measure ${string}` | 'runs' | 'steps' | 'stepMs' | 'endings';

export interface TableView {
  /** Without it the order is that of the study. */
  readonly sorting: { readonly by: TableColumn; readonly isDescending: boolean } | undefined;
  /** Values at the end of the runs, or the best on their way. */
  readonly which: 'final' | 'best';
  /** Combinations whose runs are shown, by their place in the plan. */
  readonly open: ReadonlySet<number>;
}

const untouched: TableView = { sorting: undefined, which: 'final', open: new Set() };

const views = createStore<Readonly<Record<string, TableView>>>()(() => ({}));

export function useTableView(studyId: string): TableView {
  return useZustand(views, (all) => all[studyId] ?? untouched);
}

function change(studyId: string, next: (view: TableView) => Partial<TableView>): void {
  views.setState((all) => {
    const view = all[studyId] ?? untouched;
    return { [studyId]: { ...view, ...next(view) } };
  });
}

export function showValues(studyId: string, which: TableView['which']): void {
  change(studyId, () => ({ which }));
}

/** Shows the runs of a combination, or folds them away; `isOpen` says which. */
export function setOpen(studyId: string, place: number, isOpen: boolean): void {
  change(studyId, ({ open }) => {
    const next = new Set(open);
    if (isOpen) next.add(place);
    else next.delete(place);
    return { open: next };
  });
}

/** Sorts by a column: first as it is read best, then the other way round, then as the study has it. */
export function sortTable(studyId: string, by: TableColumn, startsDescending: boolean): void {
  change(studyId, ({ sorting }) => {
    if (sorting?.by !== by) return { sorting: { by, isDescending: startsDescending } };
    return { sorting: sorting.isDescending === startsDescending ? { by, isDescending: !startsDescending } : undefined };
  });
}
