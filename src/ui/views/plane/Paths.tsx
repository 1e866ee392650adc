/** The walks in a drawing: what was walked so far in full, what follows pale, a dot where each is, its name at the dot. */
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { spread } from '../../charts/endLabels.ts';
import { toned } from '../../charts/overlay/runLook.ts';
import { type Frame, lineText, side } from './frame.ts';
import { type Line, pointsOf } from './lines.ts';

interface PathsProps {
  readonly lines: readonly Line[];
  readonly of: 'x' | 'losses';
  readonly frame: Frame;
}

export function Paths({ lines, of, frame }: PathsProps) {
  const drawn = lines.map((line) => ({ line, points: pointsOf(line.outing, of) }));
  const labels = drawn.map(({ line, points }) => {
    const [u, v] = frame.to(points[line.row] ?? [0, 0]);
    return { key: line.key, label: line.label, u: clamp(u, 0, side), y: clamp(v, 0, side) + 4 };
  });
  return (
    <g>
      {drawn.map(({ line, points }) => (
        <Walked key={line.key} line={line} points={points} frame={frame} />
      ))}
      {spread(labels, 13, 12, side - 4).map(({ key, label, u, y }) => (
        <text
          key={key}
          className="plane-label"
          x={u + (u > 0.7 * side ? -9 : 9)}
          y={y}
          textAnchor={u > 0.7 * side ? 'end' : 'start'}
        >
          {label}
        </text>
      ))}
    </g>
  );
}

function Walked({ line, points, frame }: { line: Line; points: readonly Pair[]; frame: Frame }) {
  const { look, row } = line;
  const color = toned('var(--ink)', look);
  const [u, v] = frame.to(points[row] ?? [0, 0]);
  const style = { fill: 'none', stroke: color, strokeWidth: look.width, strokeDasharray: look.dash || undefined };
  return (
    <g>
      <path d={lineText(points.slice(row), frame)} {...style} opacity={0.25} />
      <path d={lineText(points.slice(0, row + 1), frame)} {...style} data-strategy={line.key} />
      <circle cx={u} cy={v} r={4} fill={color} stroke="var(--paper)" strokeWidth={1.5} />
    </g>
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
