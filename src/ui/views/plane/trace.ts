/**
 * The line of a path in a drawing, cut at any of its points without writing it anew: its text, and where in it each drawn
 * point ends. Points that move less than a unit from the last drawn one are left out.
 */
import { pairAt } from '../../../core/study/plane/ending.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { type Frame, placeText, withinReach } from './frame.ts';

export interface Trace {
  readonly text: string;
  /** Rows that are drawn, rising, and the length of the text up to each of them. */
  readonly rows: readonly number[];
  readonly ends: readonly number[];
  readonly placeOf: (row: number) => Pair;
}

/** The trace of pairs that lie one after the other. */
export function traceOf(pairs: Float64Array, frame: Frame): Trace {
  const placeOf = (row: number) => withinReach(frame.to(pairAt(pairs, row)));
  const [rows, ends]: [number[], number[]] = [[], []];
  let text = '';
  let last: Pair = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const count = pairs.length / 2;
  for (let row = 0; row < count; row++) {
    const place = placeOf(row);
    const isSeen = Math.abs(place[0] - last[0]) >= 1 || Math.abs(place[1] - last[1]) >= 1;
    if (!isSeen && row < count - 1) continue;
    text += `${row === 0 ? 'M' : 'L'}${placeText(place)}`;
    rows.push(row);
    ends.push(text.length);
    last = place;
  }
  return { text, rows, ends, placeOf };
}

/** The line up to the very point of a row. */
export function upTo({ text, rows, ends, placeOf }: Trace, row: number): string {
  let i = rows.length - 1;
  while (i > 0 && rows[i]! > row) i--;
  const before = text.slice(0, ends[i]);
  return rows[i] === row ? before : `${before}L${placeText(placeOf(row))}`;
}
