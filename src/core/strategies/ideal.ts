/** The ideal point z of the scalarisations that measure losses from a best imaginable value. */
import { numberList } from '../fields.ts';

/** The field: empty for zero, one value for all losses, or one a loss. */
export function idealField() {
  return numberList({
    label: 'Ideal losses',
    help: 'The best value that each loss could reach: one for all, or one each; empty means 0.',
    default: [],
    min: -1e6,
    max: 1e6,
    maxLength: 64,
  });
}

/** [count] ideal values; a single value counts for all, what is not given is zero. */
export function idealOf(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => values[i] ?? (values.length === 1 ? values[0]! : 0));
}
