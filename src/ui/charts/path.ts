/** A line of a chart as the `d` of a path. */
import type { ScaleFunction } from 'recharts';
import type { Row } from './rows.ts';

interface Scales {
  readonly x: ScaleFunction;
  readonly y: ScaleFunction;
  /** Where 0 is drawn on a logarithmic axis, in pixels: its lower end. */
  readonly floor: number;
}

/** Joins the rows that have a value, in pixels of the given scales. */
export function pathOf(rows: readonly Row[], key: string, { x, y, floor }: Scales): string {
  let path = '';
  for (const row of rows) {
    const value = row[key];
    if (value === undefined) continue;
    const px = x(row.x);
    const scaled = y(value);
    const py = value === 0 && !Number.isFinite(scaled) ? floor : scaled;
    if (px === undefined || py === undefined || !Number.isFinite(py)) continue;
    path += `${path === '' ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`;
  }
  return path;
}
