/** What a dissector sees of a step, against what is known of it without: losses moved a little, and one number at a time. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { makeLoss, makeOptimizer } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { Data } from '../run/data.ts';
import { colour, size, small, start } from '../testing/steps.ts';
import { Dissector } from './dissector.ts';
import { disposeBatch } from './terms.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const penalty = makeLoss('decay', 'l2', { scope: 'all' }, { fader: 0.1 });
const experiment = { ...small, losses: [...small.losses.map((loss) => ({ ...loss, fader: 0.5 })), penalty] };

it('sees the gradient that finite differences find, of every loss, and the sum of them as what the optimizer is given', async () => {
  const { stepper } = await start({ losses: experiment.losses });
  const before = (await stepper.theta.data<'float32'>()).slice();
  const batch = new Data(experiment).trainingBatch(0, stepper.terms.targets);
  const lossesAt = async (theta: Float32Array) => {
    const mode = { isTraining: true, random: makeRandom(0), updates: new Map() };
    const values = tf.tidy(() => {
      const { losses } = stepper.terms.evaluate(tf.tensor1d(theta), stepper.statistics, batch, mode);
      return tf.stack([...losses]);
    });
    const read = [...(await values.data<'float32'>())];
    values.dispose();
    return read;
  };

  const dissector = new Dissector();
  const report = await stepper.step(batch, 0, false, dissector);
  if (report.losses instanceof tf.Tensor) report.losses.dispose();
  const { passes } = await dissector.read();
  const { rows, theta, losses, moves } = passes[0]!;
  expect(theta).toEqual(before);
  expect([...losses]).toEqual(await lossesAt(before));

  const h = 2e-3;
  for (const at of stepper.layout.slots.map(({ start, size }) => start + Math.floor(size / 2))) {
    const moved = (by: number) => lossesAt(before.map((value, i) => (i === at ? value + by : value)));
    const [above, below] = [await moved(h), await moved(-h)];
    for (const [i, { factor, gradient }] of rows.entries())
      expect(gradient[at]).toBeCloseTo((factor * (above[i]! - below[i]!)) / (2 * h), 3);
    const { applied, before: old, after } = moves[0]!;
    expect(applied!.gradient[at]).toBeCloseTo(
      rows.reduce((sum, row) => sum + row.gradient[at]!, 0),
      7,
    );
    expect(after[at]).toBe(Math.fround(old[at]! - Math.fround(applied!.gradient[at]! * Math.fround(0.05))));
  }
  disposeBatch(batch);
  stepper.dispose();
});

it('lets go of everything it kept', async () => {
  const { stepper } = await start({ schedule: { kind: 'alternating' } });
  const batch = new Data(small).trainingBatch(0, stepper.terms.targets);
  const step = async (dissector?: Dissector) => {
    const report = await stepper.step(batch, 0, false, dissector);
    if (report.losses instanceof tf.Tensor) report.losses.dispose();
    await dissector?.read();
    return tf.memory().numTensors;
  };
  const plain = await step();
  expect(await step(new Dissector())).toBe(plain);
  disposeBatch(batch);
  stepper.dispose();
});

it('keeps as many passes as fit, and counts the others', async () => {
  const losses = [
    { ...colour, turns: 3 },
    { ...size, turns: 3 },
  ];
  const { stepper } = await start({ schedule: { kind: 'alternating' }, optimizer: makeOptimizer('adam'), losses });
  const batch = new Data({ ...small, losses }).trainingBatch(0, stepper.terms.targets);
  const seenWith = async (most: number) => {
    const dissector = new Dissector(most);
    const { losses } = await stepper.step(batch, 0, false, dissector);
    tf.dispose([losses].filter((values) => values instanceof tf.Tensor));
    const { passes, untold } = await dissector.read();
    const outputs = passes.flatMap((pass) => [...pass.outputs.values()]).map(({ images }) => images.values.length);
    const vectors = passes.flatMap(({ theta, rows, moves }) => [
      theta,
      ...rows.map(({ gradient }) => gradient),
      ...moves.flatMap(({ applied, before, after, slotsBefore, slotsAfter }) => [
        ...(applied ? [applied.gradient] : []),
        before,
        after,
        ...slotsBefore,
        ...slotsAfter,
      ]),
    ]);
    const numbers = [...new Set(vectors)].reduce((sum, vector) => sum + vector.length, 0);
    return { passes: passes.length, untold, numbers: numbers + outputs.reduce((sum, length) => sum + length, 0) };
  };
  const P = stepper.layout.size;
  // θ, the gradient of the loss, what the optimizer is given, θ after it, and two moments before and after.
  const { numbers, ...first } = await seenWith(0);
  expect(first).toEqual({ passes: 1, untold: 5 });
  const ofOutputs = numbers - 8 * P;
  expect(ofOutputs).toBeGreaterThan(0);
  // The next turn brings five of these, seven where it is that of another optimizer; it is reckoned to bring all eight.
  const sizeOf = (passes: number, vectors: number) => passes * ofOutputs + vectors * P;
  expect(await seenWith(sizeOf(2, 16) - 1)).toEqual({ passes: 1, untold: 5, numbers });
  expect(await seenWith(sizeOf(2, 16))).toEqual({ passes: 2, untold: 4, numbers: sizeOf(2, 13) });
  expect(await seenWith(sizeOf(3, 21))).toEqual({ passes: 3, untold: 3, numbers: sizeOf(3, 18) });
  expect(await seenWith(sizeOf(4, 26))).toEqual({ passes: 4, untold: 2, numbers: sizeOf(4, 25) });
  expect(await seenWith(sizeOf(6, 40))).toEqual({ passes: 6, untold: 0, numbers: sizeOf(6, 35) });
  disposeBatch(batch);
  stepper.dispose();
});
