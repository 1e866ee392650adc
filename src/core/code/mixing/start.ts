/** Where the weights that a strategy trains begin, the same in every language. */
import type { SectionOf } from './mixing.ts';

/** What is trained of the trainable weight: the values of `form` at its initial weights. */
export function startOf({ form, initial }: SectionOf<'trainable-weight'>, m: number): readonly number[] {
  const weights = Array.from({ length: m }, (_, i) => (i === 0 ? initial : (1 - initial) / (m - 1)));
  if (form === 'simplex') return weights;
  if (form === 'raw') return weights.slice(0, -1);
  const logs = weights.map((weight) => Math.log(Math.max(weight, 1e-9)));
  return logs.slice(0, -1).map((log) => log - (logs.at(-1) ?? 0));
}
