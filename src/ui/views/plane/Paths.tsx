/** The walks in a drawing: the whole way pale, what was walked so far in full, a dot where each is, its name at the dot. */
import { memo, useMemo } from 'react';
import { pairAt } from '../../../core/study/plane/ending.ts';
import { spread } from '../../charts/endLabels.ts';
import { toned } from '../../charts/overlay/runLook.ts';
import { type Frame, side, withinReach } from './frame.ts';
import type { Line } from './lines.ts';
import { traceOf, upTo } from './trace.ts';

interface PathsProps {
  readonly lines: readonly Line[];
  readonly of: 'x' | 'losses';
  readonly frame: Frame;
}

export function Paths({ lines, of, frame }: PathsProps) {
  const labels = lines
    .filter(({ label }) => label !== '')
    .map(({ key, label, outing, row }) => {
      const [u, v] = withinReach(frame.to(pairAt(outing.path[of], row)));
      return { key, label, u: clamp(u, 0, side), y: clamp(v, 0, side) + 4 };
    });
  return (
    <g>
      {[...lines]
        .sort((a, b) => Number(b.isFaint) - Number(a.isFaint))
        .map(({ key, strategy, look, outing, row, isFaint }) => (
          <Walked
            key={key}
            strategy={strategy}
            look={look}
            pairs={outing.path[of]}
            row={row}
            isFaint={isFaint}
            frame={frame}
          />
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

type WalkedProps = Pick<Line, 'strategy' | 'look' | 'row' | 'isFaint'> & {
  readonly pairs: Float64Array;
  readonly frame: Frame;
};

const Walked = memo(function Walked({ strategy, look, pairs, row, isFaint, frame }: WalkedProps) {
  const trace = useMemo(() => traceOf(pairs, frame), [pairs, frame]);
  const [u, v] = trace.placeOf(row);
  const color = toned('var(--ink)', look);
  const style = { fill: 'none', stroke: color, strokeWidth: look.width, strokeDasharray: look.dash || undefined };
  return (
    <g opacity={isFaint ? 0.18 : undefined}>
      <path d={trace.text} {...style} opacity={0.25} />
      <path d={upTo(trace, row)} {...style} data-strategy={strategy} />
      <circle cx={u} cy={v} r={4} fill={color} stroke="var(--paper)" strokeWidth={1.5} />
    </g>
  );
});

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
