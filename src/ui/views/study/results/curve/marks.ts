/** What is marked in the picture of one measure: the best value, and of a cross-validated penalty its choice. */
import type { Measure } from '../../../../../core/compare/measures.ts';
import type { CurveLine, CurvePoint } from '../../../../../core/study/curve/curve.ts';
import type { VariedNumber } from '../../../../../core/study/curve/variedNumber.ts';
import { chooseFactor } from '../../../../../core/study/folds.ts';
import type { Study } from '../../../../../core/study/study.ts';

export interface Marks {
  readonly best: CurvePoint;
  /** The largest factor within one standard error of the best, and how far that reaches. */
  readonly simplest?: { readonly point: CurvePoint; readonly limit: number };
}

/** Of all lines together; a value with a run that gave no number is not marked. Nothing before a value is whole. */
export function marksOf(
  lines: readonly CurveLine[],
  { isHigherBetter }: Measure,
  varied: VariedNumber,
  { folds }: Study,
): Marks | undefined {
  const points = lines.flatMap((line) => line.points).filter(({ lost }) => lost === 0);
  const chosen = chooseFactor(points, isHigherBetter);
  if (!chosen) return undefined;
  const { best, oneError } = chosen;
  if (folds === 0 || !varied.isPenalty || lines.length > 1) return { best };
  const limit = isHigherBetter ? best.mean - best.error : best.mean + best.error;
  return { best, simplest: { point: oneError, limit } };
}
