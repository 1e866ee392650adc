/**
 * Δp, the improvement over the runs of each task alone (LibMTL, `count_improvement`): in per cent, higher is better, first
 * the mean over the metrics of a task, then over the tasks, so that a task with three metrics does not count three times.
 *
 * A quotient of a reference near zero says nothing, and one of a negative reference has the wrong sign: both are refused.
 */
import { numberText } from '../../words.ts';

/** TeX; w is 1 where a higher value is better, else 0. */
export const improvementFormula = String.raw`\Delta p=100\,\%\cdot\operatorname{mean}_{t}\operatorname{mean}_{m}(-1)^{w_{m}}\,\frac{B_{tm}-M_{tm}}{B_{tm}}`;

/** One metric of one task. */
export interface Compared {
  readonly task: string;
  /** For messages: "Accuracy of colour". */
  readonly label: string;
  readonly isHigherBetter: boolean;
  readonly value: number;
  /** That of the task alone, mean over the seeds. */
  readonly reference: number;
  /** Standard deviation of the reference over its seeds, where there are several. */
  readonly referenceSd?: number | undefined;
}

/** In per cent, or why it cannot be said. */
export type Improvement = { readonly percent: number } | { readonly refusal: string };

/** A reference below this is zero but for rounding. */
const leastReference = 1e-6;

/** How much better than each task alone. */
export function improvement(compared: readonly Compared[]): Improvement {
  const refusal = compared.map(refusalOf).find((reason) => reason !== undefined);
  if (refusal !== undefined) return { refusal };
  if (compared.length === 0) return { refusal: 'There is no metric to compare.' };
  const byTask = new Map<string, number[]>();
  for (const { task, isHigherBetter, value, reference } of compared) {
    const gain = ((isHigherBetter ? value - reference : reference - value) / reference) * 100;
    byTask.set(task, [...(byTask.get(task) ?? []), gain]);
  }
  return { percent: mean([...byTask.values()].map(mean)) };
}

function refusalOf({ label, value, reference, referenceSd }: Compared): string | undefined {
  if (!Number.isFinite(reference)) return `${label} has no value in the run of the task alone.`;
  if (!Number.isFinite(value)) return `${label} has no value.`;
  const told = `${label} is ${numberText(reference)} with the task alone`;
  if (reference < -leastReference) return `${told}: a share of a negative number has the wrong sign.`;
  if (reference < leastReference) return `${told}: a share of almost nothing says nothing.`;
  if (referenceSd !== undefined && reference <= 2 * referenceSd)
    return `${told}, within two deviations (${numberText(referenceSd)}) of zero: a share of it says nothing.`;
  return undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
