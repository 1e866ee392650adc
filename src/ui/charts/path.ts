/** A line of a chart as the `d` of a path. */
import type { ScaleFunction } from 'recharts';
import type { Row } from './rows.ts';

/** Joins the rows that have a value, in pixels of the given scales; x is divided by `perX` first. */
export function pathOf(rows: readonly Row[], key: string, perX: number, x: ScaleFunction, y: ScaleFunction): string {
  let path = '';
  for (const row of rows) {
    const value = row[key];
    if (value === undefined) continue;
    const px = x(row.x / perX);
    const py = y(value);
    if (px === undefined || py === undefined || !Number.isFinite(py)) continue;
    path += `${path === '' ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`;
  }
  return path;
}
