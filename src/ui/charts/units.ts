/** Lines of a unit of their own in a chart of shares: they are drawn as shares of the top of their unit. */
import type { ScaleFunction } from 'recharts';
import { linearAxis } from './axis.ts';
import type { Line } from './lines.ts';
import type { Row } from './rows.ts';

/** By unit, the value that stands where the axis says 1: a round number over the largest of its lines. */
export type Tops = Readonly<Record<string, number>>;

export const noTops: Tops = {};

/** Lines and the rows they are drawn from; x counts what the axis counts. */
export interface Cut {
  readonly lines: readonly Line[];
  readonly rows: readonly Row[];
}

/** The tops over all that is drawn. */
export function topsOf(cuts: readonly Cut[]): Tops {
  const largest: Record<string, number> = {};
  for (const { lines, rows } of cuts) {
    for (const { unit, key } of lines) {
      if (unit === undefined) continue;
      for (const row of rows) largest[unit] = Math.max(largest[unit] ?? 0, row[key] ?? 0);
    }
  }
  return Object.fromEntries(Object.entries(largest).map(([unit, value]) => [unit, linearAxis(0, value).domain[1]]));
}

/** The scale of one line: that of the chart, or of its unit in it. */
export function scaleOf({ unit }: Pick<Line, 'unit'>, y: ScaleFunction, tops: Tops): ScaleFunction {
  const top = unit === undefined ? undefined : tops[unit];
  return top === undefined ? y : (value) => y(Number(value) / top);
}
