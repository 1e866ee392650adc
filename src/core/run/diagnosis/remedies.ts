/** What a sentence at the end of a run offers: edits that try its remedy in a new run. */
import type { Fix } from '../../problem.ts';
import type { Cure } from '../../strategies/strategy.ts';
import { counted, numberText } from '../../words.ts';

/** An option of the strategy. */
export function cureFix({ field, value, label }: Cure): Fix {
  return { kind: 'set', at: ['strategy', field], value, label: `Run with ${label}` };
}

/** The learning rate that is set. */
export function rateFix(rate: number): Fix {
  return {
    kind: 'set',
    at: ['training', 'learningRate'],
    value: rate,
    label: `Run with learning rate ${numberText(rate)}`,
  };
}

/** The length of the run. */
export function epochsFix(epochs: number): Fix {
  return {
    kind: 'set',
    at: ['training', 'epochs'],
    value: epochs,
    label: `Run ${counted(epochs, 'epoch')}`,
  };
}

/** Two digits, so that a person would have chosen it. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
