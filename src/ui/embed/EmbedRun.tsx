/** Run, Pause, Resume or Run again, and what the run does: for screen readers only when that changes. */
import { isAlive, isAtWork, stepsTaken } from '../../core/run/run.ts';
import { grouped } from '../../core/words.ts';
import { toggleRun } from '../actions/run.ts';
import { PauseIcon, RunIcon } from '../bar/RunControls.tsx';
import { statusTexts } from '../bar/statusTexts.ts';
import { drivenRun, useStore } from '../store.ts';

export function EmbedRun({ isRunnable }: { readonly isRunnable: boolean }) {
  const status = useStore((state) => drivenRun(state)?.status);
  const steps = useStore((state) => {
    const run = drivenRun(state);
    return run?.dataset ? `step ${grouped(stepsTaken(run))} of ${grouped(run.dataset.totalSteps)}` : '';
  });
  const goesOn = status !== undefined && isAtWork(status);
  const label = status === undefined ? 'Run' : goesOn ? 'Pause' : isAlive(status) ? 'Resume' : 'Run again';
  return (
    <>
      <button type="button" className="button primary" disabled={!isRunnable} onClick={toggleRun}>
        {goesOn ? <PauseIcon /> : <RunIcon />} {label}
      </button>
      <span className="embed-status">{steps || (status && statusTexts[status])}</span>
      <span className="visually-hidden" role="status">
        {status && statusTexts[status]}
      </span>
    </>
  );
}
