/** The head of a column: sorts by it. */
import { type SortColumn, sortResults, useResultsView } from '../resultsState.ts';

interface HeadProps {
  readonly studyId: string;
  readonly by: SortColumn;
  readonly label: string;
  readonly detail?: string;
  readonly help?: string;
  /** Id of an entry of the glossary. */
  readonly term?: string;
  /** Of a loss. */
  readonly color?: string;
  readonly startsDescending?: boolean;
}

export function Head({ studyId, by, label, detail, help, term, color, startsDescending = false }: HeadProps) {
  const { sorting } = useResultsView(studyId);
  const isSorted = sorting.by === by;
  const direction = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        className="plain"
        data-term={term}
        data-help={help}
        data-title={label}
        onClick={() => sortResults(studyId, by, startsDescending)}
      >
        <span className={(help ?? term) ? 'has-term' : undefined} style={{ color }}>
          {label}
        </span>
        {isSorted && <span aria-hidden="true"> {sorting.isDescending ? '▾' : '▴'}</span>}
        {detail && <small>{detail}</small>}
      </button>
    </th>
  );
}
