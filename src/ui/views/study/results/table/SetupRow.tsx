/** A combination: what was set, how many runs have ended, and the mean of each measure with its spread. */
import { type Measure, measureText } from '../../../../../core/compare/measures.ts';
import { uncertaintyOf } from '../../../../../core/study/curve/curve.ts';
import { pairsOf } from '../../../../../core/study/finding/action.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import type { Study } from '../../../../../core/study/study.ts';
import { type VariedColumn, variedCell, variedText } from '../../../../../core/study/table/columns.ts';
import { stepsOf } from '../../../../../core/study/table/copy.ts';
import { endingsText } from '../../../../../core/study/table/endingText.ts';
import { grouped, listText } from '../../../../../core/words.ts';
import { takeValues } from '../../../../actions/study.ts';
import { formatValue } from '../../../../format.ts';
import type { ResultRow } from './rows.ts';
import { setOpen, type TableView } from './tableView.ts';

export interface RowProps<R extends ResultRow> {
  readonly row: R;
  readonly studyId: string;
  readonly study: Study;
  /** Runs of each combination when all are over. */
  readonly planned: number;
  readonly columns: readonly VariedColumn[];
  readonly measures: readonly Measure[];
  readonly which: TableView['which'];
  /** Of the row in the table, from 2 on: the heads are 1. */
  readonly index: number;
}

export function SetupRow(props: RowProps<Extract<ResultRow, { kind: 'setup' }>> & { readonly isChosen: boolean }) {
  const { row, studyId, study, planned, columns, measures, which, index, isChosen } = props;
  const { result, place, isOpen } = row;
  const [first, ...rest] = columns;
  const steps = stepsOf(result);
  return (
    <tr aria-rowindex={index} aria-current={isChosen ? 'true' : undefined}>
      <th scope="row" className="compare-run">
        <button
          type="button"
          className="compare-fold"
          aria-expanded={isOpen}
          disabled={result.runs.length === 0}
          onClick={() => setOpen(studyId, place, !isOpen)}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>{' '}
          {first ? variedText(result.setup, first) : result.setup.label}
        </button>
      </th>
      {rest.map((column) => (
        <td
          key={`${column.variation} ${column.place}`}
          className={typeof variedCell(result.setup, column) === 'number' ? 'is-number' : undefined}
        >
          {variedText(result.setup, column)}
        </td>
      ))}
      <td className="is-number" title={seedsText(result)}>
        {result.ended} <small className="result-of">of {planned}</small>
      </td>
      {measures.map((measure) => (
        <SpreadCell key={measure.key} {...{ result, measure, which, study }} />
      ))}
      <td className="is-number">{steps === undefined ? '–' : grouped(steps)}</td>
      <td className="is-number">{formatValue(result.stepMs)}</td>
      <td title={endingsText(result)}>{endingsText(result)}</td>
      <td>
        <button
          type="button"
          className="button small"
          title="Sets the experiment on the desk as this combination has it"
          onClick={() => takeValues(pairsOf(study, result.setup))}
        >
          Use<span className="visually-hidden"> {result.setup.label}</span>
        </button>
      </td>
    </tr>
  );
}

/** "Seeds 1, 2 and 3". */
function seedsText({ runs }: SetupResult): string {
  const seeds = [...new Set(runs.map((run) => run.experiment.training.seed))];
  return `${seeds.length === 1 ? 'Seed' : 'Seeds'} ${listText(seeds.map(String))}`;
}

interface SpreadCellProps {
  readonly result: SetupResult;
  readonly measure: Measure;
  readonly which: TableView['which'];
  readonly study: Study;
}

function SpreadCell({ result, measure, which, study }: SpreadCellProps) {
  const spread = result[which].get(measure.key);
  if (!spread) return <td className="is-number">–</td>;
  const error = uncertaintyOf(spread, study);
  return (
    <td className="is-number">
      {measureText(measure, spread.mean)}
      {!Number.isNaN(error) && (
        <small>
          ± {measureText(measure, error)}
          {spread.n < result.ended && ` (${spread.n})`}
        </small>
      )}
    </td>
  );
}
