import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeStrategy } from '../../core/make.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { countLaunches } from './launches.ts';
import { tinyNetwork } from './networks.ts';
import { PacedRun } from './pacedRun.ts';
import { countSteps } from './steps.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

test('a step of two losses takes at most 110 launches, 135 with a Gramian, and fewer than a plain loop', async () => {
  const { ours, gramian, plain } = await countSteps(2);
  expect(ours.kernels).toBeLessThanOrEqual(110);
  expect(gramian.kernels).toBeLessThanOrEqual(135);
  expect(plain.kernels).toBeGreaterThan(2 * ours.kernels);
});

test('a muted loss costs no launch', async () => {
  const count = async (experiment: Experiment) => {
    const run = await PacedRun.start(experiment);
    await run.time(2);
    const { kernels } = await countLaunches(() => run.time(1));
    await run.dispose();
    return kernels;
  };
  const both = tinyNetwork('sum');
  const [first] = both.losses;
  const muted = { ...both, losses: both.losses.map((loss) => ({ ...loss, muted: loss !== first })) };
  const alone = { ...both, losses: both.losses.slice(0, 1), network: { layers: both.network.layers.slice(0, -1) } };
  // The muted head stays in θ and the optimizer's slots: they are cut before its step and joined after it.
  expect(await count(muted)).toBeLessThanOrEqual((await count(alone)) + 12);
});

const sections = ['sum', 'mgda', 'graddrop', 'gradnorm', 'famo', 'uncertainty'] as const;
const experiments = [
  ...sections.map((kind) => [kind, { ...tinyNetwork('sum'), strategy: makeStrategy(kind) }] as const),
  ...(['simultaneous', 'alternating'] as const).map(
    (kind) => [`${kind} optimizers`, { ...tinyNetwork('sum'), schedule: { kind } }] as const,
  ),
];

test.each(experiments)('300 steps of %s leave the number of tensors as it was', async (_, experiment) => {
  const run = await PacedRun.start(experiment);
  await run.time(21);
  const before = tf.memory().numTensors;
  await run.time(300);
  expect(tf.memory().numTensors).toBe(before);
  await run.dispose();
});
