/** Looks at the network between steps: evaluations with their confusions and gallery, and a layer up close. */
import type { Experiment } from '../../core/experiment.ts';
import type { LayerCosineSums, Waited } from '../../core/run/checkpoint.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { isOver, notWaited, waitedAfter } from '../../core/study/patience.ts';
import type { StepReport } from '../step/step.ts';
import type { Stepper } from '../step/stepper.ts';
import { type Control, yieldToTasks } from './control.ts';
import type { Data } from './data.ts';
import { checkWeights } from './divergence.ts';
import { stopped } from './ended.ts';
import { answerGallery, evaluate } from './evaluate.ts';
import { galleryOf } from './gallery.ts';
import { LayerCosines } from './layerCosines.ts';
import { viewLayer } from './layerView.ts';
import type { Pace } from './pace.ts';
import { toColumns } from './recorder.ts';

/** Milliseconds between two looks at a layer, at least; and at most this share of the time goes into them. */
const lookEvery = 400;
const lookShare = 0.2;

export class Looks {
  readonly #experiment: Experiment;
  readonly #data: Data;
  readonly #stepper: Stepper;
  readonly #control: Control;
  readonly #pace: Pace;
  readonly #layerCosines: LayerCosines;
  #nextLayerAt = 0;
  #evaluated: number;
  #waited: Waited;

  constructor(experiment: Experiment, data: Data, stepper: Stepper, control: Control, pace: Pace) {
    this.#experiment = experiment;
    this.#data = data;
    this.#stepper = stepper;
    this.#control = control;
    this.#pace = pace;
    this.#layerCosines = new LayerCosines(control.checkpoint?.layerCosines);
    this.#evaluated = control.checkpoint?.evaluated ?? 0;
    this.#waited = control.checkpoint?.waited ?? notWaited;
  }

  /** The number of steps taken before the last evaluation, which found all weights to be finite; 0 before the first. */
  get evaluated(): number {
    return this.#evaluated;
  }

  /** What goes into the next evaluation, as a checkpoint has it. */
  get layerCosines(): LayerCosineSums | undefined {
    return this.#layerCosines.save();
  }

  /** Takes what a step measured. */
  see({ measurement }: StepReport): void {
    if (measurement) this.#layerCosines.add(measurement);
  }

  /** What early stopping has seen by the last evaluation. */
  get waited(): Waited {
    return this.#waited;
  }

  get isOutOfPatience(): boolean {
    return isOver(this.#waited, this.#control.patience);
  }

  get isLayerDue(): boolean {
    return performance.now() >= this.#nextLayerAt;
  }

  /** Evaluates after so many steps. Throws Ended where a weight is not finite, or the run is stopped meanwhile. */
  async *evaluate(step: number, time?: number): AsyncGenerator<EventBody> {
    await checkWeights(this.#stepper, this.#evaluated, step);
    const pause = async () => {
      await yieldToTasks();
      if (this.#control.isStopped) throw stopped();
    };
    const { row, confusion } = await evaluate(this.#experiment, this.#data, this.#stepper, pause);
    const columns = toColumns([{ step, ...(time !== undefined && { time }), ...row, ...this.#layerCosines.take() }]);
    const waited = waitedAfter(this.#waited, this.#experiment, (name) => columns[name]?.[0]);
    yield { kind: 'metrics', table: 'validation', columns };
    for (const [loss, counts] of Object.entries(confusion)) yield { kind: 'confusion', step, loss, counts };
    const view = await answerGallery(this.#experiment, this.#data, this.#stepper, galleryOf(this.#data), step);
    yield { kind: 'gallery', view };
    this.#evaluated = step;
    this.#waited = waited;
  }

  /** The layer that a person looks at, if there is one. */
  async *layer(step: number): AsyncGenerator<EventBody> {
    const { inspected } = this.#control;
    if (!inspected) return;
    const from = performance.now();
    const look = { ...inspected, images: galleryOf(this.#data), step };
    yield { kind: 'layer', view: await viewLayer(this.#data, this.#stepper, look) };
    const tookMs = performance.now() - from;
    this.#nextLayerAt = performance.now() + Math.max(lookEvery, tookMs / lookShare);
    this.#pace.skip();
  }
}
