import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRandom, type Random } from './random.ts';

const draw = (random: Random, count: number, pick: (random: Random) => number = (r) => r.next()) =>
  Array.from({ length: count }, () => pick(random));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed gives the same numbers, another seed others', () => {
  expect(draw(makeRandom(5), 20)).toEqual(draw(makeRandom(5), 20));
  expect(draw(makeRandom(5), 20)).not.toEqual(draw(makeRandom(6), 20));
});

test('the numbers of seed 1 never change: they are what makes a link reproducible', () => {
  expect(draw(makeRandom(1), 4).map((value) => value * 2 ** 32)).toEqual([
    1130556604, 2591592147, 3014952990, 960850752,
  ]);
});

test('a fork depends on seed and name alone, not on what was drawn before', () => {
  const random = makeRandom(3);
  const before = draw(random.fork('a'), 5);
  draw(random, 100);
  expect(draw(random.fork('a'), 5)).toEqual(before);
  expect(draw(random.fork('b'), 5)).not.toEqual(before);
  expect(draw(makeRandom(4).fork('a'), 5)).not.toEqual(before);
  expect(draw(random.fork(''), 5)).toEqual(draw(makeRandom(3), 5));
});

test('uniform numbers have the mean and the variance of their range, and stay in it', () => {
  const values = draw(makeRandom(1), 20_000, (random) => random.uniform(-2, 4));
  expect(values.filter((value) => !(value >= -2 && value < 4))).toEqual([]);
  // Standard error of the mean: √3/√20000 = 0.012
  expect(Math.abs(mean(values) - 1)).toBeLessThan(0.05);
  expect(Math.abs(mean(values.map((value) => (value - 1) ** 2)) - 3)).toBeLessThan(0.1);
});

test('normal numbers have mean 0, variance 1, no skew and the tails of a normal', () => {
  const values = draw(makeRandom(2), 20_000, (random) => random.normal());
  const moments = [1, 2, 3, 4].map((power) => mean(values.map((value) => value ** power)));
  expect(moments.map((moment, i) => Math.abs(moment - [0, 1, 0, 3][i]!) < [0.04, 0.05, 0.12, 0.3][i]!)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test('indices reach every place about equally often', () => {
  const counts = new Array<number>(7).fill(0);
  for (const index of draw(makeRandom(3), 14_000, (random) => random.index(7))) counts[index]!++;
  expect(counts.filter((count) => Math.abs(count - 2000) > 200)).toEqual([]);
});

test('a permutation holds every index once, whatever its length', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(200), (seed, count) => {
      const order = makeRandom(seed).permutation(count);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('a permutation of three comes out in all six orders about equally often', () => {
  const random = makeRandom(4);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = random.permutation(3).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([counts.size, [...counts.values()].filter((count) => Math.abs(count - 1000) > 150)]).toEqual([6, []]);
});
