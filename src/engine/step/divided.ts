/**
 * With one optimizer per loss, penalties that are added and the L1 and L2 of layers have no optimizer of their own: their
 * gradient p at a weight is divided equally among the n weighed losses that reach it, s = 1/n, and what only they reach has
 * one optimizer more. So plain gradient descent at equal rates is the same step with one optimizer on the total and with
 * one per loss, together; that holds for the proximal step of L1 too. In turn, every turn of a loss carries its part. The
 * decay of AdamW is divided in the same way.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Recorded } from './measurement.ts';
import { sharesOf } from './parts.ts';
import { proximalL1, withoutL1 } from './proximal.ts';
import { gradientOf, type Step } from './step.ts';

export class Divided {
  /** [P] s, where there is something to divide; 0 where no weighed loss reaches. */
  readonly share: tf.Tensor1D | undefined;
  /** [P] s where the optimizers decay weights. */
  readonly decayShare: tf.Tensor1D | undefined;
  /** [P] λ where the proximal step of L1 is taken. */
  readonly lambda: tf.Tensor1D | undefined;
  readonly #step: Step;
  readonly #hasPenalty: boolean;

  /** Among the losses of these ids. */
  constructor(step: Step, ids: readonly string[]) {
    const { experiment, layout, parts, regulariser } = step;
    const decays = experiment.optimizer.kind === 'adamw';
    this.#step = step;
    this.#hasPenalty = regulariser.isActive || parts.added.length > 0;
    this.share = this.#hasPenalty || decays ? sharesOf(layout, ids) : undefined;
    this.decayShare = decays ? this.share : undefined;
    this.lambda = proximalL1(experiment, layout, parts);
  }

  /** p [P] at the θ of a pass, without λ·sign(θ) where the proximal step is taken; nothing where there is no penalty. */
  penaltyAt(pass: Recorded): tf.Tensor1D | undefined {
    if (!this.#hasPenalty) return undefined;
    const { parts, regulariser } = this.#step;
    const whole = regulariser.addTo(gradientOf(this.#step, pass, parts.added), pass.theta);
    return this.lambda ? withoutL1(whole, pass.theta, this.lambda) : whole;
  }

  /** g + s·p [P]: the gradient of a loss with its part of a penalty. */
  addPart(gradient: tf.Tensor1D, penalty: tf.Tensor1D | undefined): tf.Tensor1D {
    const part = this.partOf(penalty);
    return part ? tf.add(gradient, part) : gradient;
  }

  /** s·p [P], if there is a penalty. */
  partOf(penalty: tf.Tensor1D | undefined): tf.Tensor1D | undefined {
    return penalty && this.share ? tf.mul(penalty, this.share) : undefined;
  }
}
