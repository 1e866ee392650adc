/** A line of a chart as the `d` of a path. */
import type { ScaleFunction } from 'recharts';
import type { Row } from './rows.ts';

interface Scales {
  readonly x: ScaleFunction;
  readonly y: ScaleFunction;
  /** Where 0 is drawn on a logarithmic axis, in pixels: its lower end. */
  readonly floor: number;
  /** The upper end of the axis, in pixels: with it, what lies beyond the axis is drawn along its ends. */
  readonly ceiling?: number;
}

/** Joins the rows that have a value, in pixels of the given scales. */
export function pathOf(rows: readonly Row[], key: string, scales: Scales): string {
  return joined(pointsOf(rows, key, scales));
}

/** The area between two lines; what of it lies below a logarithmic axis ends at its floor. */
export function bandOf(rows: readonly Row[], lowKey: string, highKey: string, scales: Scales): string {
  const y: ScaleFunction = (value) => {
    const scaled = scales.y(value);
    return Number.isFinite(scaled) ? scaled : scales.floor;
  };
  const [low, high] = [lowKey, highKey].map((key) => pointsOf(rows, key, { ...scales, y }));
  return low?.length ? `${joined([...(high ?? []), ...low.reverse()])}Z` : '';
}

type Point = readonly [number, number];

function pointsOf(rows: readonly Row[], key: string, { x, y, floor, ceiling }: Scales): Point[] {
  const points: Point[] = [];
  for (const row of rows) {
    const value = row[key];
    if (value === undefined) continue;
    const px = x(row.x);
    const scaled = y(value);
    if (px === undefined || scaled === undefined) continue;
    const inside = ceiling === undefined ? scaled : Math.max(ceiling, Math.min(floor, scaled));
    const py = value === 0 && !Number.isFinite(scaled) ? floor : inside;
    if (Number.isFinite(py)) points.push([px, py]);
  }
  return points;
}

function joined(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
