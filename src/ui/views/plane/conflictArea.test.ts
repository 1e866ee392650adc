import { expect, test } from 'vitest';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { conflictArea } from './conflictArea.ts';
import { frameOf, side } from './frame.ts';

const view = { low: [-2, -2], high: [2, 2] } as const;
const areaOf = (gradientsAt: (x: Pair) => readonly [Pair, Pair]) => {
  const d = conflictArea(gradientsAt, view, frameOf(view));
  const rectangles = d
    .split('M')
    .slice(1)
    .map((text) => text.match(/[\d.]+/g)!.map(Number));
  const inUnits = rectangles.reduce((sum, [u0 = 0, v0 = 0, u1 = 0, , , v2 = 0]) => sum + (u1 - u0) * (v0 - v2), 0);
  return (inUnits / side ** 2) * 16;
};

test('two bowls around (±1, 0) conflict within the unit circle, where (x − u)·(x + u) < 0', () => {
  const area = areaOf(([x, y]) => [
    [x - 1, y],
    [x + 1, y],
  ]);
  expect(area).toBeCloseTo(Math.PI, 1);
});

test('gradients at right angles conflict nowhere', () => {
  expect(
    areaOf(([x, y]) => [
      [x, 0],
      [0, y],
    ]),
  ).toBe(0);
});
