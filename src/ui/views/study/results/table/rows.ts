/** The rows of the table of a study: its combinations in order, the open ones followed by their runs. Pure. */
import type { RunSummary } from '../../../../../core/run/runSummary.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import { type VariedColumn, variedCell } from '../../../../../core/study/table/columns.ts';
import { stepsOf } from '../../../../../core/study/table/copy.ts';
import type { TableColumn, TableView } from './tableView.ts';

export type ResultRow =
  | { readonly kind: 'setup'; readonly place: number; readonly result: SetupResult; readonly isOpen: boolean }
  | { readonly kind: 'run'; readonly place: number; readonly result: SetupResult; readonly run: RunSummary };

/** The rows as they are shown; combinations without a value stand last, equal ones in the order of the study. */
export function resultRows(
  setups: readonly SetupResult[],
  columns: readonly VariedColumn[],
  { sorting, which, open }: TableView,
): ResultRow[] {
  const placed = setups.map((result, place) => ({ result, place }));
  const valueAt = (result: SetupResult) => sorting && sortValue(result, sorting.by, columns, which);
  const ordered = sorting
    ? placed.toSorted((a, b) => compared(valueAt(a.result), valueAt(b.result), sorting.isDescending))
    : placed;
  return ordered.flatMap(({ result, place }): ResultRow[] => {
    const isOpen = open.has(place) && result.runs.length > 0;
    const members = isOpen ? result.runs.map((run): ResultRow => ({ kind: 'run', place, result, run })) : [];
    return [{ kind: 'setup', place, result, isOpen }, ...members];
  });
}

type SortValue = number | string | undefined;

function sortValue(
  result: SetupResult,
  by: TableColumn,
  columns: readonly VariedColumn[],
  which: TableView['which'],
): SortValue {
  if (by === 'runs') return result.ended;
  if (by === 'steps') return stepsOf(result);
  if (by === 'stepMs') return Number.isNaN(result.stepMs) ? undefined : result.stepMs;
  if (by === 'endings') return result.runs.filter(({ status }) => status !== 'finished').length;
  if (by.startsWith('measure ')) return result[which].get(by.slice('measure '.length))?.mean;
  const column = columns[Number(by.slice('varied '.length))];
  return column ? variedCell(result.setup, column) : result.setup.label;
}

function compared(a: SortValue, b: SortValue, isDescending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
  return isDescending ? -order : order;
}
