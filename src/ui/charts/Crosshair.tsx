/** The vertical line at the hovered step with a mark on every line, and the surface that catches the pointer. */
import { use } from 'react';
import { usePlotArea, useXAxisInverseScale, useXAxisScale, useYAxisScale } from 'recharts';
import { type Drawn, DrawnContext } from './drawn.ts';
import { bySteps, type Horizontal, lastX, stepAtX } from './horizontal.ts';
import { setHoverStep, useHoveredX } from './hoverStep.ts';
import { Marker } from './Marker.tsx';
import { rowAt } from './rowAt.ts';
import { noTables, type Row, type Tables } from './rows.ts';
import { type Cut, scaleOf } from './units.ts';

/** Must stand inside a chart. */
export function Crosshair() {
  const drawn = use(DrawnContext);
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  const inverse = useXAxisInverseScale();
  const at = useHoveredX(drawn?.across ?? bySteps, drawn?.tables ?? noTables);
  if (!drawn || !area || !x || !y) return null;
  const { tables, across, tops, overlays } = drawn;
  const px = at === undefined ? undefined : x(at);
  const cuts: readonly Cut[] = overlays.length > 0 ? overlays : [drawn];
  return (
    <g className="chart-crosshair">
      {at !== undefined && px !== undefined && (
        <g pointerEvents="none">
          <line x1={px} x2={px} y1={area.y} y2={area.y + area.height} stroke="var(--ink-3)" />
          {cuts.map(({ lines, rows }, i) =>
            lines.map((line) => {
              const value = drawnAt(rows, line.key, at);
              const py = value === undefined ? undefined : scaleOf(line, y, tops)(value);
              if (py === undefined || !(py >= area.y - 1 && py <= area.y + area.height + 1)) return null;
              return (
                <Marker
                  key={`${overlays[i]?.entry.id} ${line.key}`}
                  shape={line.marker}
                  x={px}
                  y={py}
                  color={line.color}
                />
              );
            }),
          )}
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
          if (typeof value !== 'number') return;
          // Only what is compared reaches beyond the last step.
          const isBeyond = overlays.length > 0 && value > lastX(across, tables);
          if (isBeyond) return setHoverStep(stepBeyond(across, tables, value), value);
          setHoverStep(nearestStep(drawn, stepAtX(across, tables.train, value)));
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

/** A step that the run has not taken yet; by time, its last one. */
function stepBeyond(across: Horizontal, { train }: Tables, x: number): number {
  return Math.max(0, Math.round(stepAtX(across, train, x)));
}

/** The measured step closest to the pointer. */
function nearestStep({ tables, lines }: Pick<Drawn, 'tables' | 'lines'>, step: number): number | null {
  const table = tables[lines.some((line) => line.table === 'train') ? 'train' : 'validation'];
  const steps = table.buffers.step;
  if (!steps || table.length === 0) return null;
  const row = rowAt(table, step);
  const before = steps[Math.max(0, row)] ?? 0;
  const after = steps[Math.min(table.length - 1, row + 1)] ?? before;
  return step - before <= after - step ? before : after;
}
