/** Rows 6 and 7 as they are measured, in Node or in a page: evaluations, and what is in use while training goes on. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { Data } from '../../engine/run/data.ts';
import { evaluate } from '../../engine/run/evaluate.ts';
import { Stepper } from '../../engine/step/stepper.ts';
import { networkA, tinyNetwork } from './networks.ts';
import { PacedRun } from './pacedRun.ts';
import { median } from './rounds.ts';

export interface InUse {
  readonly tensors: number;
  readonly bytes: number;
  /** Bytes of the JavaScript heap, after a collection of garbage. */
  readonly heap: number;
}

/** Images a second when network A is evaluated on so many. */
export async function rateEvaluation(images: number): Promise<number> {
  const base = networkA({ lossCount: 2, strategy: 'sum', batchSize: 64 });
  const experiment: Experiment = {
    ...base,
    dataset: { ...base.dataset, count: 2 * images },
    training: { ...base.training, validationShare: 0.5 },
  };
  const data = new Data(experiment);
  const stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch);
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const from = performance.now();
    await evaluate(experiment, data, stepper, async () => {});
    times.push(performance.now() - from);
  }
  stepper.dispose();
  return (1000 * data.validation.length) / median(times.slice(1));
}

/** What is in use after `early` and after `late` steps of a tiny network; `heap` collects garbage and says what is left. */
export async function weighMemory(
  early: number,
  late: number,
  heap: () => number,
): Promise<Readonly<Record<'early' | 'late', InUse>>> {
  const inUse = (): InUse => {
    const left = heap();
    const { numTensors, numBytes } = tf.memory();
    return { tensors: numTensors, bytes: numBytes, heap: left };
  };
  const run = await PacedRun.start(tinyNetwork('mgda'));
  await run.time(early);
  const first = inUse();
  await run.time(late - early);
  const second = inUse();
  await run.dispose();
  return { early: first, late: second };
}
