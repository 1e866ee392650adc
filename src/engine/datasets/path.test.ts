import { expect, test } from 'vitest';
import { makeField, readField } from './field.ts';
import { makeGarments } from './garments.ts';
import { flatten, regionDistance } from './path.ts';

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
});

test('half of a symmetrical outline gives the distances of the whole one on its own side', () => {
  const half = flatten('M 0 -.4 L .7 -.6 L .5 .8 L 0 .5');
  const whole = flatten('M 0 -.4 L .7 -.6 L .5 .8 L 0 .5 L -.5 .8 L -.7 -.6 Z');
  for (let x = 0; x < 1; x += 0.13) {
    for (let y = -0.95; y < 1; y += 0.11) {
      expect(regionDistance(half, x, y)).toBeCloseTo(regionDistance(whole, x, y), 12);
    }
  }
});

test('a field gives back the distances it was made from, each in its plane, and beyond `near` the side', () => {
  const distances = [0.3, -0.1].map((grow) => (x: number, y: number) => regionDistance(square, x, y) - grow);
  const near = 0.25;
  const field = makeField(distances, near);
  distances.forEach((distance, plane) => {
    for (let x = -1.3; x < 1.3; x += 0.07) {
      for (let y = -1.3; y < 1.3; y += 0.09) {
        const exact = distance(x, y);
        const read = readField(field, plane, x, y);
        if (Math.abs(exact) < near - 0.05) expect(Math.abs(read - exact)).toBeLessThan(0.015);
        else expect(read * Math.sign(exact)).toBeGreaterThan(near - 0.07);
      }
    }
  });
});

test('every outline stays in its declared box and nearly fills it', () => {
  const garments = Object.values(makeGarments());
  expect(garments).toHaveLength(6);
  for (const { outline, halfWidth, halfHeight } of garments) {
    let width = 0;
    let height = 0;
    for (let x = -1.2; x <= 1.2; x += 0.02) {
      for (let y = -1.2; y <= 1.2; y += 0.02) {
        if (readField(outline, 0, x, y) > 0) continue;
        width = Math.max(width, Math.abs(x));
        height = Math.max(height, Math.abs(y));
      }
    }
    expect(Math.abs(width - halfWidth)).toBeLessThan(0.04);
    expect(Math.abs(height - halfHeight)).toBeLessThan(0.04);
  }
});

test('no two garments have nearly the same outline', () => {
  const outlines = Object.values(makeGarments()).map(({ outline }) => outline.values.map((d) => (d < 0 ? 1 : 0)));
  outlines.forEach((a, i) => {
    for (const b of outlines.slice(i + 1)) {
      const both = a.reduce((sum, inside, at) => sum + inside * b[at]!, 0);
      const either = a.reduce((sum, inside, at) => sum + Math.max(inside, b[at]!), 0);
      expect(both / either).toBeLessThan(0.75);
    }
  });
});
