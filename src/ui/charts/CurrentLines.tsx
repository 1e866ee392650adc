/** The lines of the current run, each with the marker of its loss at the end: a second sign beside the colour. */
import { use } from 'react';
import { useXAxisScale, useYAxisScale } from 'recharts';
import { useStore } from '../store.ts';
import { DrawnContext } from './drawn.ts';
import type { Line } from './lines.ts';
import { Marker } from './Marker.tsx';
import { pathOf } from './path.ts';

/** Must stand inside a chart. */
export function CurrentLines() {
  const drawn = use(DrawnContext);
  const x = useXAxisScale();
  const y = useYAxisScale();
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  if (!drawn || !x || !y) return null;
  const { lines, rows } = drawn;
  return (
    <g className="chart-current">
      {lines.map((line) => (
        <path
          key={line.key}
          d={pathOf(rows, line.key, 1, x, y)}
          fill="none"
          stroke={line.color}
          strokeWidth={line.isRest ? 1 : line.isSecondary ? 1.25 : lit !== null && lit === line.lossId ? 2.5 : 1.5}
          strokeDasharray={line.dash || undefined}
          strokeOpacity={opacityOf(line, lit)}
        />
      ))}
      {lines.map((line) => {
        if (line.isSecondary || line.isRest) return null;
        const row = rows.findLast((one) => one[line.key] !== undefined);
        const px = row && x(row.x);
        const py = row && y(row[line.key]);
        if (px === undefined || py === undefined || !Number.isFinite(py)) return null;
        return <Marker key={line.key} shape={line.marker} x={px} y={py} color={line.color} />;
      })}
    </g>
  );
}

function opacityOf(line: Line, lit: string | null): number {
  if (lit !== null && line.lossId !== undefined && lit !== line.lossId) return 0.25;
  return line.isRest ? 0.5 : line.isSecondary ? 0.85 : 1;
}
