import { expect, test } from 'vitest';
import { neighbour } from './gridKeys.ts';

/** Two groups: a row of three and one of two, then, 300 below, a row of two. */
const places = [
  { left: 0, top: 0 },
  { left: 100, top: 0 },
  { left: 200, top: 0.4 },
  { left: 0, top: 90 },
  { left: 100, top: 90 },
  { left: 0, top: 390 },
  { left: 100, top: 390 },
];
const way = (from: number, ...keys: readonly string[]) =>
  keys.map((key) => {
    from = neighbour(places, from, key) ?? from;
    return from;
  });

test('left and right go on into the next row, and stop at the ends', () => {
  expect(way(1, 'ArrowRight', 'ArrowRight', 'ArrowLeft')).toEqual([2, 3, 2]);
  expect(neighbour(places, 6, 'ArrowRight')).toBeUndefined();
  expect(neighbour(places, 0, 'ArrowLeft')).toBeUndefined();
});

test('up and down keep to the side, across groups and over shorter rows', () => {
  expect(way(1, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp')).toEqual([4, 6, 4, 1]);
  expect(neighbour(places, 2, 'ArrowDown')).toBe(4);
  expect(neighbour(places, 1, 'ArrowUp')).toBeUndefined();
  expect(neighbour(places, 5, 'ArrowDown')).toBeUndefined();
});

test('Home and End lead to the ends, other keys nowhere', () => {
  expect(way(3, 'Home', 'End')).toEqual([0, 6]);
  expect(neighbour(places, 3, 'a')).toBeUndefined();
});
