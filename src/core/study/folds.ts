/**
 * Cross-validation: which image validates in which fold, and which value to take (as in glmnet's cv.glmnet).
 *
 * The folds are one seeded permutation, the same for every value that is tried, stratified by the joint label: images of
 * equal labels are dealt out in turn, so that in any two folds their numbers, and those of all images, differ by one at most.
 */
import { type Spread, spreadOf } from '../compare/seeds.ts';
import type { Random } from '../random.ts';

/** [n] the fold, 0 … count − 1, of every image by its joint label. */
export function dealFolds(labels: readonly string[], count: number, random: Random): Uint8Array {
  const groups = new Map<string, number[]>();
  for (const i of random.permutation(labels.length)) {
    const label = labels[i]!;
    const group = groups.get(label);
    if (group) group.push(i);
    else groups.set(label, [i]);
  }
  const folds = new Uint8Array(labels.length);
  // One label after the other goes on where the one before ended. In order: labels that begin alike stand together.
  const dealt = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => group);
  for (const [place, i] of dealt.entries()) folds[i] = place % count;
  return folds;
}

/** A value that was tried, with the mean over its folds and the standard error of that mean. */
export interface Tried {
  readonly value: number;
  readonly mean: number;
  readonly error: number;
}

/** A value with what its folds gave, [k]; folds without a number are left out. */
export function tried(value: number, scores: readonly number[]): Tried {
  const { mean, sd = Number.NaN, n }: Spread = spreadOf(scores.filter(Number.isFinite));
  return { value, mean, error: sd / Math.sqrt(n) };
}

export interface Chosen {
  /** Of the values with the best mean, the largest. */
  readonly best: Tried;
  /** The largest value whose mean is within one standard error of the best. */
  readonly oneError: Tried;
}

/** The two choices of a factor such as λ, where larger is simpler; nothing where no mean is a number. */
export function chooseFactor(all: readonly Tried[], isHigherBetter: boolean): Chosen | undefined {
  const cost = ({ mean }: Tried) => (isHigherBetter ? -mean : mean);
  const rated = all.filter(({ mean }) => Number.isFinite(mean));
  const largest = (some: readonly Tried[]) => some.reduce((a, b) => (b.value > a.value ? b : a));
  if (rated.length === 0) return undefined;
  const least = Math.min(...rated.map(cost));
  const best = largest(rated.filter((one) => cost(one) === least));
  return { best, oneError: largest(rated.filter((one) => cost(one) <= least + best.error)) };
}
