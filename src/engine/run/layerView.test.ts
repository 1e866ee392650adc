import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { makeLayer, makeLoss } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { initialValues, layOut } from '../step/layout.ts';
import { Stepper } from '../step/stepper.ts';
import { Data } from './data.ts';
import { viewLayer } from './layerView.ts';

/** Two losses alike on one head, so that their gradients are one, and a third on a head of its own. */
const experiment: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 32, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('rgb', 'conv2d', ['image'], { filters: 4, kernel: 3, stride: 4, activation: 'tanh' }),
      makeLayer('deep', 'conv2d', ['rgb'], { filters: 2, kernel: 2, stride: 2, activation: 'tanh' }),
      makeLayer('flat', 'flatten', ['deep']),
      makeLayer('head', 'dense', ['flat'], { units: 3 }),
      makeLayer('other', 'dense', ['flat'], { units: 8 }),
    ],
  },
  losses: [
    makeLoss('one', 'softmax-cross-entropy', { output: 'head', target: 'size' }),
    makeLoss('same', 'softmax-cross-entropy', { output: 'head', target: 'size' }, { fader: 0.5 }),
    makeLoss('colour', 'softmax-cross-entropy', { output: 'other', target: 'colour' }),
  ],
  training: { ...defaultExperiment.training, batchSize: 8 },
};
const layout = layOut(experiment, graphOf(experiment));
const theta = initialValues(experiment, layout);
const kernelOf = (layer: string) => {
  const slot = layout.slots.find((one) => one.layer === layer && one.spec.name === 'kernel')!;
  return theta.subarray(slot.start, slot.start + slot.size);
};

let stepper: Stepper;
let data: Data;
beforeAll(async () => {
  await openBackend('cpu', '');
  // [3, 3, 3, 4]: filter 1 rises from 0 to 26 over its pixels and colours.
  for (let i = 0; i < 27; i++) kernelOf('rgb')[4 * i + 1] = i;
  // [2, 2, 4, 2]: filter 1 weighs channel 2 most, by ±2.
  [2, -2, 0, 1].forEach((value, pixel) => {
    kernelOf('deep')[(4 * pixel + 2) * 2 + 1] = value;
  });
  data = new Data(experiment);
  const checkpoint = { step: 0, theta, statistics: {}, optimizers: {}, weigher: undefined };
  stepper = new Stepper(experiment, graphOf(experiment), data.stepsPerEpoch, checkpoint);
});
afterAll(() => stepper.dispose());

const view = (layer: string) =>
  viewLayer(data, stepper, { layer, image: 1, images: data.validation.slice(0, 3), step: 0 });

it('shows a filter that reads RGB in colour, its least weight black and its largest white', async () => {
  const { filters } = await view('rgb');
  expect(filters).toMatchObject({ height: 3, width: 3, depth: 3 });
  expect([...(filters?.pictures[1] ?? [])]).toEqual(Array.from({ length: 27 }, (_, i) => Math.trunc((255 * i) / 26)));
});

it('shows of a deeper filter the input channel that it weighs most', async () => {
  const { filters } = await view('deep');
  expect(filters).toMatchObject({ height: 2, width: 2, depth: 1 });
  expect([...(filters?.pictures[1] ?? [])]).toEqual([255, 0, 127, 191]);
});

it('spreads all weights of a layer over equal bins from the least to the largest', async () => {
  const { weights } = await view('deep');
  expect([weights?.low, weights?.high, weights?.counts.length]).toEqual([-2, 2, 40]);
  // 2·2·4·2 weights and 2 biases.
  expect(weights?.counts.reduce((sum, count) => sum + count, 0)).toBe(34);
  expect([weights?.counts[0], weights?.counts[39]]).toEqual([1, 1]);
});

it('shows what the layer answers to the chosen image, a picture a channel', async () => {
  const { activations, image } = await view('image');
  const of = data.samples.draw([data.validation[1]!]).images;
  const first = data.validation[1]! * 16 * 16 * 3;
  const red = Array.from({ length: 256 }, (_, i) => of[first + 3 * i]!);
  const [low, high] = [Math.min(...red), Math.max(...red)];
  expect([image, activations.height, activations.width, activations.channels.length]).toEqual([1, 16, 16, 3]);
  const off = red.map((value, i) => Math.abs((255 * (value - low)) / (high - low) - activations.channels[0]![i]!));
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
});

it('tells gradients that are one from others: a cosine of 1 at every layer that both reach', async () => {
  const { cosines, gradients } = await view('head');
  expect(cosines.filter(({ pair }) => pair.join() === 'one,same')).toEqual(
    ['rgb', 'deep', 'head'].map((layer) => ({ layer, pair: ['one', 'same'], cosine: expect.closeTo(1, 6) })),
  );
  const others = cosines.filter(({ pair }) => pair.join() === 'one,colour');
  expect(others.map(({ layer }) => layer)).toEqual(['rgb', 'deep']);
  expect(others.map(({ cosine }) => Math.abs(cosine) < 0.99)).toEqual([true, true]);
  expect(Object.keys(gradients)).toEqual(['one', 'same']);
});

it('leaves no tensor behind', async () => {
  const tensors = tf.memory().numTensors;
  await view('deep');
  expect(tf.memory().numTensors).toBe(tensors);
});
