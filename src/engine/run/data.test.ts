import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { Data } from './data.ts';
import { makeGallery } from './gallery.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

it('trains on labels with noise, and validates and shows without', () => {
  const clean = { ...defaultExperiment.dataset, count: 64, size: 16 };
  const noisy = { ...clean, labelNoiseColour: 0.5, labelNoiseMask: 0.5, labelNoiseArea: 0.5 };
  const [truth, data] = [clean, noisy].map((dataset) => new Data({ ...defaultExperiment, dataset }));
  const all = Array.from({ length: 64 }, (_, i) => i);
  const read = (of: Data | undefined, isClean: boolean) =>
    tf.tidy(() => {
      const targets = of?.batchOf(all, new Set(['colour', 'mask', 'area']), isClean).targets ?? new Map();
      return [...targets].map(([id, tensor]): [string, string] => [id, tensor.dataSync().join()]);
    });
  expect(read(data, true)).toEqual(read(truth, false));
  const different = read(data, false).filter(([, values], i) => values !== read(truth, false)[i]?.[1]);
  expect(different.map(([id]) => id)).toEqual(['colour', 'mask', 'area']);
  const shown = (of: Data | undefined) =>
    of && makeGallery(defaultExperiment, of.samples, all).map(({ truths }) => truths);
  expect(shown(data)).toEqual(shown(truth));
});
