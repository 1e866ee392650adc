import { expect, test } from 'vitest';
import type { Experiment } from '../experiment.ts';
import { makeLoss } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { isWeighedAlike, sameLosses } from './sameLosses.ts';

const ids = (experiment: Experiment) => [...sameLosses(defaultExperiment, experiment)];
const withLayer = (id: string, change: object): Experiment => ({
  ...defaultExperiment,
  network: {
    layers: defaultExperiment.network.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
  },
});

test('a fader, a mute, a rate and the optimizer leave a loss the same', () => {
  const losses = defaultExperiment.losses.map((loss) => ({ ...loss, fader: 0.3, muted: true, rate: 2 }));
  const training = { ...defaultExperiment.training, learningRate: 0.5 };
  expect(ids({ ...defaultExperiment, losses, training })).toEqual(['colour', 'size']);
});

test('another kind or another layer before it makes it another loss, another head does not', () => {
  const [colour, size] = defaultExperiment.losses;
  if (!colour || !size) throw new Error('The default experiment has changed.');
  const reads = { output: 'head-colour', target: 'colour' };
  expect(ids({ ...defaultExperiment, losses: [makeLoss('colour', 'multi-class-hinge', reads), size] })).toEqual([
    'size',
  ]);
  expect(ids(withLayer('head-size', { bias: false }))).toEqual(['colour']);
  expect(ids(withLayer('conv-1', { filters: 7 }))).toEqual([]);
});

test('other data make every loss another one', () => {
  expect(ids({ ...defaultExperiment, dataset: { ...defaultExperiment.dataset, count: 64 } })).toEqual([]);
});

test('losses are weighed alike by one strategy with one schedule', () => {
  expect(isWeighedAlike(defaultExperiment, { ...defaultExperiment, title: 'x' })).toBe(true);
  expect(
    isWeighedAlike(defaultExperiment, {
      ...defaultExperiment,
      schedule: { ...defaultExperiment.schedule, kind: 'alternating' as const },
    }),
  ).toBe(false);
});

test('a fader on a course leaves a loss the same, and what was measured of its weight behind', () => {
  const course = { kind: 'constant', warmUp: 9 } as const;
  const losses = defaultExperiment.losses.map((loss) => (loss.id === 'size' ? { ...loss, course } : loss));
  const experiment = { ...defaultExperiment, losses };
  expect(ids(experiment)).toEqual(['colour', 'size']);
  expect(isWeighedAlike(defaultExperiment, experiment)).toBe(false);
});
