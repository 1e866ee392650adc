import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../random.ts';
import { chooseFactor, dealFolds, tried } from './folds.ts';
import { type Compared, improvement } from './rating/improvement.ts';
import { meanRanks, ranksOf } from './rating/ranks.ts';

describe('ranks', () => {
  test('equal values share the mean of their places, what has no number the last', () => {
    expect(ranksOf([0.3, 0.1, 0.3, Number.NaN, 0.2, Number.POSITIVE_INFINITY], false)).toEqual([
      3.5, 1, 3.5, 5.5, 2, 5.5,
    ]);
    expect(ranksOf([0.3, 0.1, 0.3, 0.2], true)).toEqual([1.5, 4, 1.5, 3]);
    expect(ranksOf([], true)).toEqual([]);
  });

  test('their mean is over the metrics, each in its own direction', () => {
    const values = [
      [0.9, 1.0],
      [0.8, 0.5],
      [0.7, 0.5],
    ];
    expect(meanRanks(values, [{ isHigherBetter: true }, { isHigherBetter: false }])).toEqual([2, 1.75, 2.25]);
  });

  test('sum to n(n + 1)/2 whatever is equal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1 }),
        fc.boolean(),
        (values, isHigherBetter) => {
          const n = values.length;
          expect(ranksOf(values, isHigherBetter).reduce((a, b) => a + b)).toBeCloseTo((n * (n + 1)) / 2, 9);
        },
      ),
    );
  });
});

describe('the improvement over the tasks alone', () => {
  const of = (task: string, isHigherBetter: boolean, value: number, reference: number): Compared => ({
    task,
    label: `The metric of ${task}`,
    isHigherBetter,
    value,
    reference,
  });

  test('is higher where it is better, first per task, then over the tasks', () => {
    // Colour: +10 % and +20 % give 15 %; size: an accuracy 5 % lower.
    const compared = [of('colour', true, 0.88, 0.8), of('colour', false, 0.4, 0.5), of('size', true, 0.57, 0.6)];
    const result = improvement(compared);
    expect(result).toEqual({ percent: expect.closeTo((15 - 5) / 2, 10) });
    // Over all metrics alike it would be (10 + 20 − 5)/3.
    expect(result).not.toEqual({ percent: expect.closeTo(25 / 3, 3) });
  });

  test.each<[string, Compared, RegExp]>([
    ['near zero', of('colour', false, 0.1, 1e-8), /The metric of colour is 1e-8 .+ almost nothing/],
    ['below zero', of('area', true, 0.1, -0.4), /is -0\.4 .+ wrong sign/],
    ['within its own spread', { ...of('area', true, 0.1, 0.04), referenceSd: 0.03 }, /within two deviations \(0\.03\)/],
    ['missing', of('area', true, 0.1, Number.NaN), /no value in the run of the task alone/],
  ])('is refused where a reference is %s', (_, compared, reason) => {
    expect(improvement([of('size', true, 0.6, 0.6), compared])).toEqual({ refusal: expect.stringMatching(reason) });
  });

  test('is refused where a run diverged, and where there is nothing to compare', () => {
    expect(improvement([of('size', true, Number.NaN, 0.6)])).toEqual({ refusal: 'The metric of size has no value.' });
    expect(improvement([])).toEqual({ refusal: 'There is no metric to compare.' });
  });
});

describe('folds', () => {
  const labels = fc.array(fc.constantFrom('red S', 'red M', 'blue S', '?'), { minLength: 10, maxLength: 80 });

  test('any two differ by one image at most, also in those of one label', () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 2, max: 10 }), fc.integer(), (list, count, seed) => {
        const folds = dealFolds(list, count, makeRandom(seed));
        const countOf = (fold: number, label?: string) =>
          list.filter((one, i) => folds[i] === fold && (label === undefined || one === label)).length;
        for (const label of [undefined, ...new Set(list)]) {
          const counts = Array.from({ length: count }, (_, fold) => countOf(fold, label));
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('are another permutation with another seed', () => {
    const list = Array.from({ length: 40 }, (_, i) => (i % 2 ? 'a' : 'b'));
    const dealt = (seed: number) => [...dealFolds(list, 5, makeRandom(seed))];
    expect(dealt(1)).toEqual(dealt(1));
    expect(dealt(1)).not.toEqual(dealt(2));
  });
});

describe('the choice of a factor', () => {
  /** Five folds each; means and standard errors by NumPy. */
  const folds = [
    { value: 0, scores: [0.52, 0.48, 0.55, 0.61, 0.5], mean: 0.532, error: 0.022671568097509268 },
    { value: 0.001, scores: [0.44, 0.41, 0.47, 0.52, 0.43], mean: 0.454, error: 0.019131126469708996 },
    { value: 0.003, scores: [0.43, 0.42, 0.45, 0.55, 0.41], mean: 0.452, error: 0.025377155080899053 },
    { value: 0.01, scores: [0.47, 0.43, 0.46, 0.56, 0.44], mean: 0.472, error: 0.023108440016582698 },
    { value: 0.1, scores: [0.7, 0.6, 0.8, 0.75, 0.66], mean: 0.702, error: 0.03469870314579495 },
  ];
  const all = folds.map(({ value, scores }) => tried(value, scores));

  test('is the best mean, and the largest value within one standard error of it', () => {
    for (const [i, { mean, error }] of folds.entries()) {
      expect(all[i]?.mean).toBeCloseTo(mean, 12);
      expect(all[i]?.error).toBeCloseTo(error, 12);
    }
    const chosen = chooseFactor(all, false);
    expect([chosen?.best.value, chosen?.oneError.value]).toEqual([0.003, 0.01]);
  });

  test('takes the larger of two equal ones, and turns round where higher is better', () => {
    const equal = [
      { value: 1, mean: 0.8, error: 0.01 },
      { value: 2, mean: 0.8, error: 0.05 },
      { value: 3, mean: 0.76, error: 0.01 },
      { value: 4, mean: 0.7, error: 0.01 },
    ];
    expect(chooseFactor(equal, true)).toEqual({ best: equal[1], oneError: equal[2] });
  });

  test('leaves out what diverged', () => {
    const lost = tried(9, [Number.NaN, Number.POSITIVE_INFINITY]);
    expect(chooseFactor([lost, { value: 1, mean: 0.5, error: 0.1 }], false)?.oneError.value).toBe(1);
    expect(chooseFactor([lost], false)).toBeUndefined();
  });
});
