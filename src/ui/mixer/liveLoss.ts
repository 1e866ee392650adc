/** What the run measures of each loss, for the meters of the desk; at most ten times a second. */
import { last } from '../../core/metrics.ts';
import { liveRun, useLiveRuns } from '../charts/liveRun.ts';

/** The last value of a column of the train table of the current run. */
export function useLast(column: string): number | undefined {
  return useLiveRuns((state) => {
    const run = liveRun(state);
    return run && last(run.train, column);
  });
}

/** The effective weights of these losses now; the same object as long as none changes in its third digit. */
export function useEffectiveWeights(lossIds: readonly string[]): Readonly<Record<string, number | undefined>> {
  const key = useLiveRuns((state) => {
    const run = liveRun(state);
    return lossIds.map((id) => (run ? (last(run.train, `weight:${id}`)?.toPrecision(3) ?? '') : '')).join();
  });
  const values = key.split(',');
  return Object.fromEntries(lossIds.map((id, i) => [id, values[i] ? Number(values[i]) : undefined]));
}
