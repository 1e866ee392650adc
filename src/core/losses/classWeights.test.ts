import { expect, test } from 'vitest';
import { makeLoss } from '../make.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment } from '../presets.ts';
import { classWeightProblems, weightsOfClasses } from './classWeights.ts';

const counts = [6, 3, 1, 0];

test('without class weights there are none', () => {
  expect(weightsOfClasses({ classWeights: 'none', handWeights: [9] }, counts)).toBeUndefined();
});

test('inverse frequency is N/(K·Nₖ), so that every class that occurs has the same sum of weights', () => {
  // compute_class_weight('balanced') of scikit-learn gives N/(K·Nₖ) for the classes that occur.
  const weights = weightsOfClasses({ classWeights: 'inverse', handWeights: [] }, counts);
  expect(weights).toEqual([10 / 24, 10 / 12, 10 / 4, 0]);
  expect(weights?.map((weight, k) => weight * counts[k]!)).toEqual([2.5, 2.5, 2.5, 0]);
});

test('weights by hand are as many as there are classes: missing ones are 1, others are left out', () => {
  expect(weightsOfClasses({ classWeights: 'manual', handWeights: [2, 0] }, counts)).toEqual([2, 0, 1, 1]);
  expect(weightsOfClasses({ classWeights: 'manual', handWeights: [1, 2, 3, 4, 5] }, counts)).toEqual([1, 2, 3, 4]);
});

test('weights by hand that cannot be meant are told, with what helps', () => {
  const problems = (handWeights: readonly number[], classWeights = 'manual') =>
    classWeightProblems(
      makeLoss('size', 'softmax-focal', { output: 'head', target: 'size' }, { classWeights, handWeights }),
      3,
    ).map(({ message, remedy }) => `${message} ${remedy}`);
  expect(problems([1, 2])).toEqual([]);
  expect(problems([1, 2, 3, 4])).toEqual(['There are 4 weights by hand; the target has 3 classes. Remove the last 1.']);
  expect(problems([0, 0, 0])).toEqual([
    'The weight of every class is 0: the loss is 0 and teaches nothing. Raise one above 0.',
  ]);
  expect(problems([0, 0, 0], 'none')).toEqual([]);
});

test.each([
  [[1, 2000], 'a list'],
  [Array(33).fill(1), 'a list'],
  ['2, 3', 'a list'],
  [[1, null], 'a list'],
])('weights by hand that are out of bounds become a problem: %j', (handWeights, allowed) => {
  const losses = [{ ...defaultExperiment.losses[0], classWeights: 'manual', handWeights }];
  const { experiment, problems } = parseExperiment({ ...defaultExperiment, losses });
  expect(experiment.losses[0]).toMatchObject({ classWeights: 'manual', handWeights: [] });
  expect(problems.map(({ at, message }) => [at, message.includes(allowed)])).toEqual([
    [['losses', 'colour', 'handWeights'], true],
  ]);
});
