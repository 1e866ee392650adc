/** The points of a curve: what came out over the values of one number that a study varies. */
import { judgementsOf, type Measure } from '../../compare/measures.ts';
import type { Spread } from '../../compare/seeds.ts';
import { standardError, type Tried } from '../folds.ts';
import type { SetupResult } from '../results.ts';
import type { Study } from '../study.ts';
import { numberOf, type VariedNumber } from './variedNumber.ts';

/** A value that was tried, with the mean over all of its runs; its error is over seeds, or over folds. */
export interface CurvePoint extends Tried {
  readonly result: SetupResult;
  readonly spread: Spread;
  /** Every run by itself. */
  readonly runs: readonly { readonly id: string; readonly seed: number; readonly value: number }[];
  /** Runs that have ended without a value, as those that diverged. */
  readonly lost: number;
}

export interface CurveLine {
  /** What else was varied in it: "MGDA"; empty where nothing was. */
  readonly label: string;
  /** In ascending order of the value. */
  readonly points: readonly CurvePoint[];
}

/**
 * How far a mean is uncertain: the sample deviation over seeds, or with folds the standard error of the mean over them.
 * NaN for a single run.
 */
export function uncertaintyOf(spread: Spread, { folds }: Pick<Study, 'folds'>): number {
  return folds > 0 ? standardError(spread, folds) : (spread.sd ?? Number.NaN);
}

/** What the error bars of a study are. */
export function uncertaintyText({ folds, seeds }: Pick<Study, 'folds' | 'seeds'>): string {
  if (folds === 0) return seeds.length > 1 ? `± is the standard deviation over ${seeds.length} seeds` : 'one seed each';
  if (seeds.length === 1) return `± is the standard error over ${folds} folds`;
  return `± is the standard error over ${folds} folds: the deviation of all ${folds * seeds.length} runs over √${folds}, because the folds of another seed are the same images`;
}

/** The lines of one measure, one for each combination of what else is varied; those without a point are left out. */
export function linesOf(
  setups: readonly SetupResult[],
  varied: VariedNumber,
  measure: Pick<Measure, 'key'>,
  study: Study,
): CurveLine[] {
  const lines = new Map<string, CurvePoint[]>();
  for (const result of setups) {
    const point = pointOf(result, varied, measure, study);
    if (!point) continue;
    // Of a draw the other fields are as random as this one.
    const others = result.setup.values.flatMap((one, i) => (i === varied.variation ? [] : (one?.label ?? '–')));
    const label = others.join(', ');
    const line = lines.get(label);
    if (line) line.push(point);
    else lines.set(label, [point]);
  }
  return [...lines].map(([label, points]) => ({ label, points: points.sort((a, b) => a.value - b.value) }));
}

function pointOf(
  result: SetupResult,
  varied: VariedNumber,
  { key }: Pick<Measure, 'key'>,
  study: Study,
): CurvePoint | undefined {
  const value = numberOf(result.setup, varied);
  const spread = result.final.get(key);
  if (value === undefined || !spread) return undefined;
  const runs = result.runs.flatMap((run) => {
    const final = run.failure ? undefined : judgementsOf(run).get(key)?.outcome.final.value;
    return final === undefined ? [] : [{ id: run.id, seed: run.experiment.training.seed, value: final }];
  });
  const error = uncertaintyOf(spread, study);
  return { value, mean: spread.mean, error, spread, result, runs, lost: result.ended - spread.n };
}
