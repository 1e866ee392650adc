/** Reset, Run or Pause, Step. */

import { isAlive, isAtWork } from '../../core/run/run.ts';
import { reset, step, toggleRun } from '../actions/run.ts';
import { drivenRun, useStore } from '../store.ts';

export function RunControls() {
  const status = useStore((state) => drivenRun(state)?.status);
  const goesOn = status !== undefined && isAtWork(status);
  return (
    <fieldset className="run-controls" aria-label="Run">
      <button type="button" className="button" onClick={reset} title="Back to before the first step (R)">
        <span aria-hidden="true">⟲</span> Reset
      </button>
      <button type="button" className="button primary run-button" onClick={toggleRun} title="Run or pause (Space)">
        {goesOn ? (
          <>
            <PauseIcon /> Pause
          </>
        ) : (
          <>
            <RunIcon /> {status !== undefined && isAlive(status) ? 'Resume' : 'Run'}
          </>
        )}
      </button>
      <button type="button" className="button" onClick={() => step()} title="One step (.)">
        <span aria-hidden="true">❯</span> Step
      </button>
    </fieldset>
  );
}

export function PauseIcon() {
  return (
    <svg className="icon" viewBox="0 0 12 12" aria-hidden="true">
      <rect x="1.5" y="1" width="3.2" height="10" rx="0.6" />
      <rect x="7.3" y="1" width="3.2" height="10" rx="0.6" />
    </svg>
  );
}

export function RunIcon() {
  return (
    <svg className="icon" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 1.2v9.6a.6.6 0 0 0 .9.5l7.6-4.8a.6.6 0 0 0 0-1L3.4.7a.6.6 0 0 0-.9.5z" />
    </svg>
  );
}
