/** What the page trains while it is put under load. */
import type { Experiment } from '../../../core/experiment.ts';
import { makeLayer } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';

/** Little enough that a start takes no time; 6 steps an epoch. */
export const tiny: Experiment = {
  ...defaultExperiment,
  title: 'Tiny',
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4 }),
      makeLayer('flatten', 'flatten', ['pool']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  training: { ...defaultExperiment.training, batchSize: 8, epochs: 50, evaluateEvery: 600 },
};

/** The tiny experiment under another title, for so many epochs. */
export function tinyFor(title: string, epochs: number): Experiment {
  return { ...tiny, title, training: { ...tiny.training, epochs } };
}

/** The tiny experiment under another title, for so many steps: 25 an epoch, since an experiment has a thousand epochs at most. */
export function tinyOfSteps(title: string, steps: number): Experiment {
  return { ...tiny, title, training: { ...tiny.training, batchSize: 2, epochs: Math.ceil(steps / 25) } };
}

export const twelveLosses: Experiment = {
  ...tiny,
  title: 'Twelve losses',
  losses: Array.from({ length: 6 }, (_, i) =>
    tiny.losses.map((loss) => ({ ...loss, id: i === 0 ? loss.id : `${loss.id}-${i + 1}` })),
  ).flat(),
};

const names = Array.from({ length: 96 }, (_, i) => `conv-${i + 1}`);
export const hundredLayers: Experiment = {
  ...tiny,
  title: 'A hundred layers',
  network: {
    layers: [
      makeLayer('image', 'input', []),
      ...names.map((name, i) =>
        makeLayer(name, 'conv2d', [names[i - 1] ?? 'image'], { filters: 2, activation: 'relu' }),
      ),
      makeLayer('flatten', 'flatten', ['conv-96']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
};
