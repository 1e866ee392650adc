/** Domains and ticks of an axis, linear and logarithmic: few ticks, at round numbers, that do not jump with every step. */
import { formatTick } from '../format.ts';
import type { Extent } from './extent.ts';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

/** A linear axis over [low, high], widened to round numbers, with about `count` ticks. */
export function linearAxis(low: number, high: number, count = 4): Axis {
  if (!(Number.isFinite(low) && Number.isFinite(high))) return linearAxis(0, 1, count);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1e-12) return linearAxis(0, 1, count);
  // A constant line: show it against zero.
  if (high - low <= 1e-6 * size) return linearAxis(Math.min(0, low), Math.max(0, high), count);
  const step = niceStep((high - low) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const domain = [ticks[0] ?? 0, ticks.at(-1) ?? 1] as const;
  return { domain, ticks, format: (value) => formatTick(value, step, Math.max(-domain[0], domain[1])) };
}

/** A logarithmic axis over positive numbers, with ticks at powers of ten, or 1-2-5 where there are few. */
export function logAxis(low: number, high: number): Axis {
  if (!(low > 0 && Number.isFinite(high)))
    return logAxis(high > 0 && Number.isFinite(high) ? high / 1e3 : 1e-3, high > 0 && Number.isFinite(high) ? high : 1);
  // The numbers come from float32: 1e-4 is a little less than that.
  const first = Math.floor(Math.log10(low) + 1e-6);
  const last = Math.ceil(Math.log10(high) - 1e-6);
  const decades = Math.max(1, last - first);
  const every = Math.ceil(decades / 4);
  const parts = decades <= 1 ? [1, 2, 5] : decades <= 2 ? [1, 3] : [1];
  const ticks: number[] = [];
  for (let power = first + (decades % every); power <= first + decades; power += every) {
    for (const part of parts) ticks.push(Number(`${part}e${power}`));
  }
  const from = largest(ticks, (tick) => tick <= low * 1.000001) ?? Number(`1e${first}`);
  const to = ticks.find((tick) => tick >= high * 0.999999) ?? Number(`1e${first + decades}`);
  const shown = ticks.filter((tick) => tick >= from && tick <= to);
  const domain = [from, Math.max(to, from * 10 ** 0.3)] as const;
  return { domain, ticks: shown, format: (value) => formatTick(value, Math.min(value, 1)) };
}

/**
 * The x axis of a run: from the start to `high`, three to five ticks, none beyond the end. It grows by half a tick at a
 * time, so that it stands still between most draws. Seconds are written with their unit.
 */
export function stepAxis(high: number, by: 'step' | 'epoch' | 'time' = 'step'): Axis {
  const axis = xAxis(high, by, 4);
  // Of words as long as "0.25 s" fewer have room beside each other.
  return axis.ticks.some((tick) => axis.format(tick).length > 5) ? xAxis(high, by, 2) : axis;
}

function xAxis(high: number, by: 'step' | 'epoch' | 'time', count: number): Axis {
  const raw = high > 0 ? high : 1;
  const step = Math.max(by === 'step' ? 1 : 0, niceStep(raw / count));
  const grain = step / 2;
  const end = Number((Math.ceil(raw / grain - 1e-9) * grain).toPrecision(12));
  const ticks = Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
  const unit = by === 'time' ? ' s' : '';
  return { domain: [0, end], ticks, format: (value) => formatTick(value, step, end) + unit };
}

/** How the values of a chart are laid out; 'auto' decides by the values. */
export type ScaleChoice = 'auto' | 'linear' | 'log';

/** Powers of ten between the least and the largest value from which on a chart is logarithmic by itself. */
const autoDecades = 3;

/** Whether the axis is logarithmic, for the extent of all values and that of the positive ones. */
export function isLogarithmic(choice: ScaleChoice, all: Extent | undefined, positive: Extent | undefined): boolean {
  if (choice !== 'auto') return choice === 'log';
  return all !== undefined && positive !== undefined && all[0] >= 0 && positive[1] > positive[0] * 10 ** autoDecades;
}

/** Width of a digit of a tick in pixels, and of the room between the ticks and the plot. */
const digitPx = 6.9;
const gapPx = 10;

/** The room in pixels that the ticks of a vertical axis take, so that none is cut. */
export function tickRoom({ ticks, format }: Axis): number {
  const longest = Math.max(0, ...ticks.map((tick) => format(tick).length));
  return Math.max(40, Math.ceil(longest * digitPx + gapPx));
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const part = raw / power;
  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 2.5 ? 2.5 : part <= 5 ? 5 : 10);
}

function largest(values: readonly number[], test: (value: number) => boolean): number | undefined {
  return values.filter(test).at(-1);
}
