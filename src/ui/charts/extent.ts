/** The least and the largest value of some lines. */
import type { Row } from './rows.ts';

export type Extent = readonly [number, number];

/** Over all rows and keys; with `isPositive` over positive values only, as on a logarithmic axis. */
export function extentOf(rows: readonly Row[], keys: readonly string[], isPositive: boolean): Extent | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const key of keys) {
      const value = row[key];
      if (value === undefined || (isPositive && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** The extent that holds all the given ones. */
export function joinExtents(extents: readonly (Extent | undefined)[]): Extent | undefined {
  const known = extents.filter((extent) => extent !== undefined);
  if (known.length === 0) return undefined;
  return [Math.min(...known.map(([low]) => low)), Math.max(...known.map(([, high]) => high))];
}
