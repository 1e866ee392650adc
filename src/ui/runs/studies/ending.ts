/** How a run of a study has ended, or what of an earlier start of it still holds. */
import type { Checkpoint } from '../../../core/run/checkpoint.ts';
import { type Run, stepsTaken } from '../../../core/run/run.ts';
import { type StudyOutcome, studyOutcome } from '../../../core/study/outcomes.ts';
import { isOutOfPatience } from '../../../core/study/patience.ts';
import type { PlannedRun } from '../../../core/study/plan.ts';

/** The outcome of a run that came to its own end; nothing where it goes on, was stopped, or its engine failed. */
export function outcomeOf(planned: PlannedRun, run: Run, patience: number): StudyOutcome | undefined {
  switch (run.status) {
    case 'finished':
      return studyOutcome(planned, run);
    case 'stopped':
      return isOutOfPatience(run.validation, planned.experiment, patience)
        ? studyOutcome(planned, run, true)
        : undefined;
    case 'failed': {
      const isOwn = run.failure?.code === 'diverged' || run.failure?.code === 'not-runnable';
      return isOwn ? studyOutcome(planned, run) : undefined;
    }
    default:
      return undefined;
  }
}

/** The outcome of a run that came to no end of its own, and is not tried again. */
export function failedOutcome({ id }: PlannedRun, run: Run | undefined): StudyOutcome {
  const message = run ? (run.failure?.message ?? 'It was stopped.') : 'It was deleted while it was under way.';
  return { id, ending: 'failed', message, steps: run ? stepsTaken(run) : 0, outcomes: {} };
}

/**
 * Whether a run that is kept is what was planned, up to where it is: nothing was moved in it by hand, and nobody went on
 * with it beyond its steps.
 */
export function isAsPlanned(run: Run, { experiment }: PlannedRun, steps: number): boolean {
  const { epochs } = run.experiment.training;
  return run.changes.length === 0 && epochs === experiment.training.epochs && stepsTaken(run) <= steps;
}

/** Whether a run that was cut short can go on from there with the numbers of one that was not. */
export function canGoOn(run: Run, from: Checkpoint | undefined, steps: number): from is Checkpoint {
  return run.status === 'stopped' && from !== undefined && from.changes === 0 && from.step <= steps;
}
