/** Early stopping: a run has no patience left when its validation objective has not fallen for so many evaluations. */
import type { Experiment } from '../experiment.ts';
import { isHeard, isPenalty } from '../losses/roles.ts';
import type { Waited } from '../run/checkpoint.ts';
import { columnName } from '../run/columns.ts';
import { column, type Table } from '../run/metrics.ts';

/** Before the first evaluation. */
export const notWaited: Waited = { least: Number.POSITIVE_INFINITY, evaluations: -1 };

/**
 * What was waited for after one more evaluation, of which `lossOf` reads a column. The objective is Σ fader · validation
 * loss over the heard losses that read a target; without such a loss nothing is waited for.
 */
export function waitedAfter(
  before: Waited,
  { losses }: Pick<Experiment, 'losses'>,
  lossOf: (column: string) => number | undefined,
): Waited {
  const weighed = losses.filter((loss) => isHeard(loss) && !isPenalty(loss));
  if (weighed.length === 0) return before;
  const objective = weighed.reduce(
    (sum, { id, fader }) => sum + fader * (lossOf(columnName('loss', id)) ?? Number.NaN),
    0,
  );
  const { least, evaluations } = before;
  return objective < least ? { least: objective, evaluations: 0 } : { least, evaluations: evaluations + 1 };
}

/** Whether as many evaluations were waited for as there is patience; 0 is endless patience. */
export function isOver({ evaluations }: Waited, patience: number): boolean {
  return patience > 0 && evaluations >= patience;
}

/** Whether the last `patience` evaluations of a table were all no lower than the lowest before them. */
export function isOutOfPatience(validation: Table, experiment: Pick<Experiment, 'losses'>, patience: number): boolean {
  let waited = notWaited;
  for (let row = 0; row < validation.length; row++)
    waited = waitedAfter(waited, experiment, (name) => column(validation, name)?.[row]);
  return isOver(waited, patience);
}
