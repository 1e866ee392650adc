/** A square drawing with ticks and the names of its axes; what leaves it is cut off. */
import { type ReactNode, type Ref, useId } from 'react';
import type { Box } from '../../../core/study/plane/planeProblem.ts';
import { linearAxis } from '../../charts/axis.ts';
import { frameOf, side } from './frame.ts';

interface DrawingProps {
  readonly label: string;
  readonly box: Box;
  readonly axes: readonly [Axis, Axis];
  readonly children: ReactNode;
  readonly ref?: Ref<SVGSVGElement>;
}

interface Axis {
  readonly name: string;
  readonly color?: string;
}

/** Room for ticks and names: left, right, above, below. */
export const room = { left: 46, right: 10, top: 10, bottom: 38 } as const;

export function Drawing({ label, box, axes, children, ref }: DrawingProps) {
  const clip = useId();
  const { to } = frameOf(box);
  const ticks = ([0, 1] as const).map((i) => {
    const axis = linearAxis(box.low[i], box.high[i], 4);
    return axis.ticks
      .filter((tick) => tick >= box.low[i] && tick <= box.high[i])
      .map((tick) => ({ tick, text: axis.format(tick), place: to(i === 0 ? [tick, 0] : [0, tick])[i] }));
  });
  const [width, height] = [side + room.left + room.right, side + room.top + room.bottom];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with a slider in it is no fieldset
    <svg
      ref={ref}
      className="plane-drawing"
      viewBox={`${-room.left} ${-room.top} ${width} ${height}`}
      role="group"
      aria-label={label}
    >
      <clipPath id={clip}>
        <rect width={side} height={side} />
      </clipPath>
      <rect className="plane-paper" width={side} height={side} />
      <g className="plane-ticks">
        {ticks[0]?.map(({ tick, text, place }) => (
          <text key={tick} x={place} y={side + 16} textAnchor="middle">
            {text}
          </text>
        ))}
        {ticks[1]?.map(({ tick, text, place }) => (
          <text key={tick} x={-6} y={place + 4} textAnchor="end">
            {text}
          </text>
        ))}
      </g>
      <text className="plane-axis" x={side / 2} y={side + 33} textAnchor="middle" style={{ fill: axes[0].color }}>
        {axes[0].name}
      </text>
      <text
        className="plane-axis"
        textAnchor="middle"
        transform={`translate(${-room.left + 11} ${side / 2}) rotate(-90)`}
        style={{ fill: axes[1].color }}
      >
        {axes[1].name}
      </text>
      <g clipPath={`url(#${clip})`}>{children}</g>
    </svg>
  );
}
