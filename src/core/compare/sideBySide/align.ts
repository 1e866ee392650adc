/** Two lists laid side by side: what stands for what in the other, and what has no counterpart. */

export interface Pair<T> {
  readonly a?: T;
  readonly b?: T;
}

/**
 * The alignment of two lists in their own orders with the largest sum of scores; what scores 0 is never a pair (Needleman
 * & Wunsch 1970, with free gaps). What has no counterpart stands where it is in its list, that of `a` first.
 */
export function align<T>(a: readonly T[], b: readonly T[], score: (a: T, b: T) => number): Pair<T>[] {
  const width = b.length + 1;
  /** [a.length + 1][b.length + 1] the best sum for what follows. */
  const best = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  const paired = (i: number, j: number) => {
    const value = score(a[i] as T, b[j] as T);
    return value > 0 ? value + at(i + 1, j + 1) : Number.NEGATIVE_INFINITY;
  };
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), paired(i, j));
  }
  const pairs: Pair<T>[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (paired(i, j) === at(i, j)) pairs.push({ a: a[i++] as T, b: b[j++] as T });
    else if (at(i + 1, j) === at(i, j)) pairs.push({ a: a[i++] as T });
    else pairs.push({ b: b[j++] as T });
  }
  return [...pairs, ...a.slice(i).map((one) => ({ a: one })), ...b.slice(j).map((one) => ({ b: one }))];
}

/** Pairs in any order: each of `a` with what scores most of what is left of `b`, where that is above 0; then the rest. */
export function match<T>(a: readonly T[], b: readonly T[], score: (a: T, b: T) => number): Pair<T>[] {
  const scored = a.flatMap((one) => b.map((other) => ({ one, other, value: score(one, other) })));
  const partners = new Map<T, T>();
  const taken = new Set<T>();
  for (const { one, other, value } of scored.sort((x, y) => y.value - x.value)) {
    if (value <= 0 || partners.has(one) || taken.has(other)) continue;
    partners.set(one, other);
    taken.add(other);
  }
  return [
    ...a.map((one): Pair<T> => {
      const partner = partners.get(one);
      return partner === undefined ? { a: one } : { a: one, b: partner };
    }),
    ...b.filter((other) => !taken.has(other)).map((other) => ({ b: other })),
  ];
}
