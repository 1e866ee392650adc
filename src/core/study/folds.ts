/**
 * Cross-validation: which image validates in which fold, and which value to take (as in glmnet's cv.glmnet).
 *
 * The folds are one seeded permutation, the same for every value that is tried, stratified by the joint label: images of
 * equal labels are dealt out in turn, so that in any two folds their numbers, and those of all images, differ by one at most.
 */
import type { Spread } from '../compare/seeds.ts';
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

/**
 * The standard error of a mean over so many folds: the deviation of all runs over √folds. With several seeds the folds are
 * dealt anew for each; that is the same images again, so seeds steady the deviation and do not make the error smaller.
 */
export function standardError({ sd = Number.NaN, n }: Spread, folds: number): number {
  return sd / Math.sqrt(Math.min(n, folds));
}

export interface Chosen<T extends Tried = Tried> {
  /** Of the values with the best mean, the largest. */
  readonly best: T;
  /** The largest value whose mean is within one standard error of the best. */
  readonly oneError: T;
  /** All values within one standard error of the best, the best among them. */
  readonly within: readonly T[];
}

/**
 * The two choices of a factor such as λ, where larger is simpler; nothing where no mean is a number. An error that is not
 * known is taken as 0.
 */
export function chooseFactor<T extends Tried>(all: readonly T[], isHigherBetter: boolean): Chosen<T> | undefined {
  const cost = ({ mean }: Tried) => (isHigherBetter ? -mean : mean);
  const rated = all.filter(({ mean }) => Number.isFinite(mean));
  const largest = (some: readonly T[]) => some.reduce((a, b) => (b.value > a.value ? b : a));
  if (rated.length === 0) return undefined;
  const least = Math.min(...rated.map(cost));
  const best = largest(rated.filter((one) => cost(one) === least));
  const within = rated.filter((one) => cost(one) <= least + (best.error || 0));
  return { best, oneError: largest(within), within };
}
