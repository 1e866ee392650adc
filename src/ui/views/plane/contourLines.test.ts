import { expect, test } from 'vitest';
import { defaultsOf } from '../../../core/fields.ts';
import { planeKinds, planeOf } from '../../../core/study/plane/index.ts';
import { contourLines } from './contourLines.ts';

const view = { low: [-1, -1], high: [1, 1] } as const;

test('the lines of a plane are straight, at equal distances, and cross the whole view', () => {
  const lines = contourLines(([x]) => 3 * x, view, 3);
  for (const place of [-0.5, 0, 0.5]) {
    const ofLevel = lines.filter(([[x]]) => Math.abs(x - place) < 0.02);
    const length = ofLevel.reduce((sum, [a, b]) => sum + Math.hypot(a[0] - b[0], a[1] - b[1]), 0);
    expect(length).toBeCloseTo(2, 9);
  }
});

test('every point of a line of a bowl has one height, and the lines are circles of their length', () => {
  const lines = contourLines(([x, y]) => x * x + y * y, view, 1);
  const radii = lines.flat().map(([x, y]) => Math.hypot(x, y));
  const radius = Math.sqrt(2 / Math.PI); // Half of the square of side 2 lies in it: π r² = 2.
  for (const one of radii) expect(one).toBeCloseTo(radius, 1.5);
  const length = lines.reduce((sum, [a, b]) => sum + Math.hypot(a[0] - b[0], a[1] - b[1]), 0);
  expect(length / (2 * Math.PI * radius)).toBeCloseTo(1, 1);
});

test.each(planeKinds)('the lines of %s lie at numbers, and both losses have them', (kind) => {
  const { at, box, view, options } = planeOf(kind);
  for (const i of [0, 1] as const) {
    const lines = contourLines((x) => at(x, defaultsOf(options)).losses[i], box ?? view, 9);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.flat(2).every(Number.isFinite)).toBe(true);
  }
});
