import { describe, expect, test } from 'vitest';
import { ended } from '../../compare/testing/runs.ts';
import { makeLoss } from '../../make.ts';
import { defaultExperiment } from '../../presets.ts';
import type { StudyOutcome } from '../outcomes.ts';
import { planOf } from '../plan.ts';
import { resultsOf } from '../results.ts';
import { makeStudy, type Study, type Variation } from '../study.ts';
import { linesOf, uncertaintyText } from './curve.ts';
import { distinctNumbers, variedNumbers } from './variedNumber.ts';

const l2 = makeLoss('l2', 'l2', { scope: 'all' });
const experiment = { ...defaultExperiment, losses: [...defaultExperiment.losses, l2] };
const list = (
  at: string | readonly string[],
  values: readonly unknown[],
  join: 'same' | 'shares' = 'same',
): Variation => ({
  kind: 'list',
  at: typeof at === 'string' ? [at] : at,
  join,
  values,
});
const studyOf = (variations: readonly Variation[], more: Partial<Study> = {}) => {
  const study = makeStudy(experiment, { variations, ...more });
  return { study, plan: planOf(study) };
};
const numbersOf = (...variations: Variation[]) => {
  const { study, plan } = studyOf(variations);
  expect(plan.problems).toEqual([]);
  return variedNumbers(study, plan).map(({ name, isLog, isPenalty }) => [name, isLog, isPenalty]);
};

describe('the numbers that a study varies', () => {
  test('have the names of their fields, and stand at ratios or differences as they are chosen', () => {
    expect(numbersOf(list('training.learningRate', [0.001, 0.003, 0.01]))).toEqual([['learning rate', true, false]]);
    expect(numbersOf(list('training.batchSize', [16, 32, 48, 64]))).toEqual([['batch size', false, false]]);
    expect(numbersOf(list(['losses.colour.fader', 'losses.size.fader'], [0.2, 0.5, 0.8], 'shares'))).toEqual([
      ['a', false, false],
    ]);
    expect(numbersOf(list('losses.l2.fader', [0, 0.001, 0.01, 0.1]))).toEqual([['λ of L2', true, true]]);
    expect(numbersOf(list('losses.l2.fader', [0, 0.001]))).toEqual([['λ of L2', false, true]]);
    expect(numbersOf(list('losses.l2.fader', [0.001, 0.01]))).toEqual([['λ of L2', true, true]]);
  });

  test('are none where methods are varied, several where several are, and points where they are drawn', () => {
    expect(numbersOf(list('strategy', ['sum', 'mgda']))).toEqual([]);
    const two = [list('strategy', ['sum', 'mgda']), list('training.learningRate', [0.1, 0.01])];
    expect(numbersOf(...two)).toEqual([['learning rate', true, false]]);
    const { study, plan } = studyOf([
      {
        kind: 'random',
        count: 3,
        seed: 1,
        draws: [
          { kind: 'between', at: ['training.learningRate'], join: 'same', from: 1e-4, to: 0.1, scale: 'log' },
          { kind: 'between', at: ['training.batchSize'], join: 'same', from: 8, to: 64, scale: 'linear' },
          { kind: 'list', at: ['strategy'], join: 'same', values: ['sum'] },
        ],
      },
    ]);
    const numbers = variedNumbers(study, plan);
    expect(numbers.map(({ name, isLog, isDrawn }) => [name, isLog, isDrawn])).toEqual([
      ['learning rate', true, true],
      ['batch size', false, true],
    ]);
    expect(distinctNumbers(plan.setups, numbers[1]!)).toHaveLength(3);
  });
});

describe('the points of a curve', () => {
  const variations = [list('training.learningRate', [0.1, 0.001, 0.01]), list('strategy', ['sum', 'mgda'])];
  const { study, plan } = studyOf(variations, { seeds: [1, 2] });
  const outcomes = plan.runs.flatMap((run): StudyOutcome[] => {
    const { learningRate } = run.experiment.training;
    const isDiverged = learningRate === 0.1 && run.seed === 2;
    const outcome = { id: run.id, steps: 1, outcomes: { 'accuracy:colour': ended(learningRate + run.seed / 100) } };
    if (learningRate === 0.01 && run.experiment.strategy.kind === 'mgda') return [];
    return [{ ...outcome, ending: isDiverged ? 'diverged' : 'finished' }];
  });
  const results = resultsOf(plan, outcomes);
  const [varied] = variedNumbers(study, plan);
  const lines = linesOf(results.setups, varied!, results.measures[0]!, study);

  test('are in order, a line for each of what else is varied, with their runs; what diverged is lost', () => {
    const told = lines.map(({ label, points }) => [
      label,
      points.map(({ value, mean, lost, runs }) => [value, Number(mean.toFixed(6)), lost, runs.map(({ seed }) => seed)]),
    ]);
    expect(told).toEqual([
      [
        'Weighted sum',
        [
          [0.001, 0.016, 0, [1, 2]],
          [0.01, 0.025, 0, [1, 2]],
          [0.1, 0.11, 1, [1]],
        ],
      ],
      [
        'MGDA',
        [
          [0.001, 0.016, 0, [1, 2]],
          [0.1, 0.11, 1, [1]],
        ],
      ],
    ]);
  });

  test('have the deviation over seeds as their error, none of a single run', () => {
    // Of two values 0.01 apart it is 0.01 / √2.
    expect(lines[0]?.points.map(({ error }) => error)).toEqual([
      expect.closeTo(0.01 / Math.SQRT2, 12),
      expect.closeTo(0.01 / Math.SQRT2, 12),
      Number.NaN,
    ]);
    expect(uncertaintyText({ folds: 0, seeds: [1, 2] })).toBe('± is the standard deviation over 2 seeds');
    expect(uncertaintyText({ folds: 5, seeds: [1] })).toBe('± is the standard error over 5 folds');
  });
});
