import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../fields.ts';
import { makeRandom } from '../../random.ts';
import { reachedByWeights } from '../rating/front.ts';
import { planeKinds, planeOf } from './index.ts';
import type { Pair } from './planeProblem.ts';

const random = makeRandom(3);

describe.each(planeKinds)('%s', (kind) => {
  const problem = planeOf(kind);
  const options = defaultsOf(problem.options);
  const { low, high } = problem.box ?? problem.view;
  const draw = (): Pair => [random.uniform(low[0], high[0]), random.uniform(low[1], high[1])];
  const at = (x: Pair) => problem.at(x, options);

  test('is found under its kind, with starts in view', () => {
    expect(problem.kind).toBe(kind);
    for (const start of problem.starts) {
      for (const i of [0, 1] as const) {
        expect(start[i]).toBeGreaterThanOrEqual(problem.view.low[i]);
        expect(start[i]).toBeLessThanOrEqual(problem.view.high[i]);
      }
    }
  });

  test('has the gradients of its losses, by central differences', () => {
    for (let draws = 0; draws < 200; draws++) {
      const x = draw();
      const h = 1e-6;
      for (const axis of [0, 1] as const) {
        const moved = (by: number) => at(axis === 0 ? [x[0] + by, x[1]] : [x[0], x[1] + by]).losses;
        const [before, after] = [moved(-h), moved(h)];
        for (const i of [0, 1] as const) {
          const slope = (after[i] - before[i]) / (2 * h);
          const claimed = at(x).gradients[i][axis];
          expect(Math.abs(claimed - slope), `loss ${i + 1} at ${x}`).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope)));
        }
      }
    }
  });

  test('has losses above their bounds', () => {
    for (let draws = 0; draws < 1000; draws++) {
      const { losses } = at(draw());
      const lowest = problem.lowest(options);
      for (const i of [0, 1] as const) expect(losses[i]).toBeGreaterThanOrEqual(lowest[i]);
    }
  });

  test('has a Pareto set that nothing dominates, from the best of L₁ to the best of L₂', () => {
    const front = problem.paretoSet(60).map((piece) => piece.map((x) => at(x).losses));
    const points = front.flat();
    const drawn = Array.from({ length: 5000 }, () => at(draw()).losses);
    for (const [f1, f2] of points) {
      expect([...drawn, ...points].some(([g1, g2]) => g1 < f1 - 1e-9 && g2 < f2 - 1e-9)).toBe(false);
    }
    for (const [i, [f1, f2]] of points.entries()) {
      const next = points[i + 1];
      if (!next) continue;
      expect(next[0]).toBeGreaterThan(f1);
      expect(next[1]).toBeLessThan(f2);
    }
    for (const [g1, g2] of drawn) {
      expect(g1).toBeGreaterThanOrEqual(points[0]![0] - 1e-9);
      expect(g2).toBeGreaterThanOrEqual(points.at(-1)![1] - 1e-9);
    }
  });
});

describe("CAGrad's toy", () => {
  const toy = planeOf('cagrad-toy');

  test.each<[string, Pair, Pair, readonly [Pair, Pair]]>([
    [
      'on the kink, where the gradient passes on both sides',
      [0, 0],
      [0, 0],
      [
        [0, 10.856381484247684],
        [0, 10.856381484247684],
      ],
    ],
    [
      'in a valley',
      [-8.5, 7.5],
      [6.552363407771327, 7.900798143172848],
      [
        [-0.28539851198351834, 0.007248720226029931],
        [-0.07399217423619772, 0.00873943752792188],
      ],
    ],
    [
      'in the bowls',
      [9, -1],
      [-8.831058875238785, 2.8142934877134578],
      [
        [0.1848468629040039, 7.5792044905058376],
        [1.4787749032320312, -2.3300369448648457],
      ],
    ],
  ])('has the values and gradients of toy.py in PyTorch %s', (_, x, losses, gradients) => {
    const got = toy.at(x, { scale: 1 });
    for (const i of [0, 1] as const) {
      expect(got.losses[i]).toBeCloseTo(losses[i], 12);
      for (const axis of [0, 1] as const) expect(got.gradients[i][axis]).toBeCloseTo(gradients[i][axis], 12);
    }
  });

  test('has a Pareto set that bows, and is not the line usually drawn', () => {
    const set = toy.paretoSet(17)[0]!;
    const x2 = (x1: number) => set.find((x) => x[0] === x1)![1];
    // At x₁ = 0 by mpmath: the root of d/dx₂ of q·tanh(−x₂/2).
    expect(x2(0)).toBeCloseTo(-8.35510977675626, 12);
    expect([0, 1.75, -1.75, 3.5, 5.25, 7, -7].map((x1) => x2(x1).toFixed(4))).toEqual([
      '-8.3551',
      '-8.3604',
      '-8.3604',
      '-8.3760',
      '-8.4011',
      '-8.4345',
      '-8.4345',
    ]);
    const [centre] = toy.at([0, x2(0)], { scale: 1 }).losses;
    expect(centre).toBeCloseTo(-15.0916, 4);
    const [first, second] = toy.at([7, x2(7)], { scale: 1 }).losses;
    expect([first, second].map((value) => value.toFixed(4))).toEqual(['-19.9894', '-0.3979']);
  });

  test('has a convex front: weights reach all of it', () => {
    const front = toy.paretoSet(101)[0]!.map((x) => toy.at(x, { scale: 1 }).losses);
    expect(reachedByWeights(front).every(Boolean)).toBe(true);
  });
});

describe('what no weights reach', () => {
  test('is |s| < 0.957504 on Fonseca–Fleming, where atanh s = 2s', () => {
    const problem = planeOf('fonseca-fleming');
    const set = problem.paretoSet(20_001)[0]!;
    const reached = reachedByWeights(set.map((x) => problem.at(x, {}).losses));
    const gap = set.filter((_, i) => !reached[i]).map(([x]) => x * Math.SQRT2);
    expect(Math.max(...gap)).toBeCloseTo(0.957504, 3);
    expect(Math.min(...gap)).toBeCloseTo(-0.957504, 3);
    expect(gap.length).toBe(set.filter(([x]) => Math.abs(x * Math.SQRT2) < 0.9575).length);
  });

  test('is all of ZDT2 but its ends, and nothing of ZDT1', () => {
    const reachedOn = (kind: 'zdt1' | 'zdt2') => {
      const problem = planeOf(kind);
      return reachedByWeights(problem.paretoSet(101)[0]!.map((x) => problem.at(x, {}).losses));
    };
    expect(
      reachedOn('zdt2')
        .map((reached, i) => (reached ? i : -1))
        .filter((i) => i >= 0),
    ).toEqual([0, 100]);
    expect(reachedOn('zdt1').every(Boolean)).toBe(true);
  });

  test('ZDT3 has its front in five pieces', () => {
    const pieces = planeOf('zdt3').paretoSet(50);
    // The published ends (Zitzler, Deb & Thiele 2000, as in pymoo).
    const ends = pieces.map((piece) => [piece[0]![0], piece.at(-1)![0]]);
    const published = [
      [0, 0.0830015349],
      [0.182228728, 0.2577623634],
      [0.4093136748, 0.4538821041],
      [0.6183967944, 0.6525117038],
      [0.8233317983, 0.8518328654],
    ];
    expect(ends.length).toBe(5);
    for (const [i, [from, to]] of published.entries()) {
      expect(ends[i]![0]).toBeCloseTo(from!, 4);
      expect(ends[i]![1]).toBeCloseTo(to!, 4);
    }
  });
});
