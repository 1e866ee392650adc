/** What the run measures of each loss, for the meters of the desk; at most ten times a second. */
import { columnName } from '../../core/run/columns.ts';
import { last, type Table } from '../../core/run/metrics.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun } from '../store.ts';

/** The last measured value of a column of the train table of the current run. */
export function useLast(column: string): number | undefined {
  return useLiveRuns((state) => {
    const run = shownRun(state);
    return run && lastMeasured(run.train, column);
  });
}

/** Gradients are not measured at every step; what was measured lately still holds. */
const recentRows = 500;

function lastMeasured({ length, buffers }: Table, column: string): number | undefined {
  const values = buffers[column];
  for (let i = length - 1; values && i >= Math.max(0, length - recentRows); i--) {
    const value = values[i];
    if (value !== undefined && !Number.isNaN(value)) return value;
  }
  return undefined;
}

/** The effective weights of these losses now; the same object as long as none changes in its third digit. */
export function useEffectiveWeights(lossIds: readonly string[]): Readonly<Record<string, number | undefined>> {
  const key = useLiveRuns((state) => {
    const run = shownRun(state);
    return lossIds.map((id) => (run ? (last(run.train, columnName('weight', id))?.toPrecision(3) ?? '') : '')).join();
  });
  const values = key.split(',');
  return Object.fromEntries(lossIds.map((id, i) => [id, values[i] ? Number(values[i]) : undefined]));
}
