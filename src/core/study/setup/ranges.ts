/** The range that a number is varied over unless a person says otherwise: around where it is, within what it may be. */
import type { FieldMeta } from '../../fields.ts';
import { type Ranged, studyLimits } from '../study.ts';

export type Range = Pick<Ranged, 'from' | 'to' | 'count' | 'scale'>;

/** How many values a range has at first. */
const usualCount = 5;

/** Linear fields at most that wide are varied over all of their range. */
const narrow = 2;

/** Decades below its maximum where a logarithmic field is varied that stands at 0. */
const decadesBelow = 4;

/**
 * A decade either side of a value on a logarithmic scale, two halvings and doublings of a whole number; all of a short
 * linear range; else the values beside the one that is set.
 */
export function usualRange({ control, min = 0, max = 1, scale, step }: FieldMeta, value: number): Range {
  const within = (number: number) => Math.min(max, Math.max(min, number));
  if (scale === 'log') {
    const middle = value > 0 ? value : max / 10 ** decadesBelow;
    const factor = control === 'integer' ? 4 : 10;
    // Equal ratios never come to 0.
    const least = min > 0 ? min : control === 'integer' ? 1 : middle / factor;
    const round = (number: number) => (control === 'integer' ? Math.round(number) : Number(number.toPrecision(2)));
    const [from, to] = [Math.max(least, within(round(middle / factor))), within(round(middle * factor))];
    return { from, to, count: usualCount, scale: 'log' };
  }
  if (control === 'integer') {
    const by = step ?? 1;
    const from = within(Math.min(value - 2 * by, max - 4 * by));
    const to = within(from + 4 * by);
    return { from, to, count: Math.min(usualCount, Math.round((to - from) / by) + 1), scale: 'linear' };
  }
  if (max - min <= narrow) return { from: min, to: max, count: usualCount, scale: 'linear' };
  const from = within(value === 0 ? min : Number((value / 2).toPrecision(3)));
  const to = within(value === 0 ? max : Number((value * 2).toPrecision(3)));
  return { from: Math.min(from, to), to: Math.max(from, to), count: usualCount, scale: 'linear' };
}

/** What keeps a range from being varied over; nothing where it can be. */
export function rangeRemark({ control, min = 0, max = 1 }: FieldMeta, range: Range): string | undefined {
  const { from, to, count, scale } = range;
  if (![from, to, count].every(Number.isFinite)) return 'Give both ends and how many values.';
  if (count < 1 || count > studyLimits.values || !Number.isInteger(count))
    return `How many must be a whole number from 1 to ${studyLimits.values}.`;
  const outside = [from, to].find((end) => end < min || end > max);
  if (outside !== undefined) return `${outside} is out of range: from ${min} to ${max}.`;
  if (scale === 'log' && !(from > 0 && to > 0))
    return 'Equal ratios need ends above 0: raise them, or take equal steps.';
  if (control === 'integer' && ![from, to].every(Number.isInteger)) return 'Both ends must be whole numbers.';
  return undefined;
}
