/** The lines of the current run, each with the marker of its loss at the end: a second sign beside the colour. */
import { use } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { useStore } from '../store.ts';
import { DrawnContext } from './drawn.ts';
import { spread } from './endLabels.ts';
import type { Line } from './lines.ts';
import { Marker } from './Marker.tsx';
import { pathOf } from './path.ts';
import { scaleOf } from './units.ts';

/** Must stand inside a chart. */
export function CurrentLines() {
  const drawn = use(DrawnContext);
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  if (!drawn || !x || !y) return null;
  const { lines, rows, raw, tops } = drawn;
  const floor = area ? area.y + area.height : 0;
  const ends = lines.flatMap((line) => {
    if (line.isSecondary || line.isRest) return [];
    const row = rows.findLast((one) => one[line.key] !== undefined);
    const px = row && x(row.x);
    const py = row && scaleOf(line, y, tops)(row[line.key]);
    return px === undefined || py === undefined || !Number.isFinite(py) ? [] : [{ key: line.key, line, px, y: py }];
  });
  return (
    <g className="chart-current">
      {lines.map(
        (line) =>
          line.isSmoothed &&
          raw.length > 0 && (
            <path
              key={`raw ${line.key}`}
              className="chart-faint"
              d={pathOf(raw, line.key, { x, y: scaleOf(line, y, tops), floor, ceiling: area?.y ?? 0 })}
              fill="none"
              stroke={line.color}
              strokeOpacity={lit !== null && lit !== line.lossId ? 0.1 : undefined}
            />
          ),
      )}
      {lines.map((line) => (
        <path
          key={line.key}
          d={pathOf(rows, line.key, { x, y: scaleOf(line, y, tops), floor })}
          fill="none"
          stroke={line.color}
          strokeWidth={line.isRest ? 1 : line.isSecondary ? 1.25 : lit !== null && lit === line.lossId ? 2.5 : 1.5}
          strokeDasharray={line.dash || undefined}
          strokeOpacity={opacityOf(line, lit)}
        />
      ))}
      {ends.map(({ line, px, y: py }) => (
        <Marker key={line.key} shape={line.marker} x={px} y={py} color={line.color} />
      ))}
      {area &&
        spread(
          ends.filter(({ line }) => line.endLabel),
          endLabelPx,
          area.y,
          area.y + area.height,
        ).map(({ line, px, y: py }) => (
          <text key={line.key} x={px + endGapPx} y={py} dy="0.33em" className="chart-end" fill={line.textColor}>
            {line.endLabel}
          </text>
        ))}
    </g>
  );
}

/** Height of a label at the end of a line, its distance from the line, and the width of a letter, in pixels. */
const endLabelPx = 12;
const endGapPx = 7;
const letterPx = 6;

/** The room that the labels at the right ends of lines need, in pixels. */
export function endLabelRoom(lines: readonly Line[]): number {
  const longest = Math.max(0, ...lines.map(({ endLabel = '' }) => endLabel.length));
  return longest === 0 ? 10 : endGapPx + Math.ceil(longest * letterPx);
}

function opacityOf(line: Line, lit: string | null): number {
  if (lit !== null && line.lossId !== undefined && lit !== line.lossId) return 0.25;
  return line.isRest ? 0.5 : line.isSecondary ? 0.85 : 1;
}
