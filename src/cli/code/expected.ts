/** What the engine makes of a desk in a few steps: the numbers that a program has to give too. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { Data } from '../../engine/run/data.ts';
import { Stepper } from '../../engine/step/stepper.ts';
import { disposeBatch, keyOf } from '../../engine/step/terms.ts';

/** A tensor as numbers. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export interface Expected {
  /** By key, "dense/kernel", in the order of θ. */
  readonly before: Readonly<Record<string, Numbers>>;
  readonly after: Readonly<Record<string, Numbers>>;
  /** The images as the first dense layer sees them [B, 48], then the targets in the order of the program. */
  readonly batches: readonly (readonly Numbers[])[];
}

/** Takes so many steps on batches in the order of the experiment; `targets` are read in that order. */
export async function expectedOf(experiment: Experiment, targets: readonly string[], steps: number): Promise<Expected> {
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch);
  const weights = async () => {
    const theta = await stepper.theta.data<'float32'>();
    return Object.fromEntries(
      stepper.layout.slots.map((slot) => [
        keyOf(slot),
        { shape: slot.spec.shape, values: [...theta.subarray(slot.start, slot.start + slot.size)] },
      ]),
    );
  };
  const before = await weights();
  const batches: Numbers[][] = [];
  for (let step = 0; step < steps; step++) {
    const batch = data.trainingBatch(step, stepper.terms.targets);
    const x = tf.tidy(() => tf.reshape(tf.avgPool(batch.images, 4, 4, 'valid'), [batch.size, -1]));
    const tensors = [x, ...targets.map((id) => batch.targets.get(id) as tf.Tensor)];
    batches.push(
      await Promise.all(tensors.map(async (one) => ({ shape: one.shape, values: [...(await one.data())] }))),
    );
    const { losses, gains } = await stepper.step(batch, step, false);
    if (losses instanceof tf.Tensor) losses.dispose();
    gains?.dispose();
    x.dispose();
    disposeBatch(batch);
  }
  const after = await weights();
  stepper.dispose();
  return { before, after, batches };
}
