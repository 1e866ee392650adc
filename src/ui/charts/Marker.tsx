/** The sign of a loss on its line. */
import type { Line } from './lines.ts';

const shapes = {
  circle: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  square: 'M-2.7 -2.7h5.4v5.4h-5.4z',
  triangle: 'M0 -3.6L3.4 2.6H-3.4z',
  diamond: 'M0 -3.8L3.8 0L0 3.8L-3.8 0z',
} as const;

interface MarkerProps {
  readonly shape: Line['marker'];
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** A small filled shape with a rim of paper. */
export function Marker({ shape, x, y, color }: MarkerProps) {
  return (
    <path d={shapes[shape]} transform={`translate(${x} ${y})`} fill={color} stroke="var(--paper)" strokeWidth={1} />
  );
}
