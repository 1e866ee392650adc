/** What the run measures of each loss, for the meters of the desk; at most ten times a second. */
import type { Experiment } from '../../core/experiment.ts';
import { columnName, type LossQuantity } from '../../core/run/columns.ts';
import { last, type Table } from '../../core/run/metrics.ts';
import type { Run } from '../../core/run/run.ts';
import { isWeighedAlike, sameLosses } from '../../core/run/sameLosses.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun, useStore } from '../store.ts';

/**
 * The last measured value of a loss on the desk. Undefined where the run on the charts has another loss of that id, or,
 * for what depends on how losses are weighed, weighs them in another way.
 */
export function useLast(quantity: LossQuantity, lossId: string): number | undefined {
  const experiment = useStore((state) => state.experiment);
  return useLiveRuns((state) => {
    const run = shownRun(state);
    return run && isOfDesk(run, experiment, quantity, lossId)
      ? lastMeasured(run.train, columnName(quantity, lossId))
      : undefined;
  });
}

/** The table of the run on the charts, if its loss of that id is the one on the desk. */
export function useTableOf(lossId: string): Table | undefined {
  const experiment = useStore((state) => state.experiment);
  return useLiveRuns((state) => {
    const run = shownRun(state);
    return run && isOfDesk(run, experiment, 'loss', lossId) ? run.train : undefined;
  });
}

const weighed: readonly LossQuantity[] = ['weight', 'share'];

function isOfDesk(run: Run, experiment: Experiment, quantity: LossQuantity, lossId: string): boolean {
  if (run.experiment === experiment) return true;
  if (!sameLosses(run.experiment, experiment).has(lossId)) return false;
  return !weighed.includes(quantity) || isWeighedAlike(run.experiment, experiment);
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
  const experiment = useStore((state) => state.experiment);
  const key = useLiveRuns((state) => {
    const run = shownRun(state);
    const isKnown = (id: string) => run && isOfDesk(run, experiment, 'weight', id);
    return lossIds
      .map((id) => (run && isKnown(id) ? (last(run.train, columnName('weight', id))?.toPrecision(3) ?? '') : ''))
      .join();
  });
  const values = key.split(',');
  return Object.fromEntries(lossIds.map((id, i) => [id, values[i] ? Number(values[i]) : undefined]));
}
