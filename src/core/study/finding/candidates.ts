/** The combinations of a study as they are told in a sentence: by a name, with what each is judged by. */
import { type Measure, measureName, measureText } from '../../compare/measures.ts';
import type { Spread } from '../../compare/seeds.ts';
import { isPenalty } from '../../losses/roles.ts';
import { capitalised, numberText } from '../../words.ts';
import { uncertaintyOf } from '../curve/curve.ts';
import { numberOf, type VariedNumber } from '../curve/variedNumber.ts';
import type { Results, SetupResult } from '../results.ts';
import type { Study } from '../study.ts';

/** At most that many measures are told. */
const toldMeasures = 3;

/** The main metrics of the heads. */
export function mainMeasures({ measures }: Pick<Results, 'measures'>): Measure[] {
  return measures.filter(({ isMain }) => isMain);
}

/** The losses that judge answers; a penalty is least where it is all that counts. */
export function lossMeasures({ measures }: Pick<Results, 'measures'>, { experiment }: Study): Measure[] {
  const penalties = new Set(experiment.losses.filter(isPenalty).map(({ id }) => id));
  return measures.filter(({ metric, lossId }) => metric === undefined && !penalties.has(lossId));
}

/** The main metrics; where there is none, the losses. */
export function toldMeasuresOf(results: Pick<Results, 'measures'>, study: Study): Measure[] {
  const main = mainMeasures(results);
  return (main.length > 0 ? main : lossMeasures(results, study)).slice(0, toldMeasures);
}

/** "a = 0.35" where one number is all that is varied, else the label of the combination: "PCGrad, learning rate 0.01". */
export function nameOf({ setup }: SetupResult, study: Study, [varied, ...others]: readonly VariedNumber[]): string {
  const value = varied && numberOf(setup, varied);
  const isAlone = study.variations.length === 1 && others.length === 0;
  return isAlone && varied && value !== undefined ? `${varied.name} = ${numberText(value)}` : setup.label;
}

/** The beginning of a sentence: a capital letter, but for a symbol: "a = 0.35", "λ of L2 = 0.003". */
export function begun(text: string): string {
  return /^\p{L}\p{L}/u.test(text) ? capitalised(text) : text;
}

/** A combination by one measure. */
export interface Judged {
  readonly result: SetupResult;
  readonly spread: Spread;
}

/** Those that have a value, the best first; of equal ones that of the plan's order. */
export function judgedBy({ key, isHigherBetter }: Measure, all: readonly SetupResult[]): Judged[] {
  const sign = isHigherBetter ? -1 : 1;
  return all
    .flatMap((result): Judged[] => {
      const spread = result.final.get(key);
      return spread ? [{ result, spread }] : [];
    })
    .sort((a, b) => sign * (a.spread.mean - b.spread.mean));
}

/**
 * Whether two means differ by more than chance makes two of them differ, √(s₁² + s₂²) with s the deviation over the seeds
 * or the standard error over the folds of each; undefined where one of them is a single run.
 */
export function areApart(a: Spread, b: Spread, study: Study): boolean | undefined {
  const [one, other] = [uncertaintyOf(a, study), uncertaintyOf(b, study)];
  if (Number.isNaN(one) || Number.isNaN(other)) return undefined;
  return Math.abs(a.mean - b.mean) > Math.hypot(one, other);
}

/** "0.910 ± 0.014". */
export function valueText(measure: Measure, spread: Spread, study: Study): string {
  const error = uncertaintyOf(spread, study);
  const mean = measureText(measure, spread.mean);
  return Number.isNaN(error) ? mean : `${mean} ± ${measureText(measure, error)}`;
}

/** "accuracy of colour (0.910 ± 0.014)". */
export function measuredText(measure: Measure, spread: Spread, study: Study): string {
  return `${measureName(measure)} (${valueText(measure, spread, study)})`;
}

/** What stands behind ±, in the words that follow "no difference can be claimed from": "3 seeds". */
export function sampleText({ n }: Spread, { folds, seeds }: Study): string {
  if (folds > 0) return seeds.length > 1 ? `${folds} folds of ${seeds.length} seeds` : `${folds} folds`;
  return n === 1 ? '1 seed' : `${n} seeds`;
}
