import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadOf } from '../compare/seeds.ts';
import { makeRandom } from '../random.ts';
import { chooseFactor, dealFolds, standardError } from './folds.ts';

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
  const tried = (value: number, scores: readonly number[], count = 5) => {
    const spread = spreadOf(scores);
    return { value, mean: spread.mean, error: standardError(spread, count) };
  };
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
    expect(chooseFactor(equal, true)).toEqual({ best: equal[1], oneError: equal[2], within: equal.slice(0, 3) });
  });

  test('leaves out what diverged, and does without an error that is not known', () => {
    const lost = tried(9, [Number.NaN, Number.POSITIVE_INFINITY]);
    expect(chooseFactor([lost, { value: 1, mean: 0.5, error: 0.1 }], false)?.oneError.value).toBe(1);
    expect(chooseFactor([lost], false)).toBeUndefined();
    const single = [tried(1, [0.5]), tried(2, [0.6])];
    expect(chooseFactor(single, false)?.oneError.value).toBe(1);
  });

  test('seeds repeat the folds on the same images: the error has the folds under its root, not the runs', () => {
    // Two seeds of five folds; deviation of the ten scores by NumPy (ddof = 1).
    const scores = [0.52, 0.48, 0.55, 0.61, 0.5, 0.5, 0.49, 0.57, 0.6, 0.47];
    expect(tried(0, scores).error).toBeCloseTo(0.05043147165543886 / Math.sqrt(5), 12);
    // Of folds that did not end as many as there are count.
    expect(tried(0, scores.slice(0, 3)).error).toBeCloseTo(0.03511884584284249 / Math.sqrt(3), 12);
  });
});
