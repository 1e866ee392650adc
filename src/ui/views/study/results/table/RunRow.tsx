/** One run of a combination: its seed and fold, what it came to and how it ended. Its name opens it on the charts. */
import { judgementsOf, measureText } from '../../../../../core/compare/measures.ts';
import { endingText } from '../../../../../core/study/table/endingText.ts';
import { grouped } from '../../../../../core/words.ts';
import { showRunOf } from '../../../../actions/study.ts';
import { formatValue } from '../../../../format.ts';
import type { ResultRow } from './rows.ts';
import type { RowProps } from './SetupRow.tsx';

export function RunRow({
  row,
  studyId,
  columns,
  measures,
  which,
  index,
}: RowProps<Extract<ResultRow, { kind: 'run' }>>) {
  const { run } = row;
  const { seed, validateOn } = run.experiment.training;
  const judged = run.failure ? undefined : judgementsOf(run);
  const fold = validateOn.kind === 'fold' ? `, fold ${validateOn.fold}` : '';
  const ending = endingText(run);
  return (
    <tr className="is-member" aria-rowindex={index}>
      <th scope="row" className="compare-run">
        <button
          type="button"
          className="compare-title"
          title="Show on the charts"
          onClick={() => void showRunOf(studyId, run.id)}
        >
          seed {seed}
          {fold}
        </button>
      </th>
      {columns.slice(1).map(({ variation, place }) => (
        <td key={`${variation} ${place}`} />
      ))}
      <td />
      {measures.map((measure) => {
        const value = judged?.get(measure.key)?.outcome[which].value;
        return (
          <td key={measure.key} className="is-number">
            {value === undefined ? '–' : measureText(measure, value)}
          </td>
        );
      })}
      <td className="is-number">{grouped(run.steps)}</td>
      <td className="is-number">{formatValue(run.stepMs)}</td>
      <td title={ending}>{ending}</td>
      <td />
    </tr>
  );
}
