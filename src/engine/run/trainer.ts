/**
 * A run: data, network, steps, evaluations, told as Events. It knows no Worker and no page; the backend is the one that
 * is open. Everything random comes from the experiment's seed, by name and step, so that a run can go on from a
 * checkpoint as if nothing had happened.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { lossKind } from '../../core/losses/index.ts';
import type { Change, EventBody } from '../../core/run/protocol.ts';
import { type Live, Stepper } from '../step/stepper.ts';
import { type Control, yieldToTasks } from './control.ts';
import { Data } from './data.ts';
import { answerGallery, evaluate } from './evaluate.ts';
import { gallerySize, makeGallery } from './gallery.ts';
import { viewLayer } from './layerView.ts';
import { Recorder, toColumns } from './recorder.ts';

/** Milliseconds between two reports at least; with the step under way that makes about ten a second. */
const reportEvery = 80;
/** Steps between two looks at the gradients of a strategy that does without: a Gramian costs a pass more per loss. */
const probeEvery = 20;
/** Milliseconds between two looks at a layer, at least; and at most this share of the time goes into them. */
const lookEvery = 400;
const lookShare = 0.2;

class Stopped extends Error {}

/** Trains an experiment on the open backend. Ends when it is finished, stopped, or has failed. */
export async function* train(experiment: Experiment, control: Control): AsyncGenerator<EventBody> {
  const graph = graphOf(experiment);
  if (!graph.isRunnable) {
    const problem = graph.problems.find((found) => found.severity === 'error');
    yield failure('not-runnable', problem?.message ?? 'It cannot run.', problem?.remedy ?? '');
    return;
  }
  try {
    yield* run(experiment, new Data(experiment), control);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    yield { kind: 'status', status: 'stopped' };
  }
}

async function* run(experiment: Experiment, data: Data, control: Control): AsyncGenerator<EventBody> {
  const totalSteps = Math.min(control.maxSteps, experiment.training.epochs * data.stepsPerEpoch);
  const galleryIndices = data.validation.slice(0, gallerySize);
  yield {
    kind: 'dataset',
    trainCount: data.training.length,
    validationCount: data.validation.length,
    stepsPerEpoch: data.stepsPerEpoch,
    totalSteps,
    gallery: makeGallery(experiment, data.samples, galleryIndices),
  };
  yield { kind: 'status', status: 'compiling' };
  await yieldToTasks();

  const stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch, control.checkpoint);
  const recorder = new Recorder();
  const pace = new Pace();
  let live: Live = control.checkpoint?.live ?? {
    learningRate: experiment.training.learningRate,
    faders: Object.fromEntries(experiment.losses.map((loss) => [loss.id, loss.weight])),
  };
  let muted = control.checkpoint?.muted ?? Object.fromEntries(experiment.losses.map((loss) => [loss.id, loss.muted]));
  if (control.checkpoint?.muted) stepper.setMuted(muted);
  let step = control.checkpoint?.step ?? 0;
  if (control.rewind()) yield { kind: 'restored', step };
  let reportedAt = 0;
  let isAnnounced = false;

  async function* report(): AsyncGenerator<EventBody, boolean> {
    reportedAt = performance.now();
    if (recorder.length === 0) return true;
    const { columns, divergence } = await recorder.take();
    pace.read();
    if (columns.step) yield { kind: 'metrics', table: 'train', columns };
    yield { kind: 'pace', step, ...pace.figures(data.batchSize) };
    if (!divergence) return true;
    const title = experiment.losses.find((loss) => loss.id === divergence.loss);
    const label = title ? `${lossKind(title.kind).label} (${title.id})` : divergence.loss;
    yield failure(
      'diverged',
      `${label} became ${divergence.value} at step ${divergence.step}.`,
      `Lower the learning rate (now ${live.learningRate}) or the weight of this loss, then start again.`,
    );
    return false;
  }

  async function* evaluateNow(): AsyncGenerator<EventBody> {
    const pause = async () => {
      await yieldToTasks();
      if (control.isStopped) throw new Stopped();
    };
    const { row, confusion } = await evaluate(experiment, data, stepper, pause);
    yield { kind: 'metrics', table: 'validation', columns: toColumns([{ step, ...row }]) };
    for (const [loss, counts] of Object.entries(confusion)) yield { kind: 'confusion', step, loss, counts };
    yield { kind: 'gallery', view: await answerGallery(experiment, data, stepper, galleryIndices, step) };
    // Only a graphics device can be lost.
    if (tf.getBackend().startsWith('webg')) control.checkpoint = { ...(await stepper.save(step)), live, muted };
    pace.skip();
  }

  let nextLook = 0;
  async function* look(): AsyncGenerator<EventBody> {
    const { inspected } = control;
    if (!inspected) return;
    const from = performance.now();
    yield { kind: 'layer', view: await viewLayer(data, stepper, { ...inspected, images: galleryIndices, step }) };
    const tookMs = performance.now() - from;
    nextLook = performance.now() + Math.max(lookEvery, tookMs / lookShare);
    pace.skip();
  }

  try {
    while (step < totalSteps) {
      if (control.isStopped) throw new Stopped();
      if (control.isPaused) {
        if (!(yield* report())) return;
        yield* look();
        yield { kind: 'status', status: 'paused' };
        await control.nextRequest();
        isAnnounced = false;
        pace.skip();
      }
      for (const change of control.takeChanges()) {
        if (!(yield* report())) return;
        ({ live, muted } = applyChange(change, live, muted));
        if (change.muted) stepper.setMuted(muted);
        yield { kind: 'changed', step, change };
      }
      if (control.isPaused || control.isStopped) continue;
      if (!isAnnounced && step > 0) {
        yield { kind: 'status', status: 'training' };
        isAnnounced = true;
      }
      const batch = data.trainingBatch(step, stepper.terms.targets);
      const result = await stepper.step(batch, step, live, step % probeEvery === 0);
      batch.images.dispose();
      for (const target of batch.targets.values()) target.dispose();
      recorder.add(step, live, result);
      step++;
      control.tookStep();
      pace.add();
      const isDue = performance.now() - reportedAt >= reportEvery;
      if ((isDue || step === 1) && !(yield* report())) return;
      if (performance.now() >= nextLook) yield* look();
      if (step % experiment.training.evaluateEvery === 0 && step < totalSteps) {
        if (!(yield* report())) return;
        yield* evaluateNow();
      }
      await yieldToTasks();
    }
    if (!(yield* report())) return;
    yield { kind: 'status', status: 'evaluating' };
    yield* evaluateNow();
    yield* look();
    yield { kind: 'status', status: 'finished' };
    while (control.lingers && !control.isStopped) {
      await control.nextRequest();
      if (!control.isStopped) yield* look();
    }
  } finally {
    recorder.dispose();
    stepper.dispose();
  }
}

function applyChange(change: Change, live: Live, muted: Readonly<Record<string, boolean>>) {
  return {
    live: {
      learningRate: change.learningRate ?? live.learningRate,
      faders: { ...live.faders, ...change.weights },
    },
    muted: { ...muted, ...change.muted },
  };
}

function failure(code: 'diverged' | 'not-runnable', message: string, remedy: string): EventBody {
  return { kind: 'failure', failure: { code, message, remedy } };
}

/** Time per step, without pauses and evaluations: the mean since the last report, smoothed over reports. */
class Pace {
  #from = performance.now();
  #steps = 0;
  #stepMs: number | undefined;

  add(): void {
    this.#steps++;
  }

  skip(): void {
    this.#from = performance.now();
    this.#steps = 0;
  }

  read(): void {
    const now = performance.now();
    if (this.#steps > 0) {
      const stepMs = (now - this.#from) / this.#steps;
      this.#stepMs = this.#stepMs === undefined ? stepMs : 0.7 * this.#stepMs + 0.3 * stepMs;
    }
    this.#from = now;
    this.#steps = 0;
  }

  figures(batchSize: number): { readonly stepMs: number; readonly imagesPerSecond: number } {
    const stepMs = this.#stepMs ?? 0;
    return { stepMs, imagesPerSecond: stepMs > 0 ? (1000 * batchSize) / stepMs : 0 };
  }
}
