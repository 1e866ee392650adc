/** Lists of one value a loss, and the ideal point z of the methods that measure losses from a best imaginable value. */
import { numberList } from '../fields.ts';
import type { Measured } from './strategy.ts';

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

/**
 * [m] the values of the measured losses; a single value counts for all, what is not given is zero. A value belongs to the
 * place of its loss among all losses, so that muting one leaves the others theirs.
 */
export function oneEach(values: readonly number[], { losses, places }: Measured): number[] {
  return losses.map((_, i) => values[places?.[i] ?? i] ?? (values.length === 1 ? values[0]! : 0));
}
