/**
 * The optimizers on the flat vector: θ' = step(θ, g). One instance owns its slots (moments) and its step count, so that
 * the states of two optimizers never mix. An instance touches only the ranges of θ that its loss reaches.
 *
 * Adam's bias corrections are folded into two numbers a step: η√(1−β₂ᵗ)/(1−β₁ᵗ) and ε√(1−β₂ᵗ), which is the published
 * update m̂/(√v̂+ε) exactly.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../core/optimizers.ts';
import type { OptimizerState } from '../../core/run/checkpoint.ts';
import { adamStep } from '../backends/fused.ts';
import type { Range } from './layout.ts';
import { pick, place } from './ranges.ts';

/** What the slots are called, by their number: the velocity or mean square alone, or Adam's two moments. */
export function slotSymbols(count: number): readonly string[] {
  return count === 2 ? ['m', 'v'] : count === 1 ? ['v'] : [];
}

export class FlatOptimizer {
  readonly #optimizer: Optimizer;
  #steps = 0;
  #slots: tf.Tensor1D[];

  /** Slots for a θ of `size` values, all zero. */
  constructor(optimizer: Optimizer, size: number, state?: OptimizerState) {
    this.#optimizer = optimizer;
    const count = { sgd: 0, momentum: 1, rmsprop: 1, adam: 2, adamw: 2 }[optimizer.kind];
    this.#slots = Array.from({ length: count }, (_, i) =>
      tf.keep(tf.tensor1d(state?.slots[i] ?? new Float32Array(size))),
    );
    this.#steps = state?.steps ?? 0;
  }

  /** The steps taken. */
  get steps(): number {
    return this.#steps;
  }

  /** [P] each: the moments, v or s, or m and v. The optimizer disposes of them at its next step. */
  get slots(): readonly tf.Tensor1D[] {
    return this.#slots;
  }

  /**
   * The θ after a step against the gradient [P]; only `ranges` of θ and of the slots change. `decayShare` [P] is this
   * optimizer's part of AdamW's decay, 1 where it is not given. Disposes of nothing but old slots.
   */
  apply(
    theta: tf.Tensor1D,
    gradient: tf.Tensor1D,
    learningRate: number,
    ranges: readonly Range[],
    decayShare?: tf.Tensor1D,
  ): tf.Tensor1D {
    this.#steps++;
    const size = theta.size;
    const next = tf.tidy(() => {
      const part = (x: tf.Tensor1D) => pick(x, ranges);
      const share = decayShare && part(decayShare);
      const updated = this.#update(part(theta), part(gradient), this.#slots.map(part), learningRate, share);
      return {
        theta: place(theta, ranges, updated.theta),
        slots: updated.slots.map((values, i) => place(this.#slots[i] ?? tf.zeros([size]), ranges, values)),
      };
    });
    for (const slot of this.#slots) slot.dispose();
    this.#slots = next.slots.map((slot) => tf.keep(slot));
    return next.theta;
  }

  #update(
    theta: tf.Tensor1D,
    g: tf.Tensor1D,
    slots: readonly tf.Tensor1D[],
    rate: number,
    decayShare: tf.Tensor1D | undefined,
  ): { readonly theta: tf.Tensor1D; readonly slots: tf.Tensor1D[] } {
    const o = this.#optimizer;
    const [first, second] = slots;
    switch (o.kind) {
      case 'sgd':
        return { theta: tf.sub(theta, tf.mul(g, rate)), slots: [] };
      case 'momentum': {
        const velocity: tf.Tensor1D = tf.add(tf.mul(first as tf.Tensor1D, o.momentum), g);
        const direction = o.nesterov ? tf.add(g, tf.mul(velocity, o.momentum)) : velocity;
        return { theta: tf.sub(theta, tf.mul(direction, rate)), slots: [velocity] };
      }
      case 'rmsprop': {
        const square: tf.Tensor1D = tf.add(tf.mul(first as tf.Tensor1D, o.rho), tf.mul(tf.square(g), 1 - o.rho));
        const step = tf.div(tf.mul(g, rate), tf.sqrt(tf.add(square, o.epsilon)));
        return { theta: tf.sub(theta, step), slots: [square] };
      }
      case 'adam':
      case 'adamw': {
        const c1 = 1 - o.beta1 ** this.#steps;
        const c2 = Math.sqrt(1 - o.beta2 ** this.#steps);
        const decay = o.kind === 'adamw' ? rate * o.weightDecay : 0;
        const decayed: tf.Tensor1D = decayShare ? tf.mul(theta, tf.sub(1, tf.mul(decayShare, decay))) : theta;
        const next = adamStep(decayed, g, first as tf.Tensor1D, second as tf.Tensor1D, {
          beta1: o.beta1,
          beta2: o.beta2,
          rate: (rate * c2) / c1,
          epsilon: o.epsilon * c2,
          keep: decayShare ? 1 : 1 - decay,
        });
        return { theta: next.theta, slots: [next.m, next.v] };
      }
      default:
        return o satisfies never;
    }
  }

  /** The slots and the step count, read back. */
  async save(): Promise<OptimizerState> {
    const slots = await Promise.all(this.#slots.map((slot) => slot.data<'float32'>()));
    return { steps: this.#steps, slots: slots.map((slot) => slot.slice()) };
  }

  dispose(): void {
    for (const slot of this.#slots) slot.dispose();
    this.#slots = [];
  }
}
