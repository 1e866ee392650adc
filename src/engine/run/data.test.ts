import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { splitCounts } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRandom } from '../../core/random.ts';
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

describe('folds', () => {
  const count = 203;
  const dataset = { ...defaultExperiment.dataset, count, size: 16, missingSize: 0.2 };
  const inFold = (fold: number, changes: Partial<Experiment['training']> = {}): Experiment => ({
    ...defaultExperiment,
    dataset,
    training: { ...defaultExperiment.training, validateOn: { kind: 'fold', folds: 5, fold }, ...changes },
  });
  const folds = [1, 2, 3, 4, 5].map((fold) => new Data(inFold(fold)));

  it('let every image validate once, and train otherwise, in the numbers that the experiment says', () => {
    const validating = folds.flatMap(({ validation }) => [...validation]);
    expect(validating.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    for (const [i, { training, validation }] of folds.entries()) {
      expect(new Set([...training, ...validation]).size).toBe(count);
      expect({ training: training.length, validation: validation.length }).toEqual(splitCounts(inFold(i + 1)));
    }
  });

  it('hold as many images of each class of colour, and of each colour and size, as the others, but for one', () => {
    const samples = folds[0]!.samples;
    const { categories, known } = samples.label(Array.from({ length: count }, (_, i) => i));
    const sizeOf = (i: number) => (known.size![i] ? categories.size![i] : '?');
    for (const label of [
      (i: number) => categories.colour![i],
      (i: number) => `${categories.colour![i]} ${sizeOf(i)}`,
    ]) {
      const all = new Set(Array.from({ length: count }, (_, i) => label(i)));
      for (const one of all) {
        const counts = folds.map(({ validation }) => validation.filter((i) => label(i) === one).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('do not depend on what is varied, but on the seed', () => {
    const again = new Data({
      ...inFold(2, { learningRate: 0.1, batchSize: 16 }),
      losses: [...defaultExperiment.losses].reverse(),
    });
    expect(again.validation).toEqual(folds[1]!.validation);
    expect(new Data(inFold(2, { seed: 7 })).validation).not.toEqual(folds[1]!.validation);
  });

  it('leave the split by share as it was', () => {
    const { validation, training } = new Data({ ...defaultExperiment, dataset });
    const order = makeRandom(defaultExperiment.training.seed).fork('data').fork('split').permutation(count);
    expect([...validation, ...training]).toEqual(order);
    expect(validation.length).toBe(41);
  });
});
