/**
 * The scale of a fader: 0 at the bottom, then a logarithmic range of values. A place is a number from 0 (bottom) to
 * 1 (top); the lowest twelfth is the snap to zero, and near 1 the fader snaps to one.
 */

export interface FaderRange {
  /** Smallest value above zero, and the value at the top; powers of ten. */
  readonly min: number;
  readonly max: number;
}

/** Faders of losses, and of penalties, which are usually small. */
export const lossRange: FaderRange = { min: 1e-3, max: 10 };
export const penaltyRange: FaderRange = { min: 1e-6, max: 1 };

const zeroZone = 0.08;
/** Half the width of the snap at one, as a place. */
const snapAtOne = 0.012;

/** The fader at a place; with snapping it is 0 below the scale and 1 close to one. Two significant digits. */
export function faderAt(place: number, { min, max }: FaderRange): number {
  if (place < zeroZone) return 0;
  const share = Math.min(1, (place - zeroZone) / (1 - zeroZone));
  const fader = min * (max / min) ** share;
  const one = placeOf(1, { min, max });
  if (Math.abs(place - one) < snapAtOne) return 1;
  return Math.min(max, Math.max(min, round(fader, 2)));
}

/** The place of a fader: values above the range sit at the top, values below it just above zero. */
export function placeOf(fader: number, { min, max }: FaderRange): number {
  if (!(fader > 0)) return 0;
  const share = Math.log(fader / min) / Math.log(max / min);
  return zeroZone + (1 - zeroZone) * Math.min(1, Math.max(0, share));
}

/** The next value up or down: one unit of the second digit, or with `isLarge` about a quarter of a decade. */
export function nudge(fader: number, direction: 1 | -1, range: FaderRange, isLarge = false): number {
  if (direction > 0 && fader < range.min) return range.min;
  if (direction < 0 && fader <= range.min) return 0;
  const factor = isLarge ? 10 ** (direction / 4) : 1;
  // Going down from 1.0 the second digit belongs to the decade below.
  const decade = 10 ** Math.floor(Math.log10(fader) + (direction < 0 ? -1e-9 : 1e-9));
  const next = isLarge ? round(fader * factor, 2) : round(fader + (direction * decade) / 10, 3);
  return Math.min(Math.max(next, range.min), Math.max(range.max, fader));
}

/** The labelled values of a range: zero and every power of ten, or every second one of a long range. */
export function ticksOf({ min, max }: FaderRange): number[] {
  const first = Math.round(Math.log10(min));
  const last = Math.round(Math.log10(max));
  const step = last - first > 4 ? 2 : 1;
  const ticks = [0];
  for (let power = last; power >= first; power -= step) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** A number to so many significant digits. */
function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
