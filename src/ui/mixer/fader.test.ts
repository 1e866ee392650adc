import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faderAt, lossRange, nudge, penaltyRange, placeOf, ticksOf } from './fader.ts';

const ranges = fc.constantFrom(lossRange, penaltyRange);

describe('a fader', () => {
  test('is zero at the bottom, one in its snap, the maximum at the top', () => {
    expect(faderAt(0, lossRange)).toBe(0);
    expect(faderAt(0.03, lossRange)).toBe(0);
    expect(faderAt(placeOf(1, lossRange) + 0.01, lossRange)).toBe(1);
    expect(faderAt(1, lossRange)).toBe(10);
    expect(faderAt(1, penaltyRange)).toBe(1);
  });

  test('never goes down when it is pushed up', () => {
    fc.assert(
      fc.property(
        ranges,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (range, a, b) => {
          expect(faderAt(Math.min(a, b), range)).toBeLessThanOrEqual(faderAt(Math.max(a, b), range));
        },
      ),
    );
  });

  test('stands where its fader is', () => {
    fc.assert(
      fc.property(ranges, fc.double({ min: 0.1, max: 1, noNaN: true }), (range, place) => {
        expect(Math.abs(placeOf(faderAt(place, range), range) - place)).toBeLessThan(0.013);
      }),
    );
  });

  test('shows a typed fader beyond its range at the end of the range', () => {
    expect(placeOf(500, lossRange)).toBe(1);
    expect(placeOf(1e-9, lossRange)).toBeGreaterThan(0);
  });

  test('steps by the second digit, from and to zero at the end of the scale', () => {
    expect([0, 0.001, 0.7, 0.99, 1, 9.9, 10].map((fader) => nudge(fader, 1, lossRange))).toEqual([
      0.001, 0.0011, 0.71, 1, 1.1, 10, 10,
    ]);
    expect([10, 1.1, 1, 0.71, 0.0011, 0.001, 0].map((fader) => nudge(fader, -1, lossRange))).toEqual([
      9.9, 1, 0.99, 0.7, 0.001, 0, 0,
    ]);
    expect(nudge(1, 1, lossRange, true)).toBe(1.8);
  });

  test('a key never jumps down a fader that was typed above the range', () => {
    expect(nudge(500, 1, lossRange)).toBe(500);
    expect(nudge(500, -1, lossRange)).toBe(490);
  });

  test('labels zero and the powers of ten', () => {
    expect(ticksOf(lossRange)).toEqual([0, 10, 1, 0.1, 0.01, 0.001]);
    expect(ticksOf(penaltyRange)).toEqual([0, 1, 0.01, 1e-4, 1e-6]);
  });
});
