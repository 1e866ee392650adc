/** The patterns: how much of the second colour is printed at a point of the drawing. */
import type { Scene } from './scene.ts';

/** Fewer pixels a period than this cannot be seen. */
const MIN_PERIOD_PX = 4.4;

export interface Print {
  readonly pattern: number;
  readonly period: number;
  readonly periodPx: number;
  readonly acrossX: number;
  readonly acrossY: number;
  readonly phaseX: number;
  readonly phaseY: number;
}

/** The print of a scene whose unit of the drawing is `unitPx` pixels long. */
export function makePrint({ pattern, weave }: Scene, unitPx: number): Print {
  const period = Math.max(weave.period, MIN_PERIOD_PX / unitPx);
  const [acrossX, acrossY] = weave.across;
  const [phaseX, phaseY] = weave.phase;
  return { pattern, period, periodPx: period * unitPx, acrossX, acrossY, phaseX, phaseY };
}

/** How much of the accent is printed at a point of the drawing, 0…1. */
export function printAt(print: Print, x: number, y: number): number {
  const { period, periodPx, phaseX, phaseY } = print;
  switch (print.pattern) {
    case 1:
      return band(wave((x * print.acrossX + y * print.acrossY) / period + phaseX), 0.42, periodPx);
    case 2: {
      const row = Math.floor(y / period + phaseY);
      const dx = wave(x / period + (phaseX + (row & 1) / 2));
      const dy = wave(y / period + phaseY);
      return clamp(0.5 + (0.31 - Math.sqrt(dx * dx + dy * dy)) * periodPx);
    }
    case 3:
      return 0.5 * (band(wave(x / period + phaseX), 0.48, periodPx) + band(wave(y / period + phaseY), 0.48, periodPx));
    default:
      return 0;
  }
}

/** The distance from the middle of a period, in periods; one turn is one period. */
function wave(turn: number): number {
  return Math.abs(turn - Math.floor(turn) - 0.5);
}

function band(distance: number, share: number, periodPx: number): number {
  return clamp(0.5 + (share / 2 - distance) * periodPx);
}

/** The value, or the nearer end of 0…1. Not Math.min and Math.max, whose care for NaN and −0 costs time. */
export function clamp(value: number): number {
  if (value < 0) return 0;
  if (value > 1) return 1;
  return value;
}
