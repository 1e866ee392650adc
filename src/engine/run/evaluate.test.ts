import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { evaluationBatch } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer, makeLoss } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { Stepper } from '../step/stepper.ts';
import { Data } from './data.ts';
import { answerGallery, evaluate } from './evaluate.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Outputs of 13 MB an image, so that an evaluation takes few images at once. */
const large: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('large', 'up-sample', ['image'], { factor: 4 }),
      makeLayer('larger', 'up-sample', ['large'], { factor: 4 }),
      makeLayer('largest', 'up-sample', ['larger'], { factor: 4 }),
      makeLayer('pool', 'global-pool', ['largest']),
      makeLayer('head', 'dense', ['pool'], { units: 8 }),
    ],
  },
  losses: [makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' })],
  training: { ...defaultExperiment.training, batchSize: 1, validationShare: 0.3 },
};

it('evaluates and answers for every image, in pieces that fit into memory', async () => {
  const graph = analyse(large);
  const size = evaluationBatch(large, graph.nodes.values());
  const data = new Data(large);
  const stepper = new Stepper(large, graph, data.stepsPerEpoch);
  let batches = 0;
  const { confusion } = await evaluate(large, data, stepper, async () => {
    batches++;
  });
  const asked = data.validation.slice(0, 16);
  const { answers } = await answerGallery(large, data, stepper, asked, 0);
  stepper.dispose();
  expect([size, batches]).toEqual([10, Math.ceil(data.validation.length / 10)]);
  expect(confusion.colour?.flat().reduce((a, b) => a + b)).toBe(data.validation.length);
  expect(answers.colour?.length).toBe(16);
  expect(tf.memory().numTensors).toBe(0);
});
