/** Values that a person types: "0.001, 0.01, 0.1". */
import { allowed, type FieldMeta } from '../../fields.ts';
import { show } from '../../problem.ts';
import { studyLimits } from '../study.ts';

export type Typed = { readonly values: readonly number[] } | { readonly remark: string };

/** The numbers of a text, each once, in their order; or why the field does not take them. */
export function readValues(meta: FieldMeta, text: string): Typed {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  if (words.length === 0) return { remark: 'Type the values, with commas between them.' };
  if (words.length > studyLimits.values)
    return { remark: `These are ${words.length} values; ${studyLimits.values} are allowed.` };
  const { control, min = -Infinity, max = Infinity } = meta;
  const isGood = (value: number) =>
    value >= min && value <= max && Number.isFinite(value) && (control !== 'integer' || Number.isInteger(value));
  const bad = words.find((word) => !isGood(Number(word)));
  if (bad !== undefined) return { remark: `${show(bad)} is not ${allowed(meta)}.` };
  return { values: [...new Set(words.map((word) => Number(word) + 0))] };
}

/** Numbers as a person would type them; fractions of a range to three digits. */
export function roundedText(values: readonly number[]): string {
  return values.map((value) => (Number.isInteger(value) ? value : Number(value.toPrecision(3)))).join(', ');
}
