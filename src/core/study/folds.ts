/**
 * Cross-validation: which image validates in which fold, and which value to take (as in glmnet's cv.glmnet).
 *
 * The folds are one seeded permutation, the same for every value that is tried, stratified by the joint label: images of
 * equal labels are dealt out in turn, so that in any two folds their numbers, and those of all images, differ by one at most.
 */
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
  // One after the other: a label that does not divide evenly goes on where the one before ended.
  for (const [place, i] of [...groups.values()].flat().entries()) folds[i] = place % count;
  return folds;
}

/** How many of `images` are in a fold of `count`. */
export function foldSize(images: number, fold: number, count: number): number {
  return Math.floor(images / count) + (fold < images % count ? 1 : 0);
}

/** A value that was tried, with the mean over its folds and the standard error of that mean. */
export interface Tried {
  readonly value: number;
  readonly mean: number;
  readonly error: number;
}

export interface Chosen {
  /** Of the values with the best mean, the largest. */
  readonly best: Tried;
  /** The largest value whose mean is within one standard error of the best. */
  readonly oneError: Tried;
}

/** The two choices of a factor such as λ, where larger is simpler; nothing where no mean is a number. */
export function chooseFactor(tried: readonly Tried[], isHigherBetter: boolean): Chosen | undefined {
  const cost = ({ mean }: Tried) => (isHigherBetter ? -mean : mean);
  const rated = tried.filter(({ mean }) => Number.isFinite(mean));
  const largest = (some: readonly Tried[]) => some.reduce((a, b) => (b.value > a.value ? b : a));
  if (rated.length === 0) return undefined;
  const least = Math.min(...rated.map(cost));
  const best = largest(rated.filter((one) => cost(one) === least));
  return { best, oneError: largest(rated.filter((one) => cost(one) <= least + best.error)) };
}
