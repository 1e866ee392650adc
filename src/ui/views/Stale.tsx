/** Says that what is on the charts is not what is on the desk, and leads to a run that is. */
import { useMemo } from 'react';
import { deskDifference } from '../../core/run/difference.ts';
import { isAlive } from '../../core/run/run.ts';
import { showRun } from '../actions/look.ts';
import { run } from '../actions/run.ts';
import { drivenRun, shownRun, useStore } from '../store.ts';

/** A sentence above the charts, which the style sheet dims as long as it is there. */
export function Stale() {
  const difference = useDeskDifference();
  const current = useStore((state) => {
    const driven = drivenRun(state);
    return driven && driven.id !== state.shownRunId && isAlive(driven.status) ? driven.id : null;
  });
  if (difference === '') return null;
  return (
    <p className="charts-stale" role="note">
      <span>
        These charts are of another experiment than the one on the desk. On the desk:{' '}
        <b>
          <bdi>{difference}</bdi>
        </b>
        .
      </span>
      <button type="button" className="button small" onClick={() => (current === null ? run() : showRun(current))}>
        {current === null ? 'Run what is on the desk' : 'Show the run that goes on'}
      </button>
    </p>
  );
}

function useDeskDifference(): string {
  const experiment = useStore((state) => state.experiment);
  const shown = useStore((state) => shownRun(state)?.experiment);
  const changes = useStore((state) => shownRun(state)?.changes);
  const isDriven = useStore((state) => {
    const one = shownRun(state);
    return one !== undefined && one.id === state.drivenRunId && isAlive(one.status);
  });
  return useMemo(() => {
    if (!shown || !changes) return '';
    if (shown.title !== experiment.title) return experiment.title;
    return deskDifference({ experiment: shown, changes }, experiment, isDriven);
  }, [shown, changes, experiment, isDriven]);
}
