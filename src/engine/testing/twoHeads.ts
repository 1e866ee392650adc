/** The experiment of most tests of the engine: it has all that a step has, and trains in no time. */
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';

/** Colour and size by two heads on a trunk of one convolution, from 48 images of 16×16 of which 39 train. */
export const twoHeads: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 48, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, stride: 2, activation: 'relu' }),
      makeLayer('pool-1', 'max-pool', ['conv-1']),
      makeLayer('flatten', 'flatten', ['pool-1']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  training: { ...defaultExperiment.training, batchSize: 16, epochs: 2, evaluateEvery: 4 },
};
