/** From the values of a curve to the pixels of its drawing. On a logarithmic axis 0 has a place of its own on the left. */

import { numberText } from '../../../../../core/words.ts';
import { isLogarithmic, linearAxis, logAxis } from '../../../../charts/axis.ts';

/** Room around the plot for ticks and marks, in pixels. */
export const room = { left: 46, right: 16, top: 22, bottom: 40 } as const;

/** The place of 0 beside a logarithmic axis, and the room between a value and the edge of the plot, in pixels. */
const zeroPx = 40;
const marginPx = 14;
/** The width of a letter of a tick, and the least room between two ticks, in pixels. */
const letterPx = 6.6;
const gapPx = 10;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface CurveFrame {
  /** Of the plot without its room, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly x: (value: number) => number;
  /** Beyond an end of the axis it is that end. */
  readonly y: (value: number) => number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Where the axis is broken between 0 and its logarithmic part. */
  readonly breakAt?: number;
}

interface Extents {
  /** The values that were tried, ascending. */
  readonly values: readonly number[];
  /** Everything that is drawn above them. */
  readonly heights: readonly number[];
  readonly isLog: boolean;
  /** Values that are no round numbers, with ticks between them. */
  readonly isDrawn: boolean;
}

export function curveFrame({ values, heights, isLog, isDrawn }: Extents, width: number, height: number): CurveFrame {
  const positive = values.filter((value) => value > 0);
  const isBroken = isLog && positive.length < values.length;
  const shown = isBroken ? positive : values;
  const scale = (value: number) => (isLog ? Math.log(value) : value);
  const [low, high] = [shown[0] ?? 0, shown.at(-1) ?? 1];
  const left = isBroken ? zeroPx : 0;
  const span = scale(high) - scale(low);
  const share = (value: number) => (span > 0 ? (scale(value) - scale(low)) / span : 0.5);
  const x = (value: number) =>
    isBroken && value <= 0 ? zeroPx / 2 : left + marginPx + share(value) * (width - left - 2 * marginPx);
  const between = isLog ? logAxis(low, high).ticks : linearAxis(low, high, 5).ticks;
  const wanted = isDrawn ? between.filter((tick) => tick >= low && tick <= high) : values;
  const xTicks = spaced(wanted.map((value) => ({ at: x(value), text: numberText(value).replace('-', '−') })));
  const vertical = verticalAxis(heights);
  const y = (value: number) => (1 - Math.min(1, Math.max(0, vertical.share(value)))) * height;
  return {
    width,
    height,
    x,
    y,
    xTicks,
    yTicks: vertical.ticks.map((value) => ({ at: y(value), text: vertical.format(value) })),
    ...(isBroken && { breakAt: zeroPx }),
  };
}

/** An axis around heights, logarithmic where they span several powers of ten. */
function verticalAxis(heights: readonly number[]) {
  const finite = heights.filter(Number.isFinite);
  const positive = finite.filter((value) => value > 0);
  const extent = (all: readonly number[]) =>
    all.length > 0 ? ([Math.min(...all), Math.max(...all)] as const) : undefined;
  const [all, above] = [extent(finite), extent(positive)];
  const isLog = isLogarithmic('auto', all, above);
  const axis = isLog && above ? logAxis(...above) : linearAxis(...(all ?? ([0, 1] as const)));
  const scale = (value: number) => (isLog ? Math.log(Math.max(value, Number.MIN_VALUE)) : value);
  const [from, to] = [scale(axis.domain[0]), scale(axis.domain[1])];
  return { ticks: axis.ticks, format: axis.format, share: (value: number) => (scale(value) - from) / (to - from) };
}

/** Every n-th of the ticks, as many as stand apart. */
export function spaced(ticks: readonly Tick[]): Tick[] {
  const isApart = (some: readonly Tick[]) =>
    some.every((tick, i) => {
      const before = some[i - 1];
      return !before || tick.at - before.at >= (letterPx * (tick.text.length + before.text.length)) / 2 + gapPx;
    });
  for (let every = 1; every < ticks.length; every++) {
    const some = ticks.filter((_, i) => i % every === 0);
    if (isApart(some)) return some;
  }
  return ticks.slice(0, 1);
}
