/** What a step does to each loss, against finite differences of the losses along that step. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { Data } from '../run/data.ts';
import { small, start } from '../testing/steps.ts';
import { disposeBatch } from './terms.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

type Started = Awaited<ReturnType<typeof start>>;

/** The losses on the batch of step 0 at these weights. */
async function lossesAt({ stepper }: Started, theta: Float32Array): Promise<readonly number[]> {
  const batch = new Data(small).trainingBatch(0, stepper.terms.targets);
  const mode = { isTraining: true, random: makeRandom(0), updates: new Map() };
  const values = tf.tidy(() =>
    tf.stack([...stepper.terms.evaluate(tf.tensor1d(theta), stepper.statistics, batch, mode).losses]),
  );
  disposeBatch(batch);
  const read = [...(await values.data<'float32'>())];
  values.dispose();
  return read;
}

/** A third of the step either way: long enough for float32, short enough for the kinks of ReLU. */
const h = 0.3;

const experiments = [
  ['plain descent', {}],
  ['Adam, which follows no gradient', { optimizer: makeOptimizer('adam') }],
  [
    'a penalty and decay, which no loss asked for',
    {
      optimizer: makeOptimizer('adamw', { weightDecay: 0.5 }),
      losses: [...small.losses, makeLoss('l2', 'l2', { scope: 'all' }, { fader: 2 })],
    },
  ],
  ['the weights of a strategy', { strategy: makeStrategy('mgda'), optimizer: makeOptimizer('momentum') }],
  ['optimizers side by side', { schedule: { kind: 'simultaneous' } as const, optimizer: makeOptimizer('adam') }],
  ['optimizers in turn', { schedule: { kind: 'alternating' } as const, optimizer: makeOptimizer('adam') }],
] as const;

it.each(experiments)(
  'are the slopes of the losses along the move of the shared weights, with %s',
  async (_, change) => {
    const run = await start({ ...change, training: { ...small.training, learningRate: 0.004 } });
    const from = await run.theta();
    const { gains } = await run.take({ measures: true, faders: { colour: 2 } });
    const to = await run.theta();
    const along = async (t: number) => {
      const theta = from.slice();
      for (const { start: first, size } of run.stepper.layout.slots.filter(({ layer }) => layer === 'conv-1'))
        for (let i = first; i < first + size; i++) theta[i] = from[i]! + t * (to[i]! - from[i]!);
      return lossesAt(run, theta);
    };
    const [back, ahead] = [await along(-h), await along(h)];
    const slopes = ['colour', 'size'].map((_, i) => (back[i]! - ahead[i]!) / (2 * h));
    const faders = [2, 1];
    expect(gains?.map((gain, i) => gain / (faders[i]! * slopes[i]!))).toEqual(slopes.map(() => expect.closeTo(1, 1)));
    expect(Math.max(...slopes.map(Math.abs))).toBeGreaterThan(1e-4);
    run.stepper.dispose();
  },
);

it('are not measured where the gradients are not, and leave nothing on the device', async () => {
  const run = await start({ optimizer: makeOptimizer('adam') });
  expect((await run.take()).gains).toBeUndefined();
  const tensors = tf.memory().numTensors;
  expect((await run.take({ measures: true })).gains).toHaveLength(2);
  expect(tf.memory().numTensors).toBe(tensors);
  run.stepper.dispose();
});
