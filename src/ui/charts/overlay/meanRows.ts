/**
 * Mean and spread of the same line in several runs, at common places of the axis: runs log at different densities and end
 * at different steps, so each is read between its measurements, and only as far as it goes.
 */
import { spreadOf } from '../../../core/compare/seeds.ts';
import { column } from '../../../core/run/metrics.ts';
import type { Run } from '../../../core/run/run.ts';
import { type HorizontalKind, horizontalOf, xAt } from '../horizontal.ts';
import type { Line } from '../lines.ts';
import { type Row, valuesOf } from '../rows.ts';

/** The keys of a mean in its rows, beside the key of its line: mean ± standard deviation, and where all members count. */
export const lowKey = (key: string) => `${key} low`;
export const highKey = (key: string) => `${key} high`;
export const fullKey = (key: string) => `${key} full`;

/** The measurements of one line of a run, in order of x. */
interface Knots {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** Rows with the mean of the line, ± the sample standard deviation where two or more runs reach, at most `limit`. */
export function meanRows(
  runs: readonly Run[],
  line: Line,
  { by, smoothing, limit }: { readonly by: HorizontalKind; readonly smoothing: number; readonly limit: number },
): Row[] {
  const knots = runs.map((run) => knotsOf(run, line, by, smoothing)).filter(({ xs }) => xs.length > 0);
  return commonPlaces(knots, limit).map((x) => {
    const values = knots.flatMap((one) => between(one, x) ?? []);
    const { mean, sd } = spreadOf(values);
    return {
      x,
      [line.key]: mean,
      ...(sd !== undefined && { [lowKey(line.key)]: mean - sd, [highKey(line.key)]: mean + sd }),
      ...(values.length === knots.length && { [fullKey(line.key)]: mean }),
    };
  });
}

function knotsOf(run: Run, line: Line, by: HorizontalKind, smoothing: number): Knots {
  const table = run[line.table];
  const across = horizontalOf(by, run);
  const values = column(table, line.column) ? valuesOf(run, line, smoothing) : new Float32Array();
  const xs = new Float64Array(values.length);
  const ys = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const x = xAt(across, table, i);
    const y = values[i] ?? Number.NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    xs[count] = x;
    ys[count++] = y;
  }
  return { xs: xs.subarray(0, count), ys: ys.subarray(0, count) };
}

/** Places at which some run was measured, in order, evenly picked where they are more than `limit`. */
function commonPlaces(knots: readonly Knots[], limit: number): readonly number[] {
  const all = new Set(knots.flatMap(({ xs }) => evenly(xs, limit)));
  return evenly(Float64Array.from(all).sort(), limit);
}

/** At most `limit` of the values, the first and last among them. */
function evenly(values: Float64Array, limit: number): number[] {
  const count = Math.min(limit, values.length);
  const pick = (i: number) => values[count > 1 ? Math.round((i * (values.length - 1)) / (count - 1)) : 0] ?? 0;
  return Array.from({ length: count }, (_, i) => pick(i));
}

/** The value on the straight line between the measurements around x; undefined outside of them. */
function between({ xs, ys }: Knots, x: number): number | undefined {
  let low = 0;
  let high = xs.length - 1;
  if (!(x >= (xs[low] ?? Number.NaN) && x <= (xs[high] ?? Number.NaN))) return undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [from, to] = [xs[low] ?? 0, xs[high] ?? 0];
  const [start, end] = [ys[low] ?? 0, ys[high] ?? 0];
  return x >= to ? end : x <= from ? start : start + ((end - start) * (x - from)) / (to - from);
}
