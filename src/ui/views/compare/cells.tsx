/** What stands in the cells of the table of runs. */
import { differsFrom, type TraitColumn } from '../../../core/compare/differing.ts';
import { differenceText, type Measure, measureText } from '../../../core/compare/measures.ts';
import { outcomeOf, type SeedGroup } from '../../../core/compare/seeds.ts';
import { endOf, setupOf, type Trait } from '../../../core/compare/setup.ts';
import { settingText } from '../../../core/run/settings.ts';
import { grouped } from '../../../core/words.ts';

interface TraitCellProps {
  readonly group: SeedGroup;
  readonly column: TraitColumn;
  readonly reference: Trait | undefined;
}

/** A setting; marked where it is another than that of the baseline, or of most runs. */
export function TraitCell({ group, column, reference }: TraitCellProps) {
  const [first] = group.members;
  if (!first) return <td />;
  if (column.key === 'training:seed' && group.members.length > 1) {
    const seeds = group.members.map((run) => endOf(run).training.seed).join(', ');
    return (
      <td className="compare-trait is-number" title={`Seeds ${seeds}`}>
        {seeds}
      </td>
    );
  }
  const setup = setupOf(first);
  const trait = setup.get(column.key);
  const text = trait ? settingText(trait) : '–';
  const isMarked = differsFrom(reference, setup);
  return (
    <td
      className={typeof trait?.value === 'number' ? 'compare-trait is-number' : 'compare-trait'}
      title={trait ? text : 'Not applicable'}
    >
      {isMarked ? <mark>{text}</mark> : text}
    </td>
  );
}

interface ValueCellProps {
  readonly group: SeedGroup;
  readonly measure: Measure;
  /** Final value of the baseline, where it is comparable. */
  readonly baseline: number | undefined;
  /** No other of the compared rows ended better. */
  readonly isTop: boolean;
}

/** The last value and how it differs from the baseline; below it the spread over the seeds, or the best value. */
export function ValueCell({ group, measure, baseline, isTop }: ValueCellProps) {
  const outcome = outcomeOf(group, measure);
  if (!outcome) return <td className="compare-value">–</td>;
  const { final, best, step, bestStep, left, failed } = outcome;
  const all = final.n + left;
  return (
    <td className="compare-value">
      <span className={isTop ? 'compare-final is-top' : 'compare-final'} title={`After ${grouped(step)} steps`}>
        {measureText(measure, final.mean)}
      </span>
      {baseline !== undefined && <Difference measure={measure} value={final.mean} baseline={baseline} />}
      {final.sd !== undefined && (
        <small
          title={`Mean and sample standard deviation over ${final.n} of ${all} seeds after ${grouped(step)} steps`}
        >
          ± {measureText(measure, final.sd)} ({left > 0 ? `${final.n} of ${all}` : final.n})
          {failed > 0 && `, ${failed} failed`}
        </small>
      )}
      {final.sd === undefined && (
        <small>
          {bestStep === step ? 'its best' : `best ${measureText(measure, best.mean)} at ${grouped(bestStep ?? step)}`}
          {failed > 0 && `, ${failed} failed`}
        </small>
      )}
    </td>
  );
}

function Difference({
  measure,
  value,
  baseline,
}: {
  readonly measure: Measure;
  readonly value: number;
  readonly baseline: number;
}) {
  const text = differenceText(measure, value, baseline);
  const isBetter = measure.isHigherBetter ? value > baseline : value < baseline;
  const verdict = text === '0' ? 'same' : isBetter ? 'better' : 'worse';
  return (
    <span className={`compare-difference is-${verdict}`} title={`${capital[verdict]} the baseline`}>
      {text}
    </span>
  );
}

const capital = { same: 'As', better: 'Better than', worse: 'Worse than' } as const;
