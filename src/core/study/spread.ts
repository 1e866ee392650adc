/** Mean and deviation over the seeds or the folds of one setting. */

export interface Spread {
  /** How many finite values there are; the others are left out. */
  readonly count: number;
  /** NaN where there is none. */
  readonly mean: number;
  /** Standard deviation with n − 1; undefined below two values. */
  readonly sd?: number;
  /** Standard error of the mean, sd/√n. */
  readonly error?: number;
}

/** The spread of the finite values. */
export function spreadOf(values: readonly number[]): Spread {
  const finite = values.filter(Number.isFinite);
  const count = finite.length;
  const mean = finite.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean };
  const sd = Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  return { count, mean, sd, error: sd / Math.sqrt(count) };
}
