/** Runs in which labels are missing and classes have weights: no strategy or schedule breaks on a loss that nothing is known of. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { type StrategyKind, strategies } from '../../core/strategies/index.ts';
import { openBackend } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { eventsOf } from '../testing/runs.ts';
import { Data } from './data.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Nine in ten colours are unknown, so that most batches of two know none. */
const sparse: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16, missingColour: 0.9, rareSize: 0.2 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4 }),
      makeLayer('flatten', 'flatten', ['pool']),
      makeLayer('trunk', 'dense', ['flatten'], { units: 6, activation: 'tanh' }),
      makeLayer('head-colour', 'dense', ['trunk'], { units: 8 }),
      makeLayer('head-size', 'dense', ['trunk'], { units: 3 }),
    ],
  },
  losses: [
    makeLoss('colour', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' }),
    makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' }, { classWeights: 'inverse' }),
  ],
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 2, epochs: 1, evaluateEvery: 10, learningRate: 0.05 },
};

const lossesOf = (events: readonly EventBody[], id: string) =>
  events.flatMap((event) =>
    event.kind === 'metrics' && event.table === 'train' ? [...(event.columns[`loss:${id}`] ?? [])] : [],
  );

it.each(Object.keys(strategies) as StrategyKind[])(
  '%s trains where most batches know nothing of one target',
  async (kind) => {
    const events = await eventsOf({ ...sparse, strategy: makeStrategy(kind) });
    expect(events.filter((event) => event.kind === 'failure')).toEqual([]);
    const colour = lossesOf(events, 'colour');
    expect(colour.filter((value) => value === 0).length).toBeGreaterThan(colour.length / 2);
    expect(colour.filter((value) => value > 0).length).toBeGreaterThan(0);
    expect(lossesOf(events, 'size').every((value) => value > 0)).toBe(true);
  },
);

it('leaves the head of a target alone while nothing is known of it', async () => {
  const data = new Data(sparse);
  const stepper = new Stepper(sparse, analyse(sparse), data.stepsPerEpoch);
  const slots = stepper.layout.slots.filter(({ layer }) => layer === 'head-colour');
  const head = async () => {
    const theta = await stepper.theta.data();
    return slots.map(({ start, size }) => [...theta.subarray(start, start + size)]);
  };
  const moves: [known: boolean, moved: boolean][] = [];
  for (let step = 0; step < 20; step++) {
    const before = await head();
    const batch = data.trainingBatch(step, stepper.terms.targets);
    const isKnown = (batch.weights.get('colour')?.mass ?? 2) > 0;
    const { losses } = await stepper.step(batch, step, false);
    if (losses instanceof tf.Tensor) losses.dispose();
    disposeBatch(batch);
    moves.push([isKnown, JSON.stringify(await head()) !== JSON.stringify(before)]);
  }
  stepper.dispose();
  expect(moves.filter(([known, moved]) => known !== moved)).toEqual([]);
  expect(new Set(moves.map(([known]) => known)).size).toBe(2);
});
