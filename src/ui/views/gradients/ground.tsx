/** Lines about zero; below it, where it says so, a loss loses ground. What lies beyond the axis is cut at its ends. */
import { useId } from 'react';
import { usePlotArea, useYAxisScale } from 'recharts';
import type { Drawing } from '../../charts/Chart.tsx';
import { CurrentLines } from '../../charts/CurrentLines.tsx';

function GroundLines() {
  const area = usePlotArea();
  const y = useYAxisScale();
  const clip = useId();
  const zero = y?.(0);
  if (!area || zero === undefined) return null;
  const bottom = area.y + area.height;
  return (
    <>
      <rect className="ground" x={area.x} y={zero} width={area.width} height={Math.max(0, bottom - zero)} />
      <path className="ground-line" d={`M${area.x} ${zero}h${area.width}`} />
      {bottom - zero > 16 && (
        <text className="ground-text" x={area.x + 6} y={bottom - 5}>
          loses ground
        </text>
      )}
      <clipPath id={clip}>
        <rect x={area.x} y={area.y - 4} width={area.width + 6} height={area.height + 8} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <CurrentLines />
      </g>
    </>
  );
}

export const groundLines: Drawing = { Drawing: GroundLines };

/** Values of a column that are looked at: of more, evenly spread ones, so that a long run costs no more than a short one. */
const mostValues = 500;

function some(column: Float32Array): number[] {
  const measured = column.filter(Number.isFinite);
  const every = Math.ceil(measured.length / mostValues);
  return Array.from({ length: Math.ceil(measured.length / Math.max(1, every)) }, (_, i) => measured[i * every] ?? 0);
}

/** So many of all values lie within the axis at its upper end, and at its lower one, where ground is lost. */
const within = { high: 0.95, low: 0.99 };

/**
 * The least and the largest of these values, 0 among them, without the few that would press all others to a line: the
 * first steps of a run are a hundred times those that follow. Some room below zero is always there.
 */
export function groundRange(columns: readonly Float32Array[]): readonly [number, number] | undefined {
  const values = Float32Array.from(columns.flatMap(some)).sort();
  if (values.length === 0) return undefined;
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  const high = Math.max(0, at(within.high));
  return [Math.min(at(1 - within.low), -0.15 * high), high];
}
