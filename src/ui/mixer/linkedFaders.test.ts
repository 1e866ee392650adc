import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkFaders, moveLinked } from './linkedFaders.ts';

test('of two losses one is a, the other 1 − a', () => {
  expect(moveLinked({ colour: 0.5, size: 0.5 }, 'colour', 0.7)).toEqual({ colour: 0.7, size: 0.3 });
});

test('the others keep their proportion', () => {
  expect(moveLinked({ a: 0.5, b: 0.3, c: 0.2 }, 'a', 0)).toEqual({ a: 0, b: 0.6, c: 0.4 });
});

test('where the others are all zero they share the rest equally', () => {
  expect(moveLinked({ a: 1, b: 0, c: 0 }, 'a', 0.5)).toEqual({ a: 0.5, b: 0.25, c: 0.25 });
});

test('a value outside 0…1 is brought back', () => {
  expect(moveLinked({ a: 0.4, b: 0.6 }, 'a', 7)).toEqual({ a: 1, b: 0 });
});

test('linking scales the faders as they are', () => {
  expect(linkFaders({ a: 3, b: 1 })).toEqual({ a: 0.75, b: 0.25 });
  expect(linkFaders({ a: 0, b: 0 })).toEqual({ a: 0.5, b: 0.5 });
});

test('the sum is one, whatever is moved where', () => {
  const faders = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.double({ min: 0, max: 1000, noNaN: true }), {
    minKeys: 2,
  });
  fc.assert(
    fc.property(faders, fc.double({ min: -1, max: 2, noNaN: true }), (before, value) => {
      const id = Object.keys(before)[0] ?? '';
      for (const after of [linkFaders(before), moveLinked(before, id, value)]) {
        const values = Object.values(after);
        expect(values.reduce((sum, fader) => sum + Math.round(fader * 1e4), 0)).toBe(1e4);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
