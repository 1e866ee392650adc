/** The head of a column: sorts by it. */
import { sortTable, type TableColumn, useTableView } from './tableView.ts';

interface HeadProps {
  readonly studyId: string;
  readonly by: TableColumn;
  readonly label: string;
  readonly detail?: string;
  readonly help?: string;
  /** Of a loss. */
  readonly color?: string;
  readonly startsDescending?: boolean;
  readonly isNumber?: boolean;
}

export function Head({ studyId, by, label, detail, help, color, startsDescending = false, isNumber }: HeadProps) {
  const { sorting } = useTableView(studyId);
  const isSorted = sorting?.by === by;
  const direction = sorting?.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={isNumber ? 'is-number' : undefined} aria-sort={isSorted ? direction : undefined}>
      <button type="button" title={help} onClick={() => sortTable(studyId, by, startsDescending)}>
        <span className="compare-head" style={{ color }}>
          {label}
        </span>
        {isSorted && <span aria-hidden="true">{sorting.isDescending ? ' ↓' : ' ↑'}</span>}
        {detail && <small>{detail}</small>}
      </button>
    </th>
  );
}
