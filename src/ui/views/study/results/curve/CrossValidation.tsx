/** What the folds chose by each measure, the rule behind it, and taking the value to the desk. */
import { type Measure, measureName } from '../../../../../core/compare/measures.ts';
import type { CurvePoint } from '../../../../../core/study/curve/curve.ts';
import type { VariedNumber } from '../../../../../core/study/curve/variedNumber.ts';
import { pairsOf } from '../../../../../core/study/finding/action.ts';
import { valueText } from '../../../../../core/study/finding/candidates.ts';
import { choicesBy } from '../../../../../core/study/finding/crossValidation.ts';
import type { Study } from '../../../../../core/study/study.ts';
import { counted, numberText } from '../../../../../core/words.ts';
import { takeValues } from '../../../../actions/study.ts';
import type { PictureProps } from '../picture.ts';

interface CrossValidationProps extends PictureProps {
  readonly varied: VariedNumber;
  readonly measures: readonly Measure[];
}

export function CrossValidation({ study: { study }, plan, results, varied, measures }: CrossValidationProps) {
  const choices = choicesBy({ study, plan, results }, varied, measures);
  return (
    <div className="curve-choices">
      <ul>
        {choices.map(({ measure, chosen: { best, oneError } }) => (
          <li key={measure.key}>
            By {measureName(measure)}: best <Taken {...{ point: best, measure, varied, study }} />
            {varied.isPenalty && oneError !== best && (
              <>
                ; the largest within one standard error <Taken {...{ point: oneError, measure, varied, study }} />
              </>
            )}
          </li>
        ))}
      </ul>
      <p>
        {counted(study.folds, 'fold')}: every image validates once, by one seeded permutation for all values, stratified
        by the joint label.{' '}
        {varied.isPenalty &&
          'The one-standard-error rule takes the simplest model, that of the largest factor, whose mean is within one standard error of the best: the dashed level (Breiman et al. 1984, Classification and Regression Trees, section 3.4.3; as lambda.1se in glmnet). '}
        The standard error is the deviation over the folds by √{study.folds}
        {study.seeds.length > 1 && ', also with several seeds, whose folds are the same images dealt anew'}.
      </p>
    </div>
  );
}

interface TakenProps {
  readonly point: CurvePoint;
  readonly measure: Measure;
  readonly varied: VariedNumber;
  readonly study: Study;
}

/** "λ of L2 = 0.01 (0.686 ± 0.024)" with a button that sets it on the desk. */
function Taken({ point, measure, varied, study }: TakenProps) {
  const name = `${varied.name} = ${numberText(point.value)}`;
  return (
    <>
      <b>{name}</b> ({valueText(measure, point.spread, study)}){' '}
      <button type="button" className="button small" onClick={() => takeValues(pairsOf(study, point.result.setup))}>
        Use<span className="visually-hidden"> {name}</span>
      </button>
    </>
  );
}
