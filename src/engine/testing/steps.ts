/** Single steps of a small experiment with two heads, for tests. */

import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeOptimizer } from '../../core/make.ts';
import type { StepState } from '../../core/run/checkpoint.ts';
import { Data } from '../run/data.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { twoHeads } from './twoHeads.ts';

/** Plain gradient descent on two heads. */
export const small: Experiment = {
  ...twoHeads,
  optimizer: makeOptimizer('sgd'),
  training: { ...twoHeads.training, learningRate: 0.05 },
};
export const [colour, size] = ['colour', 'size'].map((id) => small.losses.find((loss) => loss.id === id)!) as [
  Experiment['losses'][number],
  Experiment['losses'][number],
];

export interface Taken {
  readonly faders?: Readonly<Record<string, number>>;
  readonly measures?: boolean;
}

/**
 * A stepper of the small experiment, changed, at its start or at a checkpoint; `take` steps on one batch after the other
 * and reads the losses.
 */
export async function start(change: Partial<Experiment> = {}, checkpoint?: StepState & { readonly step: number }) {
  const experiment: Experiment = { ...small, ...change };
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch, checkpoint);
  const initial = Object.fromEntries(experiment.losses.map((loss) => [loss.id, loss.fader]));
  let step = checkpoint?.step ?? 0;
  return {
    stepper,
    get step() {
      return step;
    },
    async take({ faders = {}, measures = false }: Taken = {}) {
      const batch = data.trainingBatch(step, stepper.terms.targets);
      stepper.change({ faders: { ...initial, ...faders } });
      const report = await stepper.step(batch, step++, measures);
      disposeBatch(batch);
      const values = report.losses instanceof tf.Tensor ? await report.losses.data<'float32'>() : report.losses;
      if (report.losses instanceof tf.Tensor) report.losses.dispose();
      const gains = report.gains && [...(await report.gains.data<'float32'>())];
      report.gains?.dispose();
      return { ...report, losses: [...values], gains };
    },
    theta: async () => (await stepper.theta.data<'float32'>()).slice(),
  };
}
