/**
 * Lines of equal loss by marching squares. Levels are quantiles over the view: equal shares of the plane lie between two
 * lines, also where a loss has logarithmic valleys. (Contours of d3 are areas, closed along the border of the view.)
 */
import type { Box, Pair } from '../../../core/study/plane/planeProblem.ts';

/** Cells along a side. */
const cells = 72;

/** The lines of each level as pairs of points in the plane. */
export function contourLines(
  valueAt: (x: Pair) => number,
  { low, high }: Box,
  count: number,
): (readonly [Pair, Pair])[] {
  const at = (i: number, j: number): Pair => [
    low[0] + ((high[0] - low[0]) * i) / cells,
    low[1] + ((high[1] - low[1]) * j) / cells,
  ];
  const values = Array.from({ length: cells + 1 }, (_, i) =>
    Array.from({ length: cells + 1 }, (_, j) => valueAt(at(i, j))),
  );
  const sorted = values.flat().sort((a, b) => a - b);
  const segments: (readonly [Pair, Pair])[] = [];
  for (let level = 1; level <= count; level++) {
    const height = sorted[Math.round((sorted.length - 1) * (level / (count + 1)))]!;
    for (let i = 0; i < cells; i++) for (let j = 0; j < cells; j++) segments.push(...cross(i, j, values, height, at));
  }
  return segments;
}

const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Where the level crosses the sides of a cell, two by two. */
function cross(
  i: number,
  j: number,
  values: readonly (readonly number[])[],
  level: number,
  at: (i: number, j: number) => Pair,
): (readonly [Pair, Pair])[] {
  const points: Pair[] = [];
  for (const [k, [di, dj]] of corners.entries()) {
    const [ei, ej] = corners[(k + 1) % 4]!;
    const a = values[i + di]![j + dj]!;
    const b = values[i + ei]![j + ej]!;
    if (a < level === b < level) continue;
    const t = (level - a) / (b - a);
    points.push(at(i + di + t * (ei - di), j + dj + t * (ej - dj)));
  }
  const [p, q, r, s] = points;
  if (!p || !q) return [];
  return r && s
    ? [
        [p, q],
        [r, s],
      ]
    : [[p, q]];
}
