/** What cross-validation chose: for a penalty the largest factor within one standard error, else the best value. */
import { type Measure, measureName } from '../../compare/measures.ts';
import { listText, numberText } from '../../words.ts';
import { type CurvePoint, linesOf } from '../curve/curve.ts';
import type { VariedNumber } from '../curve/variedNumber.ts';
import { type Chosen, chooseFactor } from '../folds.ts';
import type { Study } from '../study.ts';
import { takeOf } from './action.ts';
import { areApart, begun, nameOf, toldMeasuresOf, valueText } from './candidates.ts';
import type { Found, StudyFinding } from './found.ts';

/** The choice by one measure among the values all of whose runs gave one. */
export interface Choice {
  readonly measure: Measure;
  readonly points: readonly CurvePoint[];
  readonly chosen: Chosen<CurvePoint>;
}

/** The choice by each main metric; a value with a run that diverged cannot be chosen. */
export function choicesBy({ study, results }: Found, varied: VariedNumber, measures: readonly Measure[]): Choice[] {
  return measures.flatMap((measure) => {
    const points = linesOf(results.setups, varied, measure, study).flatMap((line) => line.points);
    const chosen = chooseFactor(
      points.filter(({ lost }) => lost === 0),
      measure.isHigherBetter,
    );
    return chosen ? [{ measure, points, chosen }] : [];
  });
}

export function crossValidationFinding(found: Found, varied: VariedNumber): StudyFinding {
  const choices = choicesBy(found, varied, toldMeasuresOf(found.results, found.study));
  const taken = choices.map((choice) => takenOf(choice, varied));
  const [first] = taken;
  if (!first) return { text: 'Every value has a run without a number.' };
  // The least of them is within the error of each, as far as the curve has one valley.
  const use = taken.reduce((a, b) => (b.value < a.value ? b : a)).result;
  const texts = choices.map((choice) => choiceText(choice, found, varied));
  return {
    text: texts.join(' '),
    action: takeOf(found.study, use.setup, nameOf(use, found.study, [varied])),
  };
}

/** The value to take: the simplest where larger is simpler, else the best. */
function takenOf({ chosen }: Pick<Choice, 'chosen'>, { isPenalty }: VariedNumber): CurvePoint {
  return isPenalty ? chosen.oneError : chosen.best;
}

function choiceText(choice: Choice, { study }: Found, varied: VariedNumber): string {
  const { measure, chosen } = choice;
  const { best, oneError, within } = chosen;
  const text = (point: CurvePoint) => valueText(measure, point.spread, study);
  const name = (point: CurvePoint) => `${varied.name} = ${numberText(point.value)}`;
  const what = measureName(measure);
  if (!varied.isPenalty) {
    const others = within.filter((point) => point !== best).map(({ value }) => numberText(value));
    const rest = others.length > 0 ? `; within one standard error of it ${listText(others)}` : '';
    return `${begun(name(best))} is best for ${what} (${text(best)})${rest}.`;
  }
  const rule =
    oneError === best
      ? `it is the best for ${what} (${text(best)}) and no larger one is within its standard error`
      : `the largest with ${what} (${text(oneError)}) within one standard error of the best, ${numberText(best.value)} (${text(best)})`;
  return `${begun(name(oneError))} by the one-standard-error rule: ${rule}.${drownedText(choice, study)}`;
}

/** Whether so large a factor is worse than next to none: the penalty is then all that the network learns. */
function drownedText({ measure, points }: Choice, study: Study): string {
  const [least, most] = [points[0], points.at(-1)];
  if (!least || !most || areApart(least.spread, most.spread, study) !== true) return '';
  const isWorse = measure.isHigherBetter ? most.mean < least.mean : most.mean > least.mean;
  if (!isWorse) return '';
  const values = `${valueText(measure, most.spread, study)} against ${valueText(measure, least.spread, study)}`;
  return ` At ${numberText(most.value)} it is worse than at ${numberText(least.value)} (${values}): the penalty drowns the task.`;
}
