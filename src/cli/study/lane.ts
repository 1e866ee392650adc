/** A lane of a study in Node: a worker thread that executes one planned run after the other on the wasm backend. */
import type { MessagePort } from 'node:worker_threads';
import { applyEvent } from '../../core/run/applyEvent.ts';
import { makeRun } from '../../core/run/run.ts';
import { type StudyOutcome, studyOutcome } from '../../core/study/outcomes.ts';
import { isOutOfPatience } from '../../core/study/patience.ts';
import type { PlannedRun } from '../../core/study/plan.ts';
import type { Study } from '../../core/study/study.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { Control } from '../../engine/run/control.ts';
import { train } from '../../engine/run/trainer.ts';
import { messageOf } from '../command.ts';
import { wasmPaths } from '../wasmPaths.ts';

/** What a lane is asked to do. */
export interface Task {
  readonly planned: PlannedRun;
  readonly budget: Study['budget'];
}

/**
 * Executes the tasks that come through the port and answers each with its outcome. One thread a lane: the lanes share the
 * cores, and a number does not depend on how many there are.
 */
export function work(port: MessagePort): void {
  const isOpen = openBackend('wasm', wasmPaths(), { threads: 1 });
  port.on('message', async ({ planned, budget }: Task) => {
    try {
      await isOpen;
      port.postMessage(await execute(planned, budget));
    } catch (error) {
      port.postMessage(failed(planned, messageOf(error)));
    }
  });
}

/** The outcome of a run that could not be executed. */
export function failed({ id }: Pick<PlannedRun, 'id'>, message: string): StudyOutcome {
  return { id, ending: 'failed', message, steps: 0, outcomes: {} };
}

/** Trains the run on the open backend until it ends, or its budget does. */
export async function execute(planned: PlannedRun, { steps, patience }: Study['budget']): Promise<StudyOutcome> {
  const control = new Control();
  if (steps > 0) control.maxSteps = steps;
  let run = makeRun(planned.id, '', planned.experiment);
  for await (const event of train(planned.experiment, control)) {
    run = applyEvent(run, event);
    const isEvaluation = event.kind === 'metrics' && event.table === 'validation';
    if (isEvaluation && isOutOfPatience(run.validation, planned.experiment, patience)) control.stop();
  }
  return studyOutcome(planned, run, run.status === 'stopped');
}
