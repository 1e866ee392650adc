/** Ranks of methods: 1 is the best, equal ones share the mean of their places, those without a number share the last. */

/** [n] ranks of values [n]. */
export function ranksOf(values: readonly number[], isHigherBetter: boolean): number[] {
  const costs = values.map((value) => {
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY;
    return isHigherBetter ? -value : value;
  });
  return costs.map((cost) => {
    const better = costs.filter((other) => other < cost).length;
    const equal = costs.filter((other) => other === cost).length;
    return better + (equal + 1) / 2;
  });
}

/** [methods] the mean over the metrics of the ranks of `values` [methods][metrics]. */
export function meanRanks(
  values: readonly (readonly number[])[],
  metrics: readonly { readonly isHigherBetter: boolean }[],
): number[] {
  const sums = values.map(() => 0);
  for (const [k, { isHigherBetter }] of metrics.entries()) {
    const column = values.map((row) => row[k] ?? Number.NaN);
    for (const [i, rank] of ranksOf(column, isHigherBetter).entries()) sums[i] = sums[i]! + rank;
  }
  return sums.map((sum) => sum / metrics.length);
}
