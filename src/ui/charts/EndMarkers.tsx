/** The marker of its loss at the end of every line: a second sign beside the colour. */
import { useXAxisScale, useYAxisScale } from 'recharts';
import type { Line } from './lines.ts';
import type { Row } from './rows.ts';

/** Must stand inside a chart. */
export function EndMarkers({ rows, lines }: { readonly rows: readonly Row[]; readonly lines: readonly Line[] }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y) return null;
  return (
    <g>
      {lines.map((line) => {
        if (line.isSecondary) return null;
        const row = rows.findLast((one) => one[line.key] !== undefined);
        const px = row && x(row.x);
        const py = row && y(row[line.key]);
        if (px === undefined || py === undefined || !Number.isFinite(py)) return null;
        return <Marker key={line.key} shape={line.marker} x={px} y={py} color={line.color} />;
      })}
    </g>
  );
}

const shapes = {
  circle: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  square: 'M-2.7 -2.7h5.4v5.4h-5.4z',
  triangle: 'M0 -3.6L3.4 2.6H-3.4z',
  diamond: 'M0 -3.8L3.8 0L0 3.8L-3.8 0z',
} as const;

interface MarkerProps {
  readonly shape: Line['marker'];
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** A small filled shape with a rim of paper. */
export function Marker({ shape, x, y, color }: MarkerProps) {
  return (
    <path d={shapes[shape]} transform={`translate(${x} ${y})`} fill={color} stroke="var(--paper)" strokeWidth={1} />
  );
}
