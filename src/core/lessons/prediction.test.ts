/** Predictions are compared with what the reader ran: not before all of it is there, and with nothing else. */
import { expect, test } from 'vitest';
import { makeStrategy } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { lossesIn, trained, validated } from '../promises/arms.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { makeRun, type Run } from '../run/run.ts';
import { type KeptStudy, planFor } from '../study/keptStudy.ts';
import { usualSetting } from '../study/plane/setting.ts';
import { makeStudy } from '../study/study.ts';
import { outcomeOf, type Prediction } from './prediction.ts';
import type { Seen } from './seen.ts';

const asked = { question: 'What?', answers: ['low', 'high'], right: 1, why: '', cuts: [1] } as const;
const experiment = { ...defaultExperiment, training: { ...defaultExperiment.training, evaluateEvery: 10 } };
const plane = { setting: { ...usualSetting('cagrad-toy'), strategies: ['sum'], faders: [1, 1] } } as const;

const seen = (change: Partial<Seen>): Seen => ({
  experiment,
  runs: [],
  studies: [],
  tab: 'curves',
  plane,
  predicted: 0,
  ...change,
});

/** A run that has taken so many steps, its total at 2, and has been evaluated at some of them, its loss at 3. */
function ran(steps: number, evaluated: readonly number[], of = experiment): Run {
  const train = { step: Float32Array.from({ length: steps }, (_, i) => i), total: new Float32Array(steps).fill(2) };
  const validation = { step: Float32Array.from(evaluated), 'loss:size': new Float32Array(evaluated.length).fill(3) };
  return {
    ...makeRun('a', '', of, 1),
    train: append(emptyTable, train),
    validation: append(emptyTable, validation),
  };
}

test('a run counts when it has taken its steps and the evaluation that is due has come', () => {
  const prediction: Prediction = {
    ...asked,
    arms: { a: { experiment, steps: 25 } },
    measure: validated('a', 'loss:size'),
  };
  const outcome = (...runs: readonly Run[]) => outcomeOf(prediction, seen({ runs }));
  expect(outcome()).toBeUndefined();
  expect(outcome(ran(24, [10, 20]))).toBeUndefined();
  expect(outcome(ran(25, [10]))).toBeUndefined();
  expect(outcome(ran(25, [10, 20]))).toBe(1);
});

test('another title, another seed and more epochs are the same experiment, another strategy is not', () => {
  const prediction: Prediction = { ...asked, arms: { a: { experiment, steps: 10 } }, measure: trained('a', 'total') };
  const { training, dataset } = experiment;
  const same = {
    ...experiment,
    title: 'Mine',
    dataset: { ...dataset, seed: 8 },
    training: { ...training, seed: 8, epochs: 3 },
  };
  const other = { ...experiment, strategy: makeStrategy('mgda') };
  expect(outcomeOf(prediction, seen({ runs: [ran(10, [10], same)] }))).toBe(1);
  expect(outcomeOf(prediction, seen({ runs: [ran(10, [10], other)] }))).toBeUndefined();
});

test('a study counts when all of its runs are over, and only one that varies the same', () => {
  const vary = (values: readonly number[]) =>
    makeStudy(experiment, {
      variations: [{ kind: 'list', at: ['losses.size.fader'], join: 'same', values }],
      budget: { steps: 80, patience: 0 },
    });
  const study = vary([1, 2]);
  const kept = (of: typeof study, status: KeptStudy['status']): KeptStudy => ({
    id: 's',
    study: of,
    startedAt: 1,
    status,
    outcomes: planFor(of).runs.map(({ id }, i) => ({
      id,
      ending: 'finished',
      steps: 80,
      outcomes: { 'loss:size': { final: { step: 80, value: 1 + 2 * i }, best: { step: 80, value: 1 } } },
    })),
  });
  const prediction: Prediction = {
    ...asked,
    study,
    read: ({ results }) => lossesIn(results, 'size').reduce((first, second) => second - first),
  };
  const outcome = (...studies: readonly KeptStudy[]) => outcomeOf(prediction, seen({ studies }));
  expect(outcome()).toBeUndefined();
  expect(outcome(kept(study, 'running'))).toBeUndefined();
  expect(outcome(kept(vary([1, 3]), 'done'))).toBeUndefined();
  expect(outcome(kept(study, 'done'))).toBe(1);
});
