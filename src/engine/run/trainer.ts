/**
 * A run: data, network, steps, evaluations, told as Events. It knows no Worker and no page; the backend is the one that
 * is open. Everything random comes from the experiment's seed, by name and step, so that a run can go on from a
 * checkpoint as if nothing had happened.
 */
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { Dissector } from '../step/dissector.ts';
import { layOut } from '../step/layout.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { Checkpoints } from './checkpoints.ts';
import { Clock } from './clock.ts';
import { type Control, yieldToTasks } from './control.ts';
import { Data } from './data.ts';
import { Dissections } from './dissections.ts';
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

  const graph = graphOf(experiment);
  const { theta } = control.checkpoint ?? {};
  if (theta && theta.length !== layOut(experiment, graph).size) throw notItsOwn();
  const stepper = new Stepper(experiment, graph, data.stepsPerEpoch, control.checkpoint);
  const pace = new Pace();
  const reports = new Reports(experiment, pace);
  const looks = new Looks(experiment, data, stepper, control, pace);
  const dissections = new Dissections(graph, data, stepper, control);
  const clock = new Clock(control.now, control.checkpoint?.seconds ?? 0);
  const checkpoints = new Checkpoints(stepper, control, looks, clock);
  const { evaluateEvery } = experiment.training;
  let step = control.checkpoint?.step ?? 0;
  if (control.rewind()) yield { kind: 'restored', step, changes: control.changeCount };
  let isAnnounced = false;
  try {
    while (step < totalSteps) {
      if (control.isStopped || looks.isOutOfPatience) {
        yield* reports.tell(step);
        throw stopped();
      }
      if (step % evaluateEvery === 0 && step > looks.evaluated) {
        yield* reports.tell(step);
        clock.stop();
        yield* looks.evaluate(step, clock.time);
        if (checkpoints.isAffordable) yield* checkpoints.tell(step);
        pace.skip();
      } else if (checkpoints.isDue) {
        yield* reports.tell(step);
        yield* checkpoints.tell(step);
        pace.skip();
      }
      if (looks.isOutOfPatience) continue;
      if (control.isPaused) {
        yield* reports.tell(step);
        clock.stop();
        yield* looks.layer(step);
        yield* dissections.arithmetic();
        yield { kind: 'status', status: 'paused' };
        const request = control.nextRequest();
        yield* checkpoints.tell(step);
        // What was asked for meanwhile need not be waited for.
        if (control.isPaused && !control.isStopped) await request;
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

      clock.start();
      const batch = data.trainingBatch(step, stepper.terms.targets);
      const dissector = control.dissects ? new Dissector() : undefined;
      dissections.forget();
      try {
        const report = await stepper.step(batch, step, step % probeEvery === 0, dissector);
        // Only now: the step has followed the courses.
        reports.add(step, stepper.experiment, report, clock.time);
        looks.see(report);
        if (dissector) yield* dissections.tell(step, dissector);
      } finally {
        dissector?.dispose();
        disposeBatch(batch);
      }
      step++;
      control.tookStep();

      if (reports.isDue || step === 1) yield* reports.tell(step);
      if (looks.isLayerDue) {
        clock.stop();
        yield* looks.layer(step);
      }
      await yieldToTasks();
    }
    yield* reports.tell(step);
    clock.stop();
    yield { kind: 'status', status: 'evaluating' };
    if (step > looks.evaluated) yield* looks.evaluate(step, clock.time);
    yield* looks.layer(step);
    yield* checkpoints.tell(step);
    yield { kind: 'status', status: 'finished' };
    while (control.lingers && !control.isStopped) {
      await control.nextRequest();
      if (control.isStopped) break;
      yield* looks.layer(step);
      yield* dissections.arithmetic();
    }
  } catch (error) {
    if (error instanceof Ended && error.isStopped) yield* checkpoints.tell(step);
    throw error;
  } finally {
    reports.dispose();
    stepper.dispose();
  }
}

/** The end of a run that was to go on from a checkpoint of another network. */
function notItsOwn(): Ended {
  const message = 'What was kept of this run does not belong to its network: it cannot go on from there.';
  const remedy = 'Run the experiment again from its start.';
  return new Ended({ kind: 'failure', failure: { code: 'not-runnable', message, remedy } });
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
