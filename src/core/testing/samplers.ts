/**
 * What the tests of the strategies measure: seeded gradients of every awkward structure, and what is read off an update.
 * Only tests import this file.
 */
import { makeRandom, type Random } from '../random.ts';
import type { Matrix, Measured } from '../strategies/strategy.ts';

type Sampler = (random: Random, m: number, p: number) => number[][];

const normal: Sampler = (random, m, p) =>
  Array.from({ length: m }, () => Array.from({ length: p }, () => random.normal()));

/** Gradients [m][P] by structure; `generic` ones have full rank if P ≥ m. */
export const samplers = {
  generic: normal,
  conflicting: (random, m, p) => {
    const [base = []] = normal(random, 1, p);
    return normal(random, m, p).map((row, i) => row.map((value, k) => value + (i % 2 === 0 ? 1.5 : -1.5) * base[k]!));
  },
  'of very different lengths': (random, m, p) =>
    normal(random, m, p).map((row, i) => row.map((value) => value * 10 ** ((i * 25) / m - 10))),
  tiny: (random, m, p) => normal(random, m, p).map((row) => row.map((value) => value * 1e-10)),
  huge: (random, m, p) => normal(random, m, p).map((row) => row.map((value) => value * 1e15)),
  'rank-deficient': (random, m, p) => {
    const base = normal(random, Math.max(1, Math.floor(m / 2)), p);
    return normal(random, m, base.length).map((mix) => combine(base, mix));
  },
  stationary: (random, m, p) => {
    const rows = normal(random, m - 1, p);
    return [...rows, combine(rows, new Array<number>(m - 1).fill(-1), p)];
  },
  opposite: (random, m, p) => {
    const [base = []] = normal(random, 1, p);
    return Array.from({ length: m }, (_, i) => base.map((value) => (i % 2 === 0 ? value : -value)));
  },
  identical: (random, m, p) => {
    const [base = []] = normal(random, 1, p);
    return Array.from({ length: m }, () => [...base]);
  },
  parallel: (random, m, p) => {
    const [base = []] = normal(random, 1, p);
    return Array.from({ length: m }, (_, i) => base.map((value) => value * (i + 1)));
  },
  'with a zero row': (random, m, p) => normal(random, m, p).map((row, i) => (i === 0 ? row.map(() => 0) : row)),
  'all zero': (_, m, p) => Array.from({ length: m }, () => new Array<number>(p).fill(0)),
} satisfies Record<string, Sampler>;

/** Jᵀw; `size` is P where there are no rows. */
export function combine(rows: Matrix, weights: readonly number[], size = rows[0]?.length ?? 0): number[] {
  return Array.from({ length: size }, (_, k) => rows.reduce((total, row, i) => total + weights[i]! * row[k]!, 0));
}

/** J·Jᵀ. */
export function gramianOf(rows: Matrix): number[][] {
  return rows.map((a) => rows.map((b) => a.reduce((total, value, k) => total + value * b[k]!, 0)));
}

/** J d. */
export function slopes(rows: Matrix, d: readonly number[]): number[] {
  return rows.map((row) => row.reduce((total, value, k) => total + value * d[k]!, 0));
}

/** |x|. */
export function lengthOf(x: readonly number[]): number {
  return Math.hypot(...x);
}

/** Everything a strategy may be shown for these gradients; losses are one unless given. */
export function measure(gradients: Matrix, more: Partial<Measured> = {}): Measured {
  const m = gradients.length;
  return {
    losses: gradients.map(() => 1),
    preference: gradients.map(() => 1 / m),
    gramian: gramianOf(gradients),
    jacobian: gradients.map((row) => Float64Array.from(row)),
    step: 0,
    stepsPerEpoch: 1,
    random: makeRandom(7),
    ...more,
  };
}
