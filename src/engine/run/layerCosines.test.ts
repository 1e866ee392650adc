/** The cosine of two losses' gradients in each layer, against gradients by finite differences, one weight at a time. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { makeLayer, makeOptimizer } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { layerCosineName, readColumnName } from '../../core/run/columns.ts';
import { column } from '../../core/run/metrics.ts';
import { openBackend } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { disposeBatch } from '../step/terms.ts';
import { runOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';
import { Data } from './data.ts';
import { LayerCosines } from './layerCosines.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Smooth, so that differences are slopes; two shared layers of few weights. Evaluated after two steps and after all four. */
const experiment: Experiment = {
  ...twoHeads,
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 2, stride: 4, activation: 'tanh' }),
      makeLayer('conv-2', 'conv2d', ['conv-1'], { filters: 2, stride: 2, activation: 'tanh' }),
      makeLayer('flatten', 'flatten', ['conv-2']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  optimizer: makeOptimizer('sgd'),
  training: { ...twoHeads.training, evaluateEvery: 2 },
};

/** ∂L/∂θ of both losses at the first weights, on the first batch, by central differences. */
async function gradients(stepper: Stepper, layer: string): Promise<readonly [number[], number[]]> {
  const batch = new Data(experiment).trainingBatch(0, stepper.terms.targets);
  const theta = (await stepper.theta.data<'float32'>()).slice();
  const mode = { isTraining: true, random: makeRandom(0), updates: new Map() };
  const lossesAt = (i: number, change: number) => {
    const moved = theta.slice();
    moved[i] = theta[i]! + change;
    return tf.tidy(() =>
      tf.stack([...stepper.terms.evaluate(tf.tensor1d(moved), stepper.statistics, batch, mode).losses]).dataSync(),
    );
  };
  const both: [number[], number[]] = [[], []];
  const h = 0.02;
  for (const { start, size } of stepper.layout.slots.filter((slot) => slot.layer === layer)) {
    for (let i = start; i < start + size; i++) {
      const [back, ahead] = [lossesAt(i, -h), lossesAt(i, h)];
      for (const k of [0, 1] as const) both[k].push((ahead[k]! - back[k]!) / (2 * h));
    }
  }
  disposeBatch(batch);
  return both;
}

it('is recorded at an evaluation for every layer that two losses share, and only there', async () => {
  const stepper = new Stepper(experiment, graphOf(experiment), 2);
  const wanted: Record<string, number> = {};
  for (const layer of ['conv-1', 'conv-2']) {
    const [a, b] = await gradients(stepper, layer);
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    wanted[layerCosineName(layer, 'colour', 'size')] = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }
  stepper.dispose();
  const { validation } = await runOf(experiment);
  const found = Object.keys(validation.buffers).filter((name) => readColumnName(name)?.quantity === 'layer-cosine');
  expect(found.sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, cosine] of Object.entries(wanted)) {
    // The only measurement is that of the first step: the second evaluation has none.
    expect([...(column(validation, name) ?? [])]).toEqual([expect.closeTo(cosine, 2), Number.NaN]);
    expect(Math.abs(cosine)).toBeGreaterThan(0.05);
  }
});

it('is the mean over the measurements since the last evaluation, also across a checkpoint', () => {
  const measured = (cosine: number, layers = true) => ({
    terms: ['a', 'b'],
    isShared: true,
    gramian: [],
    weights: [],
    lengths: {},
    descent: [],
    ...(layers
      ? {
          layers: {
            conv: [
              [4, 6 * cosine],
              [6 * cosine, 9],
            ],
            // A gradient of 0 has no angle.
            dead: [
              [0, 0],
              [0, 9],
            ],
          },
        }
      : {}),
  });
  const name = layerCosineName('conv', 'a', 'b');
  const cosines = new LayerCosines();
  cosines.add(measured(0.5));
  cosines.add(measured(0.9, false));
  const continued = new LayerCosines(structuredClone(cosines.save()));
  continued.add(measured(-0.25));
  expect(continued.take()).toEqual({ [name]: 0.125 });
  expect([continued.take(), continued.save()]).toEqual([{}, undefined]);
});
