import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../random.ts';
import { gramianOf, samplers } from '../../testing/samplers.ts';
import { minimiseQuadratic } from './activeSet.ts';
import { dot, factorise, projectToSimplex, pseudoSolve, sum, symmetricEigen, times } from './linalg.ts';

const seeds = fc.integer({ min: 1, max: 1e6 });
const sizes = fc.integer({ min: 1, max: 8 });

function gramianFor(kind: keyof typeof samplers, seed: number, m: number): number[][] {
  return gramianOf(samplers[kind](makeRandom(seed), m, m + 2));
}

describe('symmetricEigen', () => {
  it('gives orthonormal vectors with M v = λ v, the largest first', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, m) => {
        const matrix = gramianFor('generic', seed, m);
        const { values, vectors } = symmetricEigen(matrix);
        for (const [k, vector] of vectors.entries()) {
          const image = times(matrix, vector);
          for (let i = 0; i < m; i++)
            expect(Math.abs(image[i]! - values[k]! * vector[i]!)).toBeLessThan(1e-12 * m * values[0]!);
          for (let j = 0; j <= k; j++) expect(dot(vector, vectors[j]!)).toBeCloseTo(j === k ? 1 : 0, 12);
          if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]!);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('diagonalises a matrix known in closed form', () => {
    const { values } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
  });
});

describe('solving', () => {
  it('solves M x = b by Cholesky where M is definite, also badly scaled', () => {
    const matrix = [
      [4e-12, 1e-3],
      [1e-3, 9e6],
    ];
    const [first = 0, second = 0] = factorise(matrix)?.([1, 2]) ?? [];
    // Cramer's rule, with the determinant 3.5e-5.
    expect(first / ((9e6 - 2e-3) / 3.5e-5)).toBeCloseTo(1, 12);
    expect(second / ((8e-12 - 1e-3) / 3.5e-5)).toBeCloseTo(1, 12);
  });

  it('refuses a singular matrix, whose pseudo-inverse gives the shortest solution', () => {
    const ones = [
      [1, 1],
      [1, 1],
    ];
    expect(factorise(ones)).toBeUndefined();
    expect(pseudoSolve(ones, [1, 1])).toEqual([expect.closeTo(0.5, 14), expect.closeTo(0.5, 14)]);
  });
});

describe('projectToSimplex', () => {
  it('gives the nearest point: no other point of the simplex makes an acute angle with what is left', () => {
    const entries = fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(entries, (v) => {
        const w = projectToSimplex(v);
        expect(sum(w)).toBeCloseTo(1, 12);
        expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
        const rest = v.map((value, i) => value - w[i]!);
        const scale = Math.max(1, ...v.map(Math.abs));
        for (const value of rest) expect(value - dot(rest, w)).toBeLessThanOrEqual(1e-12 * scale);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('keeps a point that is on the simplex', () => {
    expect(projectToSimplex([0.25, 0.75])).toEqual([0.25, 0.75]);
  });
});

describe('minimiseQuadratic', () => {
  it.each(['generic', 'conflicting', 'rank-deficient', 'opposite', 'stationary'] as const)(
    'meets the optimality conditions over x ≥ 0 on %s Gramians',
    (kind) => {
      fc.assert(
        fc.property(seeds, fc.integer({ min: 2, max: 10 }), (seed, m) => {
          const gramian = gramianFor(kind, seed, m);
          // Bounded: q lies in the range of Q.
          const Q = gramian.map((row) => row.map((value) => value + 1));
          const q = Q.map((row) => -sum(row) / m).map((value, i) => value + dot(Q[i]!, Q[0]!) / Q[0]![0]!);
          const x = minimiseQuadratic(Q, q);
          const slope = times(Q, x).map((value, i) => value + q[i]!);
          const scale = Math.max(...q.map(Math.abs), ...Q.flat().map(Math.abs)) * Math.max(1, ...x);
          expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
          for (let i = 0; i < m; i++) {
            expect(slope[i]).toBeGreaterThanOrEqual(-1e-10 * scale);
            expect(Math.abs(slope[i]! * x[i]!)).toBeLessThanOrEqual(1e-10 * scale * Math.max(1, ...x));
          }
        }),
        { numRuns: 40, seed: 3 },
      );
    },
  );

  it.each(['generic', 'conflicting', 'opposite', 'parallel'] as const)(
    'meets the optimality conditions over aᵀx = 1 on %s Gramians',
    (kind) => {
      fc.assert(
        fc.property(seeds, fc.integer({ min: 2, max: 10 }), (seed, m) => {
          const random = makeRandom(seed);
          const Q = gramianFor(kind, seed, m);
          const q = times(
            Q,
            Array.from({ length: m }, () => random.normal()),
          );
          const a = Array.from({ length: m }, () => random.uniform(0.1, 2));
          const x = minimiseQuadratic(Q, q, a);
          const slope = times(Q, x).map((value, i) => value + q[i]!);
          const price = dot(slope, x);
          const scale = Math.max(1, ...q.map(Math.abs), ...Q.flat().map(Math.abs)) * Math.max(1, ...x);
          expect(dot(a, x)).toBeCloseTo(1, 10);
          expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
          for (let i = 0; i < m; i++) expect(slope[i]! - price * a[i]!).toBeGreaterThanOrEqual(-1e-9 * scale);
        }),
        { numRuns: 40, seed: 4 },
      );
    },
  );
});
