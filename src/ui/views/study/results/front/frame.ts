/** From values to the pixels of the drawing, linear or logarithmic, and back. Up is up. */

import type { Pair } from '../../../../../core/study/axes.ts';
import { type Axis, linearAxis, logAxis } from '../../../../charts/axis.ts';

/** Room for ticks and names around the plot, in pixels. */
export const room = { left: 54, right: 14, top: 12, bottom: 42 } as const;

export interface FrontFrame {
  /** Of the plot without its room, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly axes: readonly [Axis, Axis];
  readonly isLog: boolean;
  readonly to: (point: Pair) => Pair;
  readonly from: (place: Pair) => Pair;
}

/** A frame around points; logarithmic where that is wanted and every value is above zero. */
export function frontFrame(points: readonly Pair[], [width, height]: Pair, wantsLog: boolean): FrontFrame {
  const isLog = wantsLog && points.every(([x, y]) => x > 0 && y > 0);
  const axisOf = (i: 0 | 1) => {
    const values = points.map((point) => point[i]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return isLog ? logAxis(low, high) : linearAxis(low, high, i === 0 ? Math.max(3, Math.floor(width / 110)) : 5);
  };
  const axes = [axisOf(0), axisOf(1)] as const;
  const scale = (value: number) => (isLog ? Math.log(value) : value);
  const ends = axes.map(({ domain: [low, high] }) => [scale(low), scale(high)] as const);
  const share = (value: number, i: 0 | 1) => {
    const [low, high] = ends[i] ?? [0, 1];
    return (scale(value) - low) / (high - low);
  };
  const value = (part: number, i: 0 | 1) => {
    const [low, high] = ends[i] ?? [0, 1];
    const scaled = low + part * (high - low);
    return isLog ? Math.exp(scaled) : scaled;
  };
  return {
    width,
    height,
    axes,
    isLog,
    to: ([x, y]) => [share(x, 0) * width, (1 - share(y, 1)) * height],
    from: ([u, v]) => [value(u / width, 0), value(1 - v / height, 1)],
  };
}

/** The d of a line through points; between them it is straight in the values, and so bent where the axes are logarithmic. */
export function lineText(points: readonly Pair[], { to, isLog }: Pick<FrontFrame, 'to' | 'isLog'>): string {
  const parts = isLog ? 16 : 1;
  const all = points.flatMap((point, i): Pair[] => {
    const before = points[i - 1];
    if (!before) return [point];
    return Array.from({ length: parts }, (_, k) => mixed(before, point, (k + 1) / parts));
  });
  return all.map((point, i) => `${i === 0 ? 'M' : 'L'}${placeText(to(point))}`).join('');
}

/** The point that share of the way from one to another. */
export function mixed(a: Pair, b: Pair, share: number): Pair {
  return [(1 - share) * a[0] + share * b[0], (1 - share) * a[1] + share * b[1]];
}

/** Rounded to a tenth of a pixel: paths stay short. */
export function placeText([u, v]: Pair): string {
  return `${Math.round(10 * u) / 10} ${Math.round(10 * v) / 10}`;
}
