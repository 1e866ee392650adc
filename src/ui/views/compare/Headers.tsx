/** The heads of the table: each sorts by its column. */
import type { TraitColumn } from '../../../core/compare/differing.ts';
import type { Measure } from '../../../core/compare/measures.ts';
import type { SortKey } from '../../../core/compare/table.ts';
import { capitalised } from '../../../core/words.ts';
import { lossLook } from '../../lossLook.ts';
import { useStore } from '../../store.ts';
import { isSameColumn, sortBy, useTableState } from './tableState.ts';

interface Props {
  readonly traits: readonly TraitColumn[];
  readonly measures: readonly Measure[];
}

export function Headers({ traits, measures }: Props) {
  const losses = useStore((state) => state.experiment.losses);
  // A loss that is not on the desk has no colour there.
  const colorOf = (id: string) => (losses.some((loss) => loss.id === id) ? lossLook({ losses }, id).text : undefined);
  return (
    <thead>
      <tr>
        <Head by={{ kind: 'title' }} label="Run" />
        {traits.map(({ key, label, meta }) => (
          <Head
            key={key}
            by={{ kind: 'trait', key }}
            label={label}
            help={meta.help}
            isNumber={meta.control === 'number' || meta.control === 'integer'}
          />
        ))}
        {measures.map(({ key, title, lossId, quantity, metric, help, isHigherBetter }) => (
          <Head
            key={key}
            by={{ kind: 'final', key }}
            label={capitalised(title)}
            color={colorOf(lossId)}
            detail={quantity}
            help={`${help} On the validation images, at the end of the run.`}
            {...(metric && { term: `metric-${metric}` })}
            startsDescending={isHigherBetter}
            isNumber
          />
        ))}
        <Head by={{ kind: 'seconds' }} label="Time" help="Spent on steps, without pauses and evaluations." isNumber />
        <Head by={{ kind: 'stepMs' }} label="ms a step" isNumber />
        <Head by={{ kind: 'status' }} label="Status" />
        <Head by={{ kind: 'started' }} label="Started" startsDescending />
      </tr>
    </thead>
  );
}

interface HeadProps {
  readonly by: SortKey;
  readonly label: string;
  readonly detail?: string;
  readonly color?: string | undefined;
  readonly help?: string;
  /** Id of an entry of the glossary. */
  readonly term?: string;
  readonly startsDescending?: boolean;
  readonly isNumber?: boolean;
}

function Head({ by, label, detail, color, help, term, startsDescending = false, isNumber = false }: HeadProps) {
  const sorting = useTableState((state) => state.sorting);
  const isSorted = isSameColumn(sorting.by, by);
  const direction = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={isNumber ? 'is-number' : undefined} aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        data-term={term}
        data-help={help}
        data-title={label}
        onClick={() => sortBy(by, startsDescending)}
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
