import { expect, test } from 'vitest';
import { weightsOfClasses } from './classWeights.ts';

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
