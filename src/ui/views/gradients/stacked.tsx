/** Shares as areas, one on the other: together they are all of the update. */
import { use } from 'react';
import { useXAxisScale, useYAxisScale } from 'recharts';
import type { Drawing } from '../../charts/Chart.tsx';
import { DrawnContext } from '../../charts/drawn.ts';
import type { Line } from '../../charts/lines.ts';
import { Marker } from '../../charts/Marker.tsx';
import { bandOf } from '../../charts/path.ts';
import type { Row } from '../../charts/rows.ts';
import { useStore } from '../../store.ts';

/** Key of the lower edge of the first area. */
const ground = '';

/**
 * Under the key of every line the sum of the shares up to its own, where any was measured; a line that was not has none of
 * it.
 */
export function stackedRows(rows: readonly Row[], lines: readonly Line[]): Row[] {
  const measured = rows.filter((row) => lines.some(({ key }) => row[key] !== undefined));
  return measured.map((row) => {
    const stacked: Record<string, number> & { x: number } = { x: row.x, [ground]: 0 };
    let sum = 0;
    for (const { key } of lines) {
      sum += row[key] ?? 0;
      stacked[key] = sum;
    }
    return stacked;
  });
}

function StackedAreas() {
  const drawn = use(DrawnContext);
  const x = useXAxisScale();
  const y = useYAxisScale();
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  if (!drawn || !x || !y) return null;
  const { lines, rows } = drawn;
  const last = rows.at(-1);
  const px = last && x(last.x);
  return (
    <g className="chart-current">
      {lines.map((line, i) => {
        const below = lines[i - 1]?.key ?? ground;
        const middle = last && y(((last[below] ?? 0) + (last[line.key] ?? 0)) / 2);
        return (
          <g key={line.key} opacity={lit !== null && lit !== line.lossId ? 0.25 : 1}>
            <path d={bandOf(rows, below, line.key, { x, y, floor: y(0) ?? 0 })} fill={line.color} fillOpacity={0.72} />
            {px !== undefined && middle !== undefined && (
              <Marker shape={line.marker} x={px} y={middle} color={line.color} />
            )}
          </g>
        );
      })}
    </g>
  );
}

export const stackedAreas: Drawing = { Drawing: StackedAreas, arrange: stackedRows, isOpaque: true };
