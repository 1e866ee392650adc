/** The two ways in which a step moves θ. Where the step is taken apart, the dissector is told of both. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Range } from './layout.ts';
import { shrink } from './proximal.ts';
import type { Step } from './step.ts';

/** Key of the optimizer for weights that only penalties reach. Ids are never empty. */
export const penaltyOptimizer = '';

export interface Move {
  /** Of the optimizer. */
  readonly key: string;
  /** [P] */
  readonly gradient: tf.Tensor1D;
  readonly rate: number;
  readonly ranges: readonly Range[];
  /** [P] this optimizer's part of AdamW's decay. */
  readonly decayShare?: tf.Tensor1D | undefined;
  /** [P] what of the gradient comes from no loss of its own, if anything does; asked for by a dissector alone. */
  readonly rest: () => tf.Tensor1D | undefined;
}

/** θ ← optimizer(θ, g, η) in the ranges. */
export function move(step: Step, { key, gradient, rate, ranges, decayShare, rest }: Move): void {
  const { trained, dissector } = step;
  const optimizer = trained.optimizer(key);
  dissector?.moving(trained.theta, optimizer.slots);
  const next = optimizer.apply(trained.theta, gradient, rate, ranges, decayShare);
  const count = optimizer.steps;
  dissector?.moved({ key, gradient, rest: rest(), rate, ranges, count }, next, optimizer.slots);
  trained.setTheta(next);
}

/** θ ← sign(θ)·max(|θ| − amount, 0), with the amounts [P]. */
export function shrinkBy({ trained, dissector }: Step, amount: tf.Tensor1D): void {
  dissector?.moving(trained.theta, []);
  trained.setTheta(shrink(trained.theta, amount));
  dissector?.moved(undefined, trained.theta, []);
}
