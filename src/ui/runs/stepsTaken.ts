/** How far a run has come. */
import { last, type Table } from '../../core/run/metrics.ts';

/** The number of steps taken: a row of the train table is named by the number of steps before its own. */
export function stepsTaken(run: { readonly train: Table }): number {
  return (last(run.train, 'step') ?? -1) + 1;
}
