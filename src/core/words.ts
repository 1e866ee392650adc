/** How numbers, fields and lists are written, in messages, on the page and in titles. */
import { type FieldMeta, fieldsOf, own } from './fields.ts';

/** A whole number with its thousands apart: "12,500". Intl writes the same, but takes 40 ms before its first number. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number as short as it stays exact to three digits: 0.001, 3e-4, 12,400. */
export function numberText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return value.toExponential(2).replace(/\.?0+e\+?/, 'e');
  if (size >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** The value of a field for a person: the label of a choice, "on", a number with its unit. */
export function fieldText(meta: FieldMeta, value: unknown): string {
  if (typeof value === 'number') return withUnit(value, meta.unit);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (meta.control === 'choice') return meta.choices?.find((choice) => choice.value === value)?.label ?? String(value);
  if (meta.control === 'variant') return variantText(meta, value);
  if (meta.control === 'moves') return movesText(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** "linear (from 1, to 0)": the kind, and those of its fields that are not at their default. */
function variantText({ variants = {} }: FieldMeta, value: unknown): string {
  const kind = String(own(value, 'kind'));
  const row = variants[kind];
  if (!row) return kind;
  const details = fieldsOf(row.fields).flatMap(([name, , meta]) => {
    const text = fieldText(meta, own(value, name));
    return text === fieldText(meta, meta.default) ? [] : [`${meta.label.toLowerCase()} ${text}`];
  });
  return details.length > 0 ? `${row.label} (${details.join(', ')})` : row.label;
}

/** How many moves are told one by one. */
const toldMoves = 3;

/** "0: 1, 500: 0.3": from each step on, its value; of many the first, and how many they are. */
function movesText(value: unknown): string {
  const moves: readonly unknown[] = Array.isArray(value) ? value : [];
  const told = moves
    .slice(0, toldMoves)
    .map((move) => `${Number(own(move, '0'))}: ${numberText(Number(own(move, '1')))}`)
    .join(', ');
  return moves.length > toldMoves ? `${told} … ${moves.length} in all` : told;
}

/** "1 step", "25 steps", "32 px". */
export function withUnit(value: number, unit: string | undefined): string {
  if (unit === undefined) return numberText(value);
  return `${numberText(value)} ${value === 1 && /^[a-z]{3,}s$/.test(unit) ? unit.slice(0, -1) : unit}`;
}

/** "colour, size and mask". */
export function listText(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

/** "a mask", "an image". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Any one of these things: "a category, a mask or an image". */
export function anyOf(nouns: readonly string[]): string {
  return listText(nouns.map(withArticle), 'or');
}

/** "1 layer", "2 layers", "12,500 layers". */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : /s$/.test(noun) ? 'es' : 's'}`;
}

/** A label inside a sentence: "binary cross-entropy"; names such as "SSIM", "R²" and "IoU" keep their capitals. */
export function lowered(label: string): string {
  return /^[A-Z]\p{Ll}+(?!\p{L})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** The first letter of a sentence: "Colour". */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
