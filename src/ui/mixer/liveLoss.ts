/** What the run measures of each loss, for the meters of the desk; at most ten times a second. */
import type { Experiment } from '../../core/experiment.ts';
import { columnName, type LossQuantity } from '../../core/run/columns.ts';
import { withChanges } from '../../core/run/liveChange.ts';
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

/** The last measured share of a loss in the update, or null where a fader or a mute was moved since it was measured. */
export function useShare(lossId: string): number | null | undefined {
  const experiment = useStore((state) => state.experiment);
  return useLiveRuns((state) => {
    const run = shownRun(state);
    if (!run || !isOfDesk(run, experiment, 'share', lossId)) return undefined;
    const share = shareOf(run, lossId);
    return share === undefined || isSetAlike(run, experiment) ? share : null;
  });
}

/** Whether the faders and mutes on the desk are those that the run has by now. */
function isSetAlike(run: Run, { losses }: Experiment): boolean {
  if (run.experiment.losses === losses) return true;
  return withChanges(run.experiment, run.changes).losses.every((loss) => {
    const other = losses.find(({ id }) => id === loss.id);
    return other?.fader === loss.fader && other.muted === loss.muted;
  });
}

/** The share of a loss as of now: of other faders or another set of losses it says nothing. */
export function shareOf({ train, changes }: Pick<Run, 'train' | 'changes'>, lossId: string): number | null | undefined {
  const at = lastRow(train, columnName('share', lossId));
  if (at === undefined) return undefined;
  const step = train.buffers.step?.[at] ?? 0;
  // A change of step n acts from the row of step n on.
  if (changes.some(({ step: from, change }) => from > step && (change.faders || change.muted))) return null;
  return train.buffers[columnName('share', lossId)]?.[at];
}

/** The total of the last step, of a run whose losses are those on the desk, as they are set and weighed there. */
export function useTotal(): number | undefined {
  const experiment = useStore((state) => state.experiment);
  return useLiveRuns((state) => {
    const run = shownRun(state);
    const isSame = run && experiment.losses.every(({ id }) => isOfDesk(run, experiment, 'weight', id));
    return isSame && isSetAlike(run, experiment) ? last(run.train, 'total') : undefined;
  });
}

/** Gradients are not measured at every step; what was measured lately still holds. */
const recentRows = 500;

function lastMeasured(table: Table, column: string): number | undefined {
  const at = lastRow(table, column);
  return at === undefined ? undefined : table.buffers[column]?.[at];
}

function lastRow({ length, buffers }: Table, column: string): number | undefined {
  const values = buffers[column];
  for (let i = length - 1; values && i >= Math.max(0, length - recentRows); i--) {
    const value = values[i];
    if (value !== undefined && !Number.isNaN(value)) return i;
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
