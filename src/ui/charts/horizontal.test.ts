import { expect, test } from 'vitest';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { bySteps, type Horizontal, lastX, stepAtX, xAt, xOfStep } from './horizontal.ts';

const byEpochs: Horizontal = { by: 'epoch', stepsPerEpoch: 4 };
const byTime: Horizontal = { by: 'time', stepsPerEpoch: 4 };
const train = append(emptyTable, { step: Float32Array.of(0, 2, 4, 6), time: Float32Array.of(0.5, 1.5, 2, 8) });
const validation = append(emptyTable, { step: Float32Array.of(0, 7), time: Float32Array.of(0.25, 9) });

test('a row stands at its step, its epoch or its time', () => {
  expect([bySteps, byEpochs, byTime].map((across) => xAt(across, train, 2))).toEqual([4, 1, 2]);
  expect(xAt(byTime, append(emptyTable, { step: Float32Array.of(0) }), 0)).toBeNaN();
});

test('a step and its place belong together; by time to the last row before', () => {
  for (const across of [bySteps, byEpochs]) expect(stepAtX(across, train, xOfStep(across, train, 3))).toBe(3);
  expect([xOfStep(byTime, train, 3), stepAtX(byTime, train, 1.9), stepAtX(byTime, train, 0)]).toEqual([
    1.5,
    2,
    Number.NEGATIVE_INFINITY,
  ]);
});

test('the axis ends with the last row of either table, and begins at 0', () => {
  expect([bySteps, byEpochs, byTime].map((across) => lastX(across, { train, validation }))).toEqual([7, 1.75, 9]);
  expect(lastX(byTime, { train: emptyTable, validation: emptyTable })).toBe(0);
});
