/** A card that is moved by its handle, with the pointer or the arrow keys, and stays in the window. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

const keyStep = 24;
/** Of the card that stays in sight. */
const visible = 80;

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function useMoving() {
  const [offset, setOffset] = useState<readonly [number, number]>([0, 0]);
  const drag = useRef<{ readonly from: readonly [number, number]; readonly at: readonly [number, number] }>(null);
  const [x, y] = offset;
  const style: CSSProperties = { translate: `${x}px ${y}px` };
  return {
    style,
    isMoved: x !== 0 || y !== 0,
    handle: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: [event.clientX, event.clientY], at: offset };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = drag;
        if (!current) return;
        setOffset(
          within([current.at[0] + event.clientX - current.from[0], current.at[1] + event.clientY - current.from[1]]),
        );
      },
      onPointerUp() {
        drag.current = null;
      },
      onPointerCancel() {
        drag.current = null;
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const direction = directions[event.key];
        if (!direction) return;
        event.preventDefault();
        setOffset(([x, y]) => within([x + keyStep * direction[0], y + keyStep * direction[1]]));
      },
    },
  };
}

/** The card stands at the lower left at first. */
function within([x, y]: readonly [number, number]): readonly [number, number] {
  const { innerWidth, innerHeight } = window;
  return [
    Math.min(innerWidth - visible, Math.max(visible - innerWidth, x)),
    Math.min(0, Math.max(visible - innerHeight, y)),
  ];
}
