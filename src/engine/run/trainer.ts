/**
 * A run: data, network, steps, evaluations, told as Events. It knows no Worker and no page; the backend is the one that
 * is open. Everything random comes from the experiment's seed, by name and step, so that a run can go on from a
 * checkpoint as if nothing had happened.
 */
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { type Control, yieldToTasks } from './control.ts';
import { Data } from './data.ts';
import { Ended, stopped } from './ended.ts';
import { galleryOf, makeGallery } from './gallery.ts';
import { Looks } from './looks.ts';
import { Pace } from './pace.ts';
import { Reports } from './reports.ts';

/** Steps between two looks at the gradients of a strategy that does without: a Gramian costs a pass more per loss. */
const probeEvery = 20;

/** Trains an experiment on the open backend. Ends when it is finished, stopped, or has failed. */
export async function* train(experiment: Experiment, control: Control): AsyncGenerator<EventBody> {
  const { isRunnable, problems } = graphOf(experiment);
  if (!isRunnable) {
    const problem = problems.find((found) => found.severity === 'error');
    const { message, remedy } = problem ?? { message: 'It cannot run.', remedy: '' };
    yield { kind: 'failure', failure: { code: 'not-runnable', message, remedy } };
    return;
  }
  try {
    yield* run(experiment, control);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    yield error.event;
  }
}

async function* run(experiment: Experiment, control: Control): AsyncGenerator<EventBody> {
  const data = new Data(experiment);
  const totalSteps = Math.min(control.maxSteps, experiment.training.epochs * data.stepsPerEpoch);
  yield describe(experiment, data, totalSteps);
  yield { kind: 'status', status: 'compiling' };
  await yieldToTasks();

  const stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch, control.checkpoint);
  const pace = new Pace();
  const reports = new Reports(experiment, pace);
  const looks = new Looks(experiment, data, stepper, control, pace);
  let step = control.checkpoint?.step ?? 0;
  if (control.rewind()) yield { kind: 'restored', step };
  let isAnnounced = false;
  try {
    while (step < totalSteps) {
      if (control.isStopped) throw stopped();
      if (control.isPaused) {
        yield* reports.tell(step);
        yield* looks.layer(step);
        yield { kind: 'status', status: 'paused' };
        await control.nextRequest();
        isAnnounced = false;
        pace.skip();
      }
      for (const change of control.takeChanges()) {
        yield* reports.tell(step);
        stepper.change(change);
        yield { kind: 'changed', step, change };
      }
      if (control.isPaused || control.isStopped) continue;
      if (!isAnnounced && step > 0) {
        yield { kind: 'status', status: 'training' };
        isAnnounced = true;
      }

      const batch = data.trainingBatch(step, stepper.terms.targets);
      try {
        const report = await stepper.step(batch, step, step % probeEvery === 0);
        // Only now: the step has followed the courses.
        reports.add(step, stepper.experiment, report);
      } finally {
        disposeBatch(batch);
      }
      step++;
      control.tookStep();

      if (reports.isDue || step === 1) yield* reports.tell(step);
      if (looks.isLayerDue) yield* looks.layer(step);
      if (step % experiment.training.evaluateEvery === 0 && step < totalSteps) {
        yield* reports.tell(step);
        yield* looks.evaluate(step);
      }
      await yieldToTasks();
    }
    yield* reports.tell(step);
    yield { kind: 'status', status: 'evaluating' };
    yield* looks.evaluate(step);
    yield* looks.layer(step);
    yield { kind: 'status', status: 'finished' };
    while (control.lingers && !control.isStopped) {
      await control.nextRequest();
      if (!control.isStopped) yield* looks.layer(step);
    }
  } finally {
    reports.dispose();
    stepper.dispose();
  }
}

function describe(experiment: Experiment, data: Data, totalSteps: number): EventBody {
  return {
    kind: 'dataset',
    trainCount: data.training.length,
    validationCount: data.validation.length,
    stepsPerEpoch: data.stepsPerEpoch,
    totalSteps,
    gallery: makeGallery(experiment, data.samples, galleryOf(data)),
  };
}
