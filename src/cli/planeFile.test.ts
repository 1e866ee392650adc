import { describe, expect, test } from 'vitest';
import { verifyPlane } from './planeFile.ts';

/** One step of SGD on (x₁², x₂²) from (1, 2) at 0.25: each parameter is halved. */
const run = {
  name: 'halving',
  problem: 'element-wise-quadratic',
  strategy: 'sum',
  lossWeights: [1, 1],
  start: [1, 2],
  optimizer: { kind: 'sgd', learningRate: 0.25 },
  steps: 1,
  tolerance: 1e-12,
  expected: {
    steps: [0, 1],
    x: [
      [1, 2],
      [0.5, 1],
    ],
    losses: [
      [1, 4],
      [0.25, 1],
    ],
  },
};
const file = (...runs: object[]) => ({ format: 1, kind: 'plane', runs });
const verdictOf = (changes: object) => verifyPlane(file({ ...run, ...changes }));

describe('a plane file', () => {
  test('with which we agree is ok', () => {
    expect(verifyPlane(file(run))).toEqual({ strategy: 'plane', cases: 1, error: 0, status: 'ok', notes: [] });
  });

  test('differs where a point or a loss does, relative to the largest above one', () => {
    const expected = {
      ...run.expected,
      losses: [
        [1, 4],
        [0.25, 1.4],
      ],
    };
    const { status, error, notes } = verdictOf({ expected });
    expect({ status, notes }).toEqual({
      status: 'differs',
      notes: ['halving: losses after step 1, error 1.00e-1 > 1e-12'],
    });
    expect(error).toBeCloseTo(0.1, 12);
    expect(verdictOf({ lossWeights: [2, 1] }).status).toBe('differs');
  });

  test('differs where our walk has run away before', () => {
    expect(verdictOf({ optimizer: { kind: 'sgd', learningRate: 1e308 }, start: [1e10, 1] })).toMatchObject({
      error: Number.POSITIVE_INFINITY,
      status: 'differs',
    });
  });

  test('takes the options of problem, strategy and optimizer', () => {
    const mgda = { strategy: 'mgda', options: { normalisation: 'l2' }, expected: { steps: [0], x: [[1, 2]] } };
    expect(verdictOf(mgda).status).toBe('ok');
    const toy = { problem: 'cagrad-toy', start: [0, 0], expected: { steps: [0], losses: [[0, 0]] } };
    expect(verdictOf({ ...toy, problemOptions: { scale: 0.1 } }).status).toBe('ok');
    const adam = { kind: 'adam', learningRate: 0.25, epsilon: 0 };
    // The first step of Adam has the length of the rate.
    expect(verdictOf({ optimizer: adam, expected: { steps: [1], x: [[0.75, 1.75]] } }).status).toBe('ok');
  });

  test('takes a preference apart from the weights of the losses', () => {
    // Tchebycheff steps on the larger of p₁·1 and p₂·4, along pᵢ∇Lᵢ.
    const of = (preference: number[], x: number[]) =>
      verdictOf({ strategy: 'tchebycheff', options: { preference }, expected: { steps: [1], x: [x] } }).status;
    expect(of([0.9, 0.1], [1 - 0.25 * 0.9 * 2, 2])).toBe('ok');
    expect(of([0.5, 0.5], [1, 2 - 0.25 * 0.5 * 4])).toBe('ok');
  });

  test('does not clip the update of Nash-MTL: two gradients at right angles give |d| = √2', () => {
    const expected = { steps: [1], x: [[0.75, 1.75]] };
    expect(verdictOf({ strategy: 'nash-mtl', expected, tolerance: 1e-8 }).status).toBe('ok');
  });

  test.each([
    ['another plane', { problem: 'sphere' }, 'halving: there is no plane "sphere" here'],
    ['another strategy', { strategy: 'no-such' }, 'halving: there is no strategy "no-such" here'],
    ['an option of no strategy', { options: { alpha: 1 } }, 'halving: sum has no option "alpha"'],
    ['an option of no problem', { problemOptions: { scale: 1 } }, 'halving: the problem has no option "scale"'],
    [
      'an option that is no number',
      { optimizer: { kind: 'adam', learningRate: 1, epsilon: 'small' } },
      'halving: epsilon cannot be "small"',
    ],
    ['nothing to compare', { expected: { steps: [1] } }, 'halving: neither points nor losses are expected'],
    ['a step after the last', { steps: 0 }, 'halving: a step after the last, 0'],
    ['points of other steps', { expected: { steps: [1], x: [] } }, 'halving: 0 x for other steps'],
    ['another optimizer', { optimizer: { kind: 'lbfgs', learningRate: 1 } }, /^not a plane file of format 1: runs/],
    ['an expectation that we cannot check', { expected: { steps: [1], weights: [] } }, /^not a plane file of format 1/],
  ])('with %s is unknown, and says why', (_, changes, note) => {
    const { status, notes } = verdictOf(changes);
    expect(status).toBe('unknown');
    expect(notes[0]).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
  });
});
