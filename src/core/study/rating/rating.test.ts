import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Compared, improvement } from './improvement.ts';
import { meanRanks, ranksOf } from './ranks.ts';

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
