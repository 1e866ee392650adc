/**
 * The box in which the hypervolume of a study is measured. Unless a person has moved it, it is the usual one of the first
 * run of every weighted sum, or of every combination where there are no two sums: a method that ran away moves no box that
 * the sums have drawn. It stands still as soon as each of these has a run, whatever the other seeds give, and is the same
 * after a reload. Its values are those of the measures; only what is compared is turned so that less is better.
 */
import { type Measure, turned } from '../compare/measures.ts';
import type { KeptStudy } from './keptStudy.ts';
import type { Plan } from './plan.ts';
import { hypervolumeShare, usualBox } from './rating/hypervolume.ts';
import { lastValue, type Results } from './results.ts';
import { isWeightedSum } from './sums.ts';

export interface MeasuredBox {
  /** [K] */
  readonly ideal: readonly number[];
  readonly reference: readonly number[];
  /** Whether no run to come moves it. */
  readonly isFixed: boolean;
}

/** The box of these measures [K]; nothing before a first run has all of them, or where all are at zero. */
export function boxOf(
  { box, status }: Pick<KeptStudy, 'box' | 'status'>,
  plan: Plan,
  { setups }: Pick<Results, 'setups'>,
  measures: readonly Measure[],
): MeasuredBox | undefined {
  if (measures.length === 0) return undefined;
  const moved = box && box.axes.length === measures.length && measures.every(({ key }, k) => box.axes[k] === key);
  if (moved) return { ideal: box.ideal, reference: box.reference, isFixed: true };
  const racing = setups.flatMap((result, i) => (result.alone === undefined ? [{ result, i }] : []));
  const sums = racing.filter(({ result }) => isWeightedSum(result));
  const firsts = (sums.length > 1 ? sums : racing).map(({ result, i }) => {
    const first = plan.runs.find(({ setup }) => setup === i);
    return result.runs.find(({ id }) => id === first?.id);
  });
  const costs = firsts.map((run) =>
    measures.map((measure) => turned(measure, (run && lastValue(run, measure)) ?? Number.NaN)),
  );
  const usual = usualBox(costs);
  if (!usual?.reference.every((value, k) => value > usual.ideal[k]!)) return undefined;
  const values = (point: readonly number[]) => measures.map((measure, k) => turned(measure, point[k]!));
  const isOver = status === 'done' || status === 'cancelled';
  return {
    ideal: values(usual.ideal),
    reference: values(usual.reference),
    isFixed: isOver || !firsts.includes(undefined),
  };
}

/** The share of the box that points dominate, [n][K] values of the measures; and the points that are beyond it. */
export function shareOf(
  points: readonly (readonly number[])[],
  { ideal, reference }: Pick<MeasuredBox, 'ideal' | 'reference'>,
  measures: readonly Measure[],
) {
  const costs = (point: readonly number[]) => measures.map((measure, k) => turned(measure, point[k]!));
  return hypervolumeShare(points.map(costs), costs(ideal), costs(reference));
}

/** Whether the reference is worse than the ideal in every measure; without that the box is empty. */
export function isBox({ ideal, reference }: Pick<MeasuredBox, 'ideal' | 'reference'>, measures: readonly Measure[]) {
  return measures.every((measure, k) => turned(measure, reference[k]!) > turned(measure, ideal[k]!));
}
