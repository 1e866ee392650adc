import { describe, expect, test } from 'vitest';
import { makeOptimizer } from '../../make.ts';
import type { StrategyKind } from '../../strategies/index.ts';
import { makeDescent, type PlaneOptimizer } from './descent.ts';
import type { Pair } from './planeProblem.ts';
import { usualOptions } from './usualOptions.ts';
import { type Walk, walk } from './walk.ts';

const optimizerOf = (kind: PlaneOptimizer['kind'], params = {}) => makeOptimizer(kind, params) as PlaneOptimizer;

describe('the optimizers are those of PyTorch in float64:', () => {
  const gradients: readonly Pair[] = [
    [0.3, -1.2],
    [0.1, 0.5],
    [-0.7, 0.02],
    [1.5, -0.4],
  ];
  test.each<[string, PlaneOptimizer, Pair]>([
    ['SGD', optimizerOf('sgd'), [0.88, 2.108]],
    ['momentum', optimizerOf('momentum', { momentum: 0.8 }), [0.86304, 2.26864]],
    ['Nesterov', optimizerOf('momentum', { momentum: 0.8, nesterov: true }), [0.770432, 2.322912]],
    ['Adam', optimizerOf('adam', { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }), [0.8090799895150178, 2.1820589771877423]],
  ])('%s', (_, optimizer, end) => {
    const descend = makeDescent(optimizer, 0.1);
    const x = gradients.reduce<Pair>(
      ([x1, x2], gradient) => {
        const [u1, u2] = descend(gradient);
        return [x1 + u1, x2 + u2];
      },
      [1, 2],
    );
    expect(x[0]).toBeCloseTo(end[0], 14);
    expect(x[1]).toBeCloseTo(end[1], 14);
  });
});

const base: Walk = {
  problem: 'fonseca-fleming',
  problemOptions: {},
  strategy: 'sum',
  strategyOptions: {},
  faders: [1, 1],
  start: [0.3, -0.3],
  optimizer: optimizerOf('sgd'),
  learningRate: 0.05,
  steps: 4000,
  seed: 1,
};

/** Where a walk ends. */
function endOf(changes: Partial<Walk>): { readonly x: Pair; readonly losses: Pair } {
  const it = { ...base, ...changes };
  const options = { ...usualOptions(it.strategy), ...changes.strategyOptions };
  const { x, losses } = walk({ ...it, strategyOptions: options }, (step) => step === it.steps);
  return { x: [x[0]!, x[1]!], losses: [losses[0]!, losses[1]!] };
}

describe('on Fonseca–Fleming', () => {
  const starts: readonly Pair[] = [
    [0.3, -0.3],
    [0.5, -0.2],
    [-0.2, 0.6],
    [-0.6, 0.1],
    [0.6, 0.6],
  ];
  const endsOf = (strategy: StrategyKind, more: Partial<Walk> = {}) =>
    starts.map((start) => {
      const { x } = endOf({ strategy, start, ...more });
      return Number(((x[0] + x[1]) * Math.SQRT1_2).toFixed(3)) + 0;
    });

  test.each<[StrategyKind, readonly number[]]>([
    ['sum', [0, 0.958, 0.958, -0.958, 0.958]],
    ['cagrad', [0, 0.958, 0.958, -0.958, 0.958]],
    ['aligned-mtl', [0, 0.958, 0.958, -0.958, 0.958]],
    ['mgda', [0, 0.164, 0.201, -0.271, 0.849]],
    ['pcgrad', [0, 0.218, 0.295, -0.362, 0.849]],
    ['imtl-g', [0, 0.189, 0.244, -0.313, 0.849]],
  ])('%s ends where the literature says, s = √2·x₁', (strategy, ends) => {
    expect(endsOf(strategy)).toEqual(ends);
  });

  test.each<[Pair, number]>([
    [[1, 1], 0],
    [[0.6, 1.4], -0.379],
    [[1.4, 0.6], 0.379],
  ])('smooth Tchebycheff reaches what its preference %j says, from every start', (faders, s) => {
    const ends = endsOf('smooth-tchebycheff', { faders, strategyOptions: { mu: 0.02 } });
    expect(new Set(ends)).toEqual(new Set([s]));
  });

  test('the sum has two end points at 0.4/0.6 too', () => {
    expect(new Set(endsOf('sum', { faders: [0.4, 0.6] }).map(Math.sign))).toEqual(new Set([1, -1]));
  });
});

describe("on CAGrad's toy, from (9, 9) with L₁ ten times smaller", () => {
  const toy: Partial<Walk> = {
    problem: 'cagrad-toy',
    problemOptions: { scale: 0.1 },
    start: [9, 9],
    optimizer: optimizerOf('adam', { epsilon: 1e-8 }),
  };

  test('the sum fails at the published rate, and arrives at ten times that rate in 20,000 steps', () => {
    const slow = endOf({ ...toy, learningRate: 1e-3, steps: 50_000 });
    expect(slow.losses[1]).toBeGreaterThan(0);
    const fast = endOf({ ...toy, learningRate: 1e-2, steps: 20_000 });
    // The optimum of the sum on the Pareto set: x₁ = −5.73 at scale 0.1.
    expect(fast.x[0]).toBeCloseTo(-5.73, 2);
    expect(fast.losses[0] + fast.losses[1]).toBeLessThan(-20.2);
  });

  test('FAMO, which sees the losses from their lower bounds, arrives at the published rate', () => {
    const { x } = endOf({ ...toy, strategy: 'famo', learningRate: 1e-3, steps: 50_000 });
    expect(Math.abs(x[0])).toBeLessThan(1);
    expect(x[1]).toBeCloseTo(-8.355, 2);
  });
});

describe('a walk', () => {
  test('records what is asked for: the points, and what was done there', () => {
    const path = walk({ ...base, strategy: 'sum', faders: [2, 1], steps: 3 }, (step) => step !== 1);
    expect([...path.steps]).toEqual([0, 2, 3]);
    expect([...path.weights]).toEqual([2, 1, 2, 1, 2, 1]);
    expect([...path.x.slice(0, 2)]).toEqual([0.3, -0.3]);
    expect(path.update[0]).toBeCloseTo(-0.05 * path.direction[0]!, 15);
    expect(path.x[4]).toBe(path.x[2]! + path.update[2]!);
    expect(path.divergedAt).toBeUndefined();
  });

  test('records what PCGrad projects: each gradient without its part along the other, where they conflict', () => {
    const problem = { problem: 'convex-quadratic', strategy: 'pcgrad', faders: [2, 1], start: [0.5, 0.5] } as const;
    const { gradients, projections, direction } = walk({ ...base, ...problem, steps: 0 }, () => true);
    // ∇L = 2A(x − u); the first times its fader.
    const g = [2 * 2 * (-0.5 + 0.2 * 0.5), 2 * 2 * (0.2 * -0.5 + 0.05 * 0.5)] as const;
    const h = [2 * (3 * 1.5 - 0.6 * 0.5), 2 * (-0.6 * 1.5 + 0.2 * 0.5)] as const;
    expect([...gradients]).toEqual([...g, ...h].map((value) => expect.closeTo(value, 12)));
    const inner = g[0] * h[0] + g[1] * h[1];
    expect(inner).toBeLessThan(0);
    const off = (a: Pair, b: Pair): Pair => {
      const share = inner / (b[0] ** 2 + b[1] ** 2);
      return [expect.closeTo(a[0] - share * b[0], 12), expect.closeTo(a[1] - share * b[1], 12)];
    };
    const near = (pair: Pair) => pair.map((value) => expect.closeTo(value, 12));
    expect(projections).toEqual([
      [
        { from: near(g), to: off(g, h), loss: 0 },
        { from: near(h), to: off(h, g), loss: 1 },
      ],
    ]);
    const sum = [0, 1].map((axis) => projections[0]!.reduce((total, { to }) => total + to[axis]!, 0));
    expect([...direction]).toEqual(sum.map((value) => expect.closeTo(value, 12)));
  });

  test('records no projections of a strategy that makes none', () => {
    expect(
      walk({ ...base, strategy: 'mgda', strategyOptions: usualOptions('mgda'), steps: 1 }, () => true).projections,
    ).toEqual([[], []]);
  });

  test('says how far from Pareto-stationary each point is', () => {
    const problem: Partial<Walk> = { problem: 'element-wise-quadratic', start: [3, -2] };
    // ∇L₁ = (6, 0) and ∇L₂ = (0, −4): the shortest vector between them is |6·4|/√(6² + 4²) long.
    expect(walk({ ...base, ...problem, steps: 0 }, () => true).gauge[0]).toBeCloseTo(24 / Math.sqrt(52), 12);
    const { gauge } = walk({ ...base, strategy: 'mgda', strategyOptions: usualOptions('mgda') }, () => true);
    expect(gauge.at(-1)).toBeLessThan(1e-9);
  });

  test('that runs away ends at its last finite point', () => {
    const path = walk({ ...base, problem: 'homogeneous-quadratic', learningRate: 1e200, steps: 50 }, () => true);
    expect(path.divergedAt).toBe(path.steps.at(-1));
    expect(path.steps.length).toBeLessThan(10);
    expect([...path.x].every(Number.isFinite)).toBe(true);
  });

  test('in a box stays in it', () => {
    const path = walk({ ...base, problem: 'zdt1', start: [0.9, 0.05], learningRate: 0.5, steps: 30 }, () => true);
    for (const value of path.x) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  test('is the same with the same seed, where the strategy draws', () => {
    const drawn = (seed: number) => [...walk({ ...base, strategy: 'rlw', steps: 5, seed }, () => true).weights];
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });
});
