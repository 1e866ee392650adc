/** Tells about the steps of a run, about ten times a second: their columns and their pace. */
import type { Experiment } from '../../core/experiment.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import type { StepReport } from '../step/step.ts';
import { divergedLoss } from './divergence.ts';
import type { Pace } from './pace.ts';
import { Recorder } from './recorder.ts';

/** Milliseconds between two reports at least; with the step under way that makes about ten a second. */
const reportEvery = 80;

export class Reports {
  readonly #recorder = new Recorder();
  readonly #pace: Pace;
  #experiment: Experiment;
  #toldAt = 0;

  constructor(experiment: Experiment, pace: Pace) {
    this.#experiment = experiment;
    this.#pace = pace;
  }

  get isDue(): boolean {
    return performance.now() - this.#toldAt >= reportEvery;
  }

  /** Takes what a step reports, the experiment as it was trained in that step, and the time where a clock is kept. */
  add(step: number, experiment: Experiment, report: StepReport, time?: number): void {
    this.#experiment = experiment;
    this.#recorder.add(step, experiment.training.learningRate, report, time);
    this.#pace.add();
  }

  /** Tells of all steps before this one that were not told yet. Throws Ended where a loss is no number any more. */
  async *tell(step: number): AsyncGenerator<EventBody> {
    this.#toldAt = performance.now();
    if (this.#recorder.length === 0) return;
    const { columns, divergence } = await this.#recorder.take();
    const pace = this.#pace.read(this.#experiment.training.batchSize);
    if (columns.step) yield { kind: 'metrics', table: 'train', columns };
    yield { kind: 'pace', step, ...pace };
    if (divergence) throw divergedLoss(this.#experiment, divergence);
  }

  dispose(): void {
    this.#recorder.dispose();
  }
}
