/** The end of a run whose numbers are no numbers any more: which one, at which step, and what to do. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { lossName } from '../../core/losses/names.ts';
import { titlesOf } from '../../core/titles.ts';
import type { Stepper } from '../step/stepper.ts';
import { Ended } from './ended.ts';
import type { Divergence } from './recorder.ts';

/** The end of a run by a loss that is not finite. */
export function divergedLoss(experiment: Experiment, { loss, value, step }: Divergence): Ended {
  return diverged(
    experiment,
    `The loss ${lossName(experiment, loss)} became ${value} at step ${step}.`,
    'a lower fader of this loss',
  );
}

/**
 * Throws Ended where a weight or a moving statistic is not finite, although every loss is: a ReLU makes 0 of −∞, and moving
 * statistics only count in an evaluation. One number is read back where all is well. `since` is the step of the check before.
 */
export async function checkWeights(stepper: Stepper, since: number, step: number): Promise<void> {
  const kept = [stepper.theta, ...stepper.statistics.values()];
  const flag = tf.tidy(() => tf.addN(kept.map((tensor) => tf.sum(tf.mul(tensor, 0)))));
  const [sum] = await flag.data();
  flag.dispose();
  if (sum === 0) return;
  const { layer, value, what } = await firstOdd(stepper);
  const title = titlesOf(stepper.experiment).get(layer) ?? layer;
  const when = since + 1 < step ? `between steps ${since} and ${step - 1}` : `at step ${step - 1}`;
  throw diverged(stepper.experiment, `A ${what} of ${title} became ${value} ${when}.`, 'lower faders');
}

async function firstOdd(stepper: Stepper): Promise<{ layer: string; value: number; what: string }> {
  const theta = await stepper.theta.data();
  const at = theta.findIndex((value) => !Number.isFinite(value));
  const slot = stepper.layout.slots.find(({ start, size }) => at >= start && at < start + size);
  if (slot) return { layer: slot.layer, value: theta[at] ?? Number.NaN, what: 'weight' };
  for (const [key, tensor] of stepper.statistics) {
    const value = (await tensor.data()).find((number) => !Number.isFinite(number));
    if (value !== undefined) return { layer: key.slice(0, key.lastIndexOf('/')), value, what: 'moving statistic' };
  }
  throw new Error('A sum of weights times zero is not zero, though all weights are finite.');
}

function diverged({ training }: Experiment, message: string, other: string): Ended {
  const remedy = `A learning rate below ${training.learningRate} or ${other} may help, unless the objective has no least value.`;
  return new Ended({ kind: 'failure', failure: { code: 'diverged', message, remedy } });
}
