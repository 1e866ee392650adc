import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../core/fields.ts';
import { strategyKinds } from '../core/strategies/index.ts';
import { planeKinds, planeOf } from '../core/study/plane/index.ts';
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

  test('is compared at the steps that it names: what comes after them is not walked', () => {
    expect(verdictOf({ steps: 1e12 }).status).toBe('ok');
  });

  test('may name every step of a long walk', () => {
    const steps = Array.from({ length: 70_001 }, (_, i) => i);
    const expected = { steps, x: steps.map((step) => [0.5 ** step, 2 * 0.5 ** step]) };
    expect(verdictOf({ steps: 70_000, expected }).status).toBe('ok');
  });

  test.each(planeKinds)('walks every strategy on %s', (problem) => {
    const { starts, at, options } = planeOf(problem);
    const start = starts[0]!;
    const runs = strategyKinds.map((strategy) => ({
      ...run,
      name: strategy,
      strategy,
      problem,
      start,
      steps: 20,
      optimizer: { kind: 'adam', learningRate: 1e-3, epsilon: 1e-8 },
      expected: { steps: [0, 20], x: [start, start], losses: Array(2).fill(at(start, defaultsOf(options)).losses) },
    }));
    const { cases, error, notes } = verifyPlane(file(...runs.map((one) => ({ ...one, tolerance: 1e3 }))));
    // Twenty steps of Adam go 0.02 at most along each axis: the points are near the start, and not at it.
    expect({ cases, notes }).toEqual({ cases: strategyKinds.length, notes: [] });
    expect(error).toBeGreaterThan(0);
    expect(Number.isFinite(error)).toBe(true);
  });

  test('however broken gets a verdict and a sentence, and never throws', () => {
    const places = [
      ...Object.keys(run).map((name) => [name]),
      ['optimizer', 'kind'],
      ['optimizer', 'learningRate'],
      ['optimizer', 'epsilon'],
      ['expected', 'steps'],
      ['expected', 'x'],
      ['expected', 'losses'],
      ['options'],
      ['options', 'preference'],
      ['problemOptions'],
    ];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        undefined,
        1e308,
        -1e308,
        1e9,
        [],
        [[]],
        [1],
        [1, 2, 3],
        '__proto__',
        ...strategyKinds,
        ...planeKinds,
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), value), { minLength: 1, maxLength: 4 }), (changes) => {
        const broken: Record<string, unknown> = structuredClone(run);
        for (const [[name = '', inner], to] of changes) {
          if (inner === undefined) broken[name] = to;
          else broken[name] = { ...Object(broken[name]), [inner]: to };
        }
        const { status, notes, cases } = verifyPlane(file(broken));
        expect(status === 'ok' || notes.every((note) => note.length > 10)).toBe(true);
        expect(status === 'ok' || notes.length > 0 || cases > 0).toBe(true);
      }),
      { numRuns: 300, seed: 8 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (content) => verifyPlane(content).status === 'unknown'),
      { numRuns: 100, seed: 8 },
    );
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
    [
      'more steps than can be walked',
      { steps: 1e12, expected: { steps: [1e12], x: [[0, 0]] } },
      /at most 10000000 are walked here$/,
    ],
    ['weights without a sum', { lossWeights: [1, -1] }, 'halving: lossWeights do not add up to more than 0'],
    ['points of other steps', { expected: { steps: [1], x: [] } }, 'halving: 0 x for other steps'],
    ['another optimizer', { optimizer: { kind: 'lbfgs', learningRate: 1 } }, /^not a plane file of format 1: runs/],
    ['an expectation that we cannot check', { expected: { steps: [1], weights: [] } }, /^not a plane file of format 1/],
  ])('with %s is unknown, and says why', (_, changes, note) => {
    const { status, notes } = verdictOf(changes);
    expect(status).toBe('unknown');
    expect(notes[0]).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
  });
});
