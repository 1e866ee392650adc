import { expect, test } from 'vitest';
import { curveFrame, spaced } from './frame.ts';

const of = (values: readonly number[], isLog: boolean, isDrawn = false) =>
  curveFrame({ values, heights: [0, 1], isLog, isDrawn }, 428, 100);

test('equal differences are equally far apart, from margin to margin', () => {
  const { x, xTicks, breakAt } = of([0, 0.25, 0.5, 1], false);
  expect([0, 0.25, 0.5, 1].map(x)).toEqual([14, 114, 214, 414]);
  expect(xTicks.map(({ text }) => text)).toEqual(['0', '0.25', '0.5', '1']);
  expect(breakAt).toBeUndefined();
});

test('equal ratios are equally far apart, and 0 has a place of its own before a break', () => {
  expect([0.001, 0.01, 0.1].map(of([0.001, 0.01, 0.1], true).x)).toEqual([14, expect.closeTo(214, 9), 414]);
  const broken = of([0, 0.001, 0.01, 0.1], true);
  expect([0, 0.001, 0.01, 0.1].map(broken.x)).toEqual([20, 54, expect.closeTo(234, 9), 414]);
  expect(broken.breakAt).toBe(40);
});

test('values drawn at random have round ticks between them', () => {
  expect(of([0.0123, 0.41, 3.77], true, true).xTicks.map(({ text }) => text)).toEqual(['0.1', '1']);
  expect(of([7, 7], false).x(7)).toBe(214);
});

test('as many ticks are written as stand apart', () => {
  const ticks = (count: number) => Array.from({ length: count }, (_, i) => ({ at: i * 20, text: String(i) }));
  expect(spaced(ticks(5)).length).toBe(5);
  expect(spaced(ticks(5).map((tick) => ({ ...tick, text: '0.123' }))).map(({ at }) => at)).toEqual([0, 60]);
});

test('heights beyond the axis end at its edge; those over powers of ten are logarithmic', () => {
  const { y } = of([1, 2], false);
  expect([y(1), y(0), y(0.25), y(-3)]).toEqual([0, 100, 75, 100]);
  const steep = curveFrame({ values: [1, 2], heights: [0.001, 10], isLog: false, isDrawn: false }, 428, 100);
  expect(steep.y(0.1)).toBeCloseTo(50, 6);
});
