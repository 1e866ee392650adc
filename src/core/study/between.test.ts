import { expect, test } from 'vitest';
import { makeLoss } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { between, differInFaders, weightsText } from './between.ts';
import { planOf } from './plan.ts';
import { raceOf } from './race.ts';

const { setups } = planOf(raceOf(defaultExperiment, ['mgda'], { seeds: 1 }));
const of = (label: string) => setups.find((setup) => setup.label === label)!.experiment;
const [low, high] = [of('sum, a 0.2'), of('sum, a 0.8')];

test('between two sums the faders are mixed, and nothing else moves', () => {
  const faders = (share: number) => between(low, high, share).losses.map(({ fader }) => fader);
  expect([faders(0), faders(0.25), faders(1)]).toEqual([
    [0.4, 1.6],
    [0.7, 1.3],
    [1.6, 0.4],
  ]);
  expect(differInFaders(low, between(low, high, 0.3))).toBe(true);
  const l2 = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.5 });
  const penalised = between({ ...low, losses: [...low.losses, l2] }, high, 0.5);
  expect(penalised.losses.at(-1)).toBe(l2);
});

test('two experiments that differ in more than faders, or in a penalty, are no ends of a way', () => {
  expect(differInFaders(low, high)).toBe(true);
  expect(differInFaders(low, of('MGDA'))).toBe(false);
  expect(differInFaders(low, { ...high, training: { ...high.training, learningRate: 0.5 } })).toBe(false);
  expect(differInFaders(low, { ...high, training: { ...high.training, seed: 77 } })).toBe(true);
});

test('weights are told as a, or as shares', () => {
  expect(weightsText(between(low, high, 0.25))).toBe('a 0.35');
  const third = makeLoss('more', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' }, { fader: 2 });
  expect(weightsText({ ...low, losses: [...low.losses, third] })).toBe('0.1 : 0.4 : 0.5');
});
