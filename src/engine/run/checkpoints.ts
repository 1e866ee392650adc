/**
 * Tells where a run can go on from: after evaluations and every few seconds between them, as far as a small share of the
 * time allows; and always where a run pauses or ends.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepState } from '../../core/run/checkpoint.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import type { Stepper } from '../step/stepper.ts';
import type { Clock } from './clock.ts';
import type { Control } from './control.ts';
import type { Looks } from './looks.ts';

/** Milliseconds between two checkpoints at most, where no evaluation comes in between. */
const everyMs = 5000;
/** At most this share of the time goes into checkpoints while a run trains. */
const share = 0.02;

export class Checkpoints {
  readonly #stepper: Stepper;
  readonly #control: Control;
  readonly #looks: Looks;
  readonly #clock: Clock;
  #toldAt = performance.now();
  #tookMs = 0;
  /** What tells the last checkpoint from all others. */
  #last = '';

  constructor(stepper: Stepper, control: Control, looks: Looks, clock: Clock) {
    this.#stepper = stepper;
    this.#control = control;
    this.#looks = looks;
    this.#clock = clock;
  }

  /** Whether one may be told after an evaluation. */
  get isAffordable(): boolean {
    return performance.now() - this.#toldAt >= this.#tookMs / share;
  }

  /** Whether one has to be told, as none was for long. */
  get isDue(): boolean {
    return performance.now() - this.#toldAt >= Math.max(everyMs, this.#tookMs / share);
  }

  /** Tells the state after so many steps, if it is a new one and all of its weights are finite. */
  async *tell(step: number): AsyncGenerator<EventBody> {
    const { evaluated, waited, layerCosines } = this.#looks;
    const { changeCount: changes } = this.#control;
    const name = `${step} ${evaluated} ${changes}`;
    if (step === 0 || name === this.#last) return;
    this.#clock.stop();
    const from = performance.now();
    const state = await this.#stepper.save();
    this.#last = name;
    this.#toldAt = performance.now();
    this.#tookMs = this.#toldAt - from;
    if (!isSound(state)) return;
    const checkpoint = {
      step,
      evaluated,
      waited,
      changes,
      seconds: this.#clock.seconds,
      ...(layerCosines && { layerCosines }),
      ...state,
    };
    // Only a graphics device can be lost.
    if (tf.getBackend().startsWith('webg')) this.#control.checkpoint = checkpoint;
    yield { kind: 'checkpoint', checkpoint };
  }
}

/** Whether a run can go on from it at all. */
function isSound({ theta, statistics }: StepState): boolean {
  return [theta, ...Object.values(statistics)].every((values) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (values[i] as number) * 0;
    return sum === 0;
  });
}
