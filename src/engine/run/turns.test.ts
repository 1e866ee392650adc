import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { Data } from './data.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** The most bytes that tensors take at once during a step of two optimizers in turn. */
async function peakBytes(turns: number): Promise<number> {
  const experiment: Experiment = {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
    training: { ...defaultExperiment.training, batchSize: 16 },
    schedule: { kind: 'alternating' },
    losses: defaultExperiment.losses.map((loss) => ({ ...loss, turns })),
  };
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
  const engine = tf.engine();
  const { runKernel } = engine;
  let peak = 0;
  engine.runKernel = ((...args: Parameters<typeof runKernel>) => {
    peak = Math.max(peak, tf.memory().numBytes);
    return Reflect.apply(runKernel, engine, args);
  }) as typeof runKernel;
  try {
    const batch = data.trainingBatch(0, stepper.terms.targets);
    const { losses } = await stepper.step(batch, 0, false);
    disposeBatch(batch);
    if (losses instanceof tf.Tensor) losses.dispose();
  } finally {
    engine.runKernel = runKernel;
    stepper.dispose();
  }
  return peak;
}

it('takes no more memory for many turns than for few', async () => {
  const few = await peakBytes(2);
  // The batch alone: 16 images of 16×16×3 float32.
  expect(few).toBeGreaterThan(4 * 16 * 16 * 16 * 3);
  expect(await peakBytes(10)).toBe(few);
});
