/** The heads of the columns: each sorts by its own. */
import type { Measure } from '../../../../../core/compare/measures.ts';
import type { Study } from '../../../../../core/study/study.ts';
import type { VariedColumn } from '../../../../../core/study/table/columns.ts';
import { capitalised } from '../../../../../core/words.ts';
import { lossLook } from '../../../../lossLook.ts';
import { sortTable, type TableColumn, useTableView } from './tableView.ts';

interface HeadsProps {
  readonly studyId: string;
  readonly study: Study;
  readonly columns: readonly VariedColumn[];
  readonly measures: readonly Measure[];
}

export function Heads({ studyId, study, columns: [first, ...others], measures }: HeadsProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <Head studyId={studyId} by="varied 0" label={first?.label ?? 'Combination'} />
        {others.map((column, i) => (
          <Head
            key={`${column.variation} ${column.place}`}
            studyId={studyId}
            by={`varied ${i + 1}`}
            label={column.label}
          />
        ))}
        <Head studyId={studyId} by="runs" label="Runs" help="Runs that have ended, of all" isNumber />
        {measures.map(({ key, title, lossId, quantity, metric, help, isHigherBetter }) => (
          <Head
            key={key}
            studyId={studyId}
            by={`measure ${key}`}
            label={`${capitalised(title)} ${isHigherBetter ? '↑' : '↓'}`}
            detail={quantity}
            help={`${help} On the validation images.`}
            color={lossLook(study.experiment, lossId).text}
            {...(metric && { term: `metric-${metric}` })}
            startsDescending={isHigherBetter}
            isNumber
          />
        ))}
        <Head studyId={studyId} by="steps" label="Steps" isNumber />
        <Head studyId={studyId} by="stepMs" label="ms a step" isNumber />
        <Head studyId={studyId} by="endings" label="Endings" help="Runs that did not end as planned" startsDescending />
        <th scope="col">
          <span className="visually-hidden">Use</span>
        </th>
      </tr>
    </thead>
  );
}

interface HeadProps {
  readonly studyId: string;
  readonly by: TableColumn;
  readonly label: string;
  readonly detail?: string;
  readonly help?: string;
  /** Id of an entry of the glossary. */
  readonly term?: string;
  /** Of a loss. */
  readonly color?: string;
  readonly startsDescending?: boolean;
  readonly isNumber?: boolean;
}

function Head({ studyId, by, label, detail, help, term, color, startsDescending = false, isNumber }: HeadProps) {
  const { sorting } = useTableView(studyId);
  const isSorted = sorting?.by === by;
  const direction = sorting?.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={isNumber ? 'is-number' : undefined} aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        data-term={term}
        data-help={help}
        data-title={label}
        onClick={() => sortTable(studyId, by, startsDescending)}
      >
        <span className={(help ?? term) ? 'compare-head has-term' : 'compare-head'} style={{ color }}>
          {label}
        </span>
        {isSorted && <span aria-hidden="true">{sorting.isDescending ? ' ↓' : ' ↑'}</span>}
        {detail && <small>{detail}</small>}
      </button>
    </th>
  );
}
