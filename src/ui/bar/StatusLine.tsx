/** What the engine does, in words: for eyes with every number, for screen readers only when the state changes. */

import { isOutdated } from '../../core/run/liveChange.ts';
import { stepsTaken } from '../../core/run/run.ts';
import { run } from '../actions/run.ts';
import { drivenRun, type State, useStore } from '../store.ts';
import { statusParts, statusTexts } from './statusTexts.ts';

const selectText = (state: State) => {
  const run = drivenRun(state);
  return run ? statusParts(run).join(' · ') : '';
};
const selectStatus = (state: State) => drivenRun(state)?.status;
const selectProgress = (state: State) => {
  const run = drivenRun(state);
  return run?.dataset ? stepsTaken(run) / Math.max(1, run.dataset.totalSteps) : 0;
};
const selectOutdated = (state: State) => {
  const run = drivenRun(state);
  return run ? isOutdated(run, state.experiment) : false;
};

export function StatusLine() {
  const text = useStore(selectText);
  const status = useStore(selectStatus);
  const outdated = useStore(selectOutdated);
  return (
    <div className="status">
      <span className="status-text" data-status={status}>
        {text}
      </span>
      <span className="visually-hidden" role="status">
        {status ? statusTexts[status] : ''}
      </span>
      {outdated && (
        <button type="button" className="pill" onClick={run}>
          <span className="pill-long">run shows an earlier version · </span>
          <b>Restart</b>
        </button>
      )}
    </div>
  );
}

/** A hairline under the bar: how far the run has come. */
export function ProgressLine() {
  const progress = useStore(selectProgress);
  return (
    <div className="progress-line" aria-hidden="true">
      <div style={{ transform: `scaleX(${Math.min(1, progress)})` }} />
    </div>
  );
}
