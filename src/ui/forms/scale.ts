/**
 * How a field's range lies on a slider from 0 to 1, and which values it takes. A logarithmic field that starts at 0 has
 * its 0 at the left end and ten-millionths of its maximum just beside it.
 */
import type { FieldMeta } from '../../core/fields.ts';
import { show } from '../../core/problem.ts';
import { grouped } from '../../core/words.ts';

const decadesAboveZero = 7;

function ends(meta: FieldMeta): { readonly min: number; readonly max: number; readonly floor: number } {
  const min = meta.min ?? 0;
  const max = meta.max ?? 1;
  return { min, max, floor: min > 0 ? min : max / 10 ** decadesAboveZero };
}

/** Whether a slider makes sense: a seed has no neighbourhood. */
export function hasSlider(meta: FieldMeta): boolean {
  const { min, max } = ends(meta);
  return meta.scale === 'log' || max - min <= 20_000;
}

/** The place of a value on the slider, 0 to 1. */
export function toSlider(meta: FieldMeta, value: number): number {
  const { min, max, floor } = ends(meta);
  if (meta.scale !== 'log') return (value - min) / (max - min);
  if (value <= floor) return 0;
  return Math.log(value / floor) / Math.log(max / floor);
}

/** The value at a place of the slider, rounded as the field wants it: to its step, or to two digits. */
export function fromSlider(meta: FieldMeta, place: number): number {
  const { min, max, floor } = ends(meta);
  if (meta.scale !== 'log') return toField(meta, onGrid(meta, min + place * (max - min)));
  if (place <= 0) return min;
  if (place >= 1) return max;
  return toField(meta, Number((floor * (max / floor) ** place).toPrecision(2)));
}

/** The value nearest to one that was typed: in range, and whole where it must be. */
export function toField(meta: FieldMeta, value: number): number {
  const { min, max } = ends(meta);
  const whole = meta.control === 'integer' ? Math.round(value) : value;
  return Math.min(max, Math.max(min, whole));
}

/** One group of digits, then groups of three. */
const groups = /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+)$/;

/**
 * The number that a text means; nothing where it means none. Its fraction may follow a point or a comma. Groups of three
 * digits may be parted by spaces, apostrophes, commas or points: "1,000" is one where the field takes so much, or only
 * whole numbers.
 */
export function readNumber(meta: FieldMeta, text: string): number | undefined {
  const plain = text.trim().replaceAll(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, '');
  if (plain === '') return undefined;
  const parted = groups.test(plain) ? Number(plain.replaceAll(/[.,]/g, '')) : undefined;
  const isGrouped =
    parted !== undefined && (meta.control === 'integer' || (plain.includes(',') && parted <= ends(meta).max));
  const value = isGrouped ? parted : Number(plain.replace(/,(?=[^,]*\.)/g, '').replace(',', '.'));
  return Number.isNaN(value) ? undefined : value;
}

/** Why a text is not taken as it stands; nothing where it is, or says nothing. */
export function remarkOn(meta: FieldMeta, text: string): string | undefined {
  const { min, max } = ends(meta);
  const value = readNumber(meta, text);
  if (value === undefined) return text.trim() === '' ? undefined : `${show(text.trim())} is not a number.`;
  if (value > max) return `${exactText(max)} is the most.`;
  if (value < min) return `${exactText(min)} is the least.`;
  if (value !== toField(meta, value)) return 'Whole numbers only.';
  return groups.test(text.trim()) && value >= 1000 ? `Read as ${grouped(value)}.` : undefined;
}

/** All digits of a number; small ones in the notation with an exponent where that is shorter. */
export function exactText(value: number): string {
  const plain = String(value);
  const exponential = value.toExponential();
  return Math.abs(value) < 1 && exponential.length < plain.length ? exponential : plain;
}

/** The value some steps away: a step of the field, 1, a hundredth of the range, or a tenth of a decade. */
export function nudge(meta: FieldMeta, value: number, steps: number): number {
  const { min, max, floor } = ends(meta);
  if (meta.control === 'integer') return toField(meta, value + steps * (meta.step ?? 1));
  if (meta.scale === 'log') {
    if (value < floor) return steps > 0 ? floor : min;
    const next = value * 10 ** (steps / 10);
    return next < floor ? min : toField(meta, Number(next.toPrecision(2)));
  }
  const step = meta.step ?? 10 ** Math.floor(Math.log10((max - min) / 50));
  return toField(meta, Number((value + steps * step).toPrecision(10)));
}

function onGrid(meta: FieldMeta, value: number): number {
  const { min, max } = ends(meta);
  const step = meta.step ?? (meta.control === 'integer' ? 1 : 10 ** Math.floor(Math.log10((max - min) / 50)));
  return Number((min + Math.round((value - min) / step) * step).toPrecision(10));
}
