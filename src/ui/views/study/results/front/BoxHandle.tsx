/** The reference point of the hypervolume: dragged by mouse or finger, moved by the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { measureText } from '../../../../../core/compare/measures.ts';
import type { Axes, Pair } from '../../../../../core/study/axes.ts';
import type { FrontFrame } from './frame.ts';
import { type Area, areaOfText } from './labels.ts';

interface BoxHandleProps {
  readonly reference: Pair;
  readonly axes: Axes;
  readonly frame: FrontFrame;
  /** With false while it is dragged. */
  readonly onMove: (reference: Pair) => void;
}

const directions: Readonly<Record<string, Pair>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const name = 'reference point';

/** The name stands towards the front, where there is room. */
function sideOfName([across]: Axes) {
  return across.isHigherBetter ? ({ anchor: 'start', dx: 10 } as const) : ({ anchor: 'end', dx: -10 } as const);
}

/** What the handle and its name take of the drawing. */
export function referenceArea(reference: Pair, axes: Axes, frame: FrontFrame): Area {
  const [x, y] = frame.to(reference);
  const { anchor, dx } = sideOfName(axes);
  return areaOfText(name, x + dx, y, anchor);
}

export function BoxHandle({ reference, axes, frame, onMove }: BoxHandleProps) {
  const [held, setHeld] = useState<Pair>();
  const [x, y] = held ?? frame.to(reference);
  const inside = ([u, v]: Pair): Pair => [
    Math.min(frame.width, Math.max(0, u)),
    Math.min(frame.height, Math.max(0, v)),
  ];

  function onKeyDown(event: KeyboardEvent) {
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const px = event.shiftKey ? 24 : 6;
    onMove(frame.from(inside([x + px * direction[0], y + px * direction[1]])));
  }

  function placeOf(event: PointerEvent<SVGGElement>): Pair | undefined {
    const matrix = event.currentTarget.ownerSVGElement?.getScreenCTM();
    if (!matrix) return undefined;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return inside([point.x, point.y]);
  }

  const texts = axes.map((measure, i) => `${measure.title} ${measureText(measure, reference[i] ?? 0)}`);
  const { anchor, dx } = sideOfName(axes);
  return (
    <g
      className="front-reference"
      role="slider"
      tabIndex={0}
      aria-label="Reference point of the hypervolume; arrow keys move it"
      aria-valuemin={frame.axes[0].domain[0]}
      aria-valuemax={frame.axes[0].domain[1]}
      aria-valuenow={reference[0]}
      aria-valuetext={texts.join(', ')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(frame.to(reference));
      }}
      onPointerMove={(event) => held && setHeld(placeOf(event) ?? held)}
      onPointerUp={() => {
        if (held) onMove(frame.from(held));
        setHeld(undefined);
      }}
      onPointerCancel={() => setHeld(undefined)}
    >
      <circle className="front-target" cx={x} cy={y} r={16} />
      <circle className="front-ring" cx={x} cy={y} r={5} />
      <text x={x + dx} y={y} dy="0.34em" textAnchor={anchor}>
        {name}
      </text>
    </g>
  );
}
