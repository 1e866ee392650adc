import { expect, test } from 'vitest';
import { marksOf } from './marks.ts';

const moved = (step: number, fader: number, gesture?: number) => ({
  step,
  change: { faders: { colour: fader }, ...(gesture === undefined ? {} : { gesture }) },
});

test('one gesture makes one mark, where it began', () => {
  expect(marksOf([moved(10, 0.9, 1), moved(14, 0.7, 1), moved(30, 0.5, 1)])).toEqual([10]);
});

test('two gestures, and changes outside of any, have their own marks; those of one step share one', () => {
  expect(marksOf([moved(10, 0.9, 1), moved(20, 0.7, 2), moved(25, 0.6), moved(30, 0.5), moved(30, 0.4)])).toEqual([
    10, 20, 25, 30,
  ]);
});
