/** The vertical line at the hovered step with a mark on every line, and the surface that catches the pointer. */
import { use } from 'react';
import { usePlotArea, useXAxisInverseScale, useXAxisScale, useYAxisScale } from 'recharts';
import { DrawnContext } from './drawn.ts';
import { setHoverStep, useHoverStep } from './hoverStep.ts';
import type { Line } from './lines.ts';
import { Marker } from './Marker.tsx';
import { type Row, rowAt, type Tables } from './rows.ts';
import { scaleOf } from './units.ts';

/** Must stand inside a chart. */
export function Crosshair() {
  const drawn = use(DrawnContext);
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  const inverse = useXAxisInverseScale();
  const step = useHoverStep();
  if (!drawn || !area || !x || !y) return null;
  const { tables, lines, rows, stepsPerX, tops } = drawn;
  const px = step === null ? undefined : x(step / stepsPerX);
  return (
    <g>
      {step !== null && px !== undefined && (
        <g pointerEvents="none">
          <line x1={px} x2={px} y1={area.y} y2={area.y + area.height} stroke="var(--ink-3)" />
          {lines.map((line) => {
            const value = drawnAt(rows, line.key, step / stepsPerX);
            const py = value === undefined ? undefined : scaleOf(line, y, tops)(value);
            if (py === undefined || !(py >= area.y - 1 && py <= area.y + area.height + 1)) return null;
            return <Marker key={line.key} shape={line.marker} x={px} y={py} color={line.color} />;
          })}
        </g>
      )}
      <rect
        x={area.x}
        y={area.y}
        width={area.width}
        height={area.height}
        fill="transparent"
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const value = inverse?.(area.x + event.clientX - box.left);
          if (typeof value === 'number') setHoverStep(nearestStep(tables, lines, value * stepsPerX));
        }}
        onPointerLeave={() => setHoverStep(null)}
      />
    </g>
  );
}

/** The height of the drawn line at x: the mark sits on the line, the exact value is said in the heading. */
function drawnAt(rows: readonly Row[], key: string, x: number): number | undefined {
  let before: Row | undefined;
  for (const row of rows) {
    const value = row[key];
    if (value === undefined) continue;
    if (row.x >= x) {
      const start = before?.[key];
      if (before === undefined || start === undefined) return row.x === x ? value : undefined;
      return start + ((value - start) * (x - before.x)) / (row.x - before.x);
    }
    before = row;
  }
  return before?.[key];
}

/** The measured step closest to the pointer. */
function nearestStep(tables: Tables, lines: readonly Line[], step: number): number | null {
  const table = tables[lines.some((line) => line.table === 'train') ? 'train' : 'validation'];
  const steps = table.buffers.step;
  if (!steps || table.length === 0) return null;
  const row = rowAt(table, step);
  const before = steps[Math.max(0, row)] ?? 0;
  const after = steps[Math.min(table.length - 1, row + 1)] ?? before;
  return step - before <= after - step ? before : after;
}
