/** The start of all walks: dragged by mouse or finger, moved by the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { pointText } from '../../../core/study/plane/planeFinding.ts';
import type { Box, Pair } from '../../../core/study/plane/planeProblem.ts';
import { frameOf } from './frame.ts';
import { moveStart, planeState } from './planeState.ts';

const directions: Readonly<Record<string, Pair>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function StartHandle({ start, view }: { readonly start: Pair; readonly view: Box }) {
  const handle = useRef<SVGGElement>(null);
  const frame = frameOf(view);
  const [u, v] = frame.to(start);

  function onKeyDown(event: KeyboardEvent) {
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const share = event.shiftKey ? 0.05 : 0.01;
    const by = (i: 0 | 1) => direction[i] * share * (view.high[i] - view.low[i]);
    moveStart([start[0] + by(0), start[1] + by(1)]);
  }

  function follow(event: PointerEvent<SVGGElement>) {
    const svg = event.currentTarget.ownerSVGElement;
    const matrix = svg?.getScreenCTM();
    if (!planeState.getState().isHeld || !matrix) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    moveStart(frame.from([place.x, place.y]));
  }

  // A part of a drawing has no touch-action: only a listener that is not passive keeps the page from being scrolled.
  useEffect(() => {
    const element = handle.current;
    const keepPage = (event: TouchEvent) => event.preventDefault();
    element?.addEventListener('touchstart', keepPage, { passive: false });
    return () => {
      element?.removeEventListener('touchstart', keepPage);
      hold(false);
    };
  }, []);

  return (
    <g
      ref={handle}
      className="plane-start"
      role="slider"
      tabIndex={0}
      aria-label="Start of the walks; arrow keys move it"
      aria-valuemin={view.low[0]}
      aria-valuemax={view.high[0]}
      aria-valuenow={start[0]}
      aria-valuetext={`x₁, x₂ = ${pointText(start)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hold(true);
      }}
      onPointerMove={follow}
      onLostPointerCapture={() => hold(false)}
    >
      <circle cx={u} cy={v} r={22} fill="transparent" />
      <circle className="plane-start-ring" cx={u} cy={v} r={8} />
    </g>
  );
}

function hold(isHeld: boolean): void {
  planeState.setState({ isHeld });
}
