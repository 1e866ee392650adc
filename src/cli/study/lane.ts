/** What a lane of a study does: it executes one planned run after the other on the backend that is open. */
import { applyEvent } from '../../core/run/applyEvent.ts';
import { makeRun } from '../../core/run/run.ts';
import { type StudyOutcome, studyOutcome } from '../../core/study/outcomes.ts';
import type { PlannedRun } from '../../core/study/plan.ts';
import type { Study } from '../../core/study/study.ts';
import { Control } from '../../engine/run/control.ts';
import { train } from '../../engine/run/trainer.ts';

/** What a lane is asked to do. */
export interface Task {
  readonly planned: PlannedRun;
  readonly budget: Study['budget'];
}

/** The outcome of a run that could not be executed. */
export function failed({ planned }: Task, message: string): StudyOutcome {
  return { id: planned.id, ending: 'failed', message, steps: 0, outcomes: {} };
}

/** Trains the run on the open backend until it ends, or its budget does. */
export async function execute({ planned, budget }: Task): Promise<StudyOutcome> {
  const { steps, patience } = budget;
  const control = new Control();
  if (steps > 0) control.maxSteps = steps;
  control.patience = patience;
  let run = makeRun(planned.id, '', planned.experiment);
  for await (const event of train(planned.experiment, control)) run = applyEvent(run, event);
  return studyOutcome(planned, run, run.status === 'stopped');
}
