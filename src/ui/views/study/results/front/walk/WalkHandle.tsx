/** Where a person stands on the front of the sums: dragged along it, moved by the arrow keys; Enter or release starts. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Pair } from '../../../../../../core/study/axes.ts';
import type { FrontFrame } from '../frame.ts';
import type { FrontPoint } from '../points.ts';
import { nearestPlace, type Stand } from './way.ts';

interface WalkHandleProps {
  readonly way: readonly FrontPoint[];
  readonly place: number;
  readonly stand: Stand;
  readonly frame: FrontFrame;
  readonly onMove: (place: number) => void;
  readonly onStart: () => void;
}

export function WalkHandle({ way, place, stand, frame, onMove, onStart }: WalkHandleProps) {
  /** Where it was taken, while it is held: what is let go there starts nothing. */
  const [heldFrom, setHeldFrom] = useState<number>();
  const [x, y] = frame.to(stand.at);
  const last = way.length - 1;

  function onKeyDown(event: KeyboardEvent) {
    const next = afterKey(event, place, last);
    if (next !== undefined) onMove(next);
    else if (event.key === 'Enter') onStart();
    else return;
    event.preventDefault();
  }

  function follow(event: PointerEvent<SVGGElement>) {
    const matrix = event.currentTarget.ownerSVGElement?.getScreenCTM();
    if (heldFrom === undefined || !matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    onMove(nearestPlace(way, frame.to, [at.x, at.y] satisfies Pair));
  }

  return (
    <g
      className="walk-handle"
      role="slider"
      tabIndex={0}
      aria-label="Place on the front of the sums; arrow keys move it, Enter starts a run there"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={place}
      aria-valuetext={stand.label}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeldFrom(place);
      }}
      onPointerMove={follow}
      onPointerUp={() => {
        if (heldFrom !== undefined && heldFrom !== place) onStart();
        setHeldFrom(undefined);
      }}
      onPointerCancel={() => setHeldFrom(undefined)}
    >
      <circle className="front-target" cx={x} cy={y} r={16} />
      <circle className="walk-ring" cx={x} cy={y} r={8} />
      <text x={x} y={y - 16} textAnchor="middle">
        {stand.label}
      </text>
    </g>
  );
}

/** A tenth of the way to the next point, or with Shift to the point itself. */
export function afterKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  place: number,
  last: number,
): number | undefined {
  const isOn = event.key === 'ArrowRight' || event.key === 'ArrowDown';
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return last;
  if (!isOn && event.key !== 'ArrowLeft' && event.key !== 'ArrowUp') return undefined;
  const next = event.shiftKey
    ? isOn
      ? Math.floor(place + 1)
      : Math.ceil(place - 1)
    : Math.round(10 * place + (isOn ? 1 : -1)) / 10;
  return Math.min(last, Math.max(0, next));
}
