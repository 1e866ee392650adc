/** Early stopping: a run has no patience left when its validation objective has not fallen for so many evaluations. */
import type { Experiment } from '../experiment.ts';
import { isHeard, isPenalty } from '../losses/roles.ts';
import { columnName } from '../run/columns.ts';
import { column, type Table } from '../run/metrics.ts';

/**
 * Whether the last `patience` evaluations were all no lower than the lowest before them, in Σ fader · validation loss over
 * the heard losses that read a target. 0 is endless patience.
 */
export function isOutOfPatience(validation: Table, { losses }: Pick<Experiment, 'losses'>, patience: number): boolean {
  const weighed = losses.filter((loss) => isHeard(loss) && !isPenalty(loss));
  if (patience === 0 || weighed.length === 0 || validation.length <= patience) return false;
  const columns = weighed.map(({ id, fader }) => ({ fader, values: column(validation, columnName('loss', id)) }));
  const objective = (row: number) =>
    columns.reduce((sum, { fader, values }) => sum + fader * (values?.[row] ?? Number.NaN), 0);
  let least = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let row = 0; row < validation.length; row++) {
    const value = objective(row);
    if (value < least) [least, at] = [value, row];
  }
  return validation.length - 1 - at >= patience;
}
