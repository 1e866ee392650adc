/** Side by side: as many worker threads as there are lanes, each with the next run of the queue as soon as it is free. */
import { Worker } from 'node:worker_threads';
import type { StudyOutcome } from '../../core/study/outcomes.ts';
import type { PlannedRun } from '../../core/study/plan.ts';
import type { Study } from '../../core/study/study.ts';
import { failed, type Task } from './lane.ts';

export interface Queue {
  readonly runs: readonly PlannedRun[];
  readonly budget: Study['budget'];
  readonly lanes: number;
  /** The file that a worker thread runs; it calls `work`. */
  readonly file: string;
  /** Called with every outcome as it comes. */
  readonly tell: (outcome: StudyOutcome, planned: PlannedRun) => void;
}

/** Executes all runs; resolves when the last has ended. A thread that breaks down costs its run and is replaced. */
export async function executeAll({ runs, budget, lanes, file, tell }: Queue): Promise<void> {
  const queue = runs.values();
  const lane = async () => {
    let worker: Worker | undefined;
    for (const planned of queue) {
      worker ??= new Worker(file);
      const { outcome, isBroken } = await answerOf(worker, { planned, budget });
      if (isBroken) worker = undefined;
      tell(outcome, planned);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, runs.length) }, lane));
}

function answerOf(worker: Worker, task: Task): Promise<{ readonly outcome: StudyOutcome; readonly isBroken: boolean }> {
  return new Promise((resolve) => {
    const onMessage = (outcome: StudyOutcome) => end(outcome, false);
    const onError = (error: Error) => end(failed(task.planned, error.message), true);
    const onExit = (code: number) => end(failed(task.planned, `Its thread ended with code ${code}.`), true);
    const end = (outcome: StudyOutcome, isBroken: boolean) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve({ outcome, isBroken });
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
