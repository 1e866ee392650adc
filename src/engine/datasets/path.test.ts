import { expect, test } from 'vitest';
import { makeField, readField } from './field.ts';
import { makeGarments } from './garments.ts';
import { flatten, lineDistance, mirror, regionDistance } from './path.ts';

const square = flatten('M -.5 -.5 L .5 -.5 L .5 .5 L -.5 .5 Z');

test('a path becomes corners, and Z returns to the start', () => {
  expect(square).toEqual([-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5, -0.5, -0.5]);
});

test('a curve ends where it should and passes through its middle', () => {
  const quadratic = flatten('M 0 0 Q 1 2 2 0');
  expect(quadratic.slice(-2)).toEqual([2, 0]);
  expect(quadratic.slice(8, 10)).toEqual([1, 1]);
  expect(flatten('M 0 0 C 0 4 4 4 4 0').slice(8, 10)).toEqual([2, 3]);
});

test('a command that is unknown or short of numbers is refused, and named', () => {
  expect(() => flatten('M 0 0 L 1')).toThrow('L with 1 numbers');
  expect(() => flatten('M 0 0 A 1 1 0 0 0 1 1')).toThrow('A with 7 numbers');
});

test('distances are negative inside, positive outside and zero on the edge', () => {
  expect(regionDistance(square, 0, 0)).toBe(-0.5);
  expect(regionDistance(square, 0.8, 0.9)).toBeCloseTo(0.5, 12);
  expect(regionDistance(square, 0.5, 0.2)).toBe(0);
  expect(lineDistance(square, 0, 0.25)).toBe(0.25);
});

test('a mirrored half is symmetrical', () => {
  const shape = mirror(flatten('M 0 -1 L 1 0 L 0 1'));
  expect(shape).toEqual([0, -1, 1, 0, 0, 1, -0, 1, -1, 0, -0, -1]);
  expect(regionDistance(shape, -0.3, 0.1)).toBeCloseTo(regionDistance(shape, 0.3, 0.1), 12);
});

test('a field gives back the distances it was made from', () => {
  const field = makeField((x, y) => regionDistance(square, x, y));
  for (const [x, y] of [
    [0.11, 0.37],
    [-0.77, 0.2],
    [0.6, -0.9],
  ] as const) {
    expect(readField(field, x, y)).toBeCloseTo(regionDistance(square, x, y), 2);
  }
});

test('every outline stays in its declared box and nearly fills it', () => {
  for (const { outline, halfWidth, halfHeight } of Object.values(makeGarments())) {
    let width = 0;
    let height = 0;
    for (let x = -1.2; x <= 1.2; x += 0.02) {
      for (let y = -1.2; y <= 1.2; y += 0.02) {
        if (readField(outline, x, y) > 0) continue;
        width = Math.max(width, Math.abs(x));
        height = Math.max(height, Math.abs(y));
      }
    }
    expect(Math.abs(width - halfWidth)).toBeLessThan(0.04);
    expect(Math.abs(height - halfHeight)).toBeLessThan(0.04);
  }
});

test('no two garments have nearly the same outline', () => {
  const outlines = Object.values(makeGarments()).map(({ outline }) => outline.map((d) => (d < 0 ? 1 : 0)));
  outlines.forEach((a, i) => {
    for (const b of outlines.slice(i + 1)) {
      const both = a.reduce((sum, inside, at) => sum + inside * b[at]!, 0);
      const either = a.reduce((sum, inside, at) => sum + Math.max(inside, b[at]!), 0);
      expect(both / either).toBeLessThan(0.75);
    }
  });
});
