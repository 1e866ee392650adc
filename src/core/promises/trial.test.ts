import { expect, test } from 'vitest';
import { lessonEffects } from '../lessons/effects.ts';
import { makeStrategy } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { makeStudy } from '../study/study.ts';
import { lossesIn, trained, validated } from './arms.ts';
import type { Arm, Effect, Measured } from './effect.ts';
import { presetEffects } from './ofPresets.ts';
import { promisedSeeds, trialsOf } from './trial.ts';

const longer = { ...defaultExperiment, title: 'Longer', training: { ...defaultExperiment.training, epochs: 90 } };
const other = { ...defaultExperiment, strategy: makeStrategy('mgda') };
const about = { of: 'colour-size', claim: 'A claim.', atLeast: 0 };
const effects: readonly Effect[] = [
  { ...about, arms: { a: { experiment: defaultExperiment, steps: 100 } }, measure: validated('a', 'loss:size') },
  { ...about, arms: { a: { experiment: longer, steps: 250 } }, measure: validated('a', 'loss:size') },
  { ...about, arms: { a: { experiment: longer, steps: 20 } }, measure: trained('a', 'total', 'lowest') },
  { ...about, arms: { a: { experiment: other, steps: 60 } }, measure: validated('a', 'loss:size', 'mean') },
  { ...about, arms: { a: { experiment: other, steps: 33 } }, measure: trained('a', 'total') },
];

test('arms with the same first steps are one run, with the seed, as long as the longest and evaluated where one is read', () => {
  const trials = trialsOf(effects, 7);
  const [first, second] = [trials[0]?.runs, trials[3]?.runs];
  expect(trials.map(({ runs }) => runs)).toEqual([first, first, first, second, second]);
  const { dataset, training } = longer;
  expect(first).toEqual([
    {
      experiment: {
        ...longer,
        title: '',
        dataset: { ...dataset, seed: 7 },
        training: { ...training, seed: 7, evaluateEvery: 50 },
      },
      steps: 250,
    },
  ]);
  // A curve of ten evaluations.
  expect(second?.map(({ steps, experiment }) => [steps, experiment.training.evaluateEvery])).toEqual([[60, 6]]);
});

test('each is read over its own steps of the run that they share', () => {
  const total = Float32Array.from({ length: 250 }, (_, i) => -i);
  const train = append(emptyTable, { step: Float32Array.from(total.keys()), total });
  expect(trialsOf(effects, 7)[2]?.value(() => ({ train, validation: emptyTable }))).toBe(-19);
});

test('a study takes its runs with the seed, and is read as what came out of it', () => {
  const study = makeStudy(defaultExperiment, {
    variations: [{ kind: 'list', at: ['losses.size.fader'], join: 'same', values: [1, 2, 3] }],
    seeds: [4],
    budget: { steps: 80, patience: 0 },
  });
  const loss = ({ experiment }: Arm): Measured => {
    const fader = experiment.losses.find(({ id }) => id === 'size')?.fader ?? 0;
    const columns = { step: Float32Array.of(40, 80), 'loss:size': Float32Array.of(9, 10 * fader) };
    return { train: emptyTable, validation: append(emptyTable, columns) };
  };
  const [trial] = trialsOf(
    [
      {
        ...about,
        study,
        read: ({ results }) => lossesIn(results, 'size').reduce((a, b) => a + b),
      },
    ],
    7,
  );
  expect(
    trial?.runs.map(({ steps, experiment }) => [steps, experiment.training.seed, experiment.dataset.seed]),
  ).toEqual([1, 2, 3].map(() => [80, 7, 7]));
  expect(trial?.value(loss)).toBe(60);
});

test('effects of one study share its runs', () => {
  const ofStudies = lessonEffects.filter((effect) => 'study' in effect && effect.of === 'loss-and-penalty/search');
  const [first, ...others] = trialsOf(ofStudies, 1);
  expect(others.length).toBeGreaterThan(0);
  for (const { runs } of others) for (const [i, run] of runs.entries()) expect(run).toBe(first?.runs[i]);
});

test('no run of a promise is evaluated more than a dozen times', () => {
  for (const { effect, runs } of trialsOf([...presetEffects, ...lessonEffects], promisedSeeds[0]))
    for (const { experiment, steps } of runs)
      expect(steps / experiment.training.evaluateEvery, `${effect.of}: ${effect.claim}`).toBeLessThanOrEqual(12);
});
