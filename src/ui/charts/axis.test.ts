import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFactor, formatTick, formatValue } from '../format.ts';
import { isLogarithmic, linearAxis, logAxis, stepAxis, tickRoom } from './axis.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('a linear axis', () => {
  test('has few ticks at round numbers', () => {
    const axis = linearAxis(0, 2.3);
    expect(axis.ticks).toEqual([0, 1, 2, 3]);
    expect(linearAxis(-1, 1).ticks.map(linearAxis(-1, 1).format)).toEqual(['−1.0', '−0.5', '0.0', '0.5', '1.0']);
    expect(linearAxis(0, 1).ticks.map(linearAxis(0, 1).format)).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00']);
  });

  test('holds what it is for, with 2 to 9 ticks', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { domain, ticks } = linearAxis(low, high);
        const unseen = Math.max(Math.abs(low), Math.abs(high)) * 1e-6 + 1e-12;
        expect(domain[0]).toBeLessThanOrEqual(low + unseen);
        expect(domain[1]).toBeGreaterThanOrEqual(high - unseen);
        expect(domain[1]).toBeGreaterThan(domain[0]);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});

describe('a logarithmic axis', () => {
  test('has powers of ten over many decades, and parts of them over few', () => {
    expect(logAxis(Math.fround(1e-4), 1).ticks).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(logAxis(0.15, 2.1).ticks).toEqual([0.1, 0.3, 1, 3]);
  });

  test('holds what it is for, also where some of it is not positive', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-8, max: 1e8, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (low, factor) => {
          const { domain, ticks } = logAxis(low, low * factor);
          expect(domain[0]).toBeGreaterThan(0);
          expect(domain[0]).toBeLessThanOrEqual(low * 1.00001);
          expect(domain[1]).toBeGreaterThanOrEqual(low * factor * 0.99999);
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.length).toBeLessThanOrEqual(8);
        },
      ),
    );
    expect(logAxis(-1, 10).domain[0]).toBeGreaterThan(0);
    expect(logAxis(0, 0).domain[1]).toBeGreaterThan(logAxis(0, 0).domain[0]);
  });
});

test('the step axis ends with the run, or at the tick that is nearly reached', () => {
  expect(stepAxis(19_999).domain).toEqual([0, 20_000]);
  expect(stepAxis(412).domain).toEqual([0, 500]);
  expect(stepAxis(412).ticks).toEqual([0, 200, 400]);
  expect(stepAxis(0.4, 'epoch').ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
});

test('numbers are short, and exact where they were typed', () => {
  expect([0.2143, 12.34, 1234.5, 31.4, 1e-5, 123_456, Number.NaN, undefined, -0.5].map(formatValue)).toEqual([
    '0.214',
    '12.34',
    '1235',
    '31.40',
    '1.0e−5',
    '1.2e5',
    '–',
    '–',
    '−0.500',
  ]);
  expect([0, 0.7, 1, 0.123, 1e-4, 2.5e-4, 500].map(formatFactor)).toEqual([
    '0',
    '0.70',
    '1.00',
    '0.123',
    '1e-4',
    '2.5e-4',
    '500.00',
  ]);
  expect([formatTick(0.25, 0.25), formatTick(20_000, 5000), formatTick(1e-4, 1e-4)]).toEqual(['0.25', '20000', '1e−4']);
});

const written = ({ ticks, format }: ReturnType<typeof linearAxis>) => ticks.map(format);

test('large and small ticks are powers of ten, all of an axis in one form', () => {
  expect(written(linearAxis(0, 1e10))).toEqual(['0', '2.5e9', '5e9', '7.5e9', '1e10']);
  expect(written(linearAxis(0, 1.6e5))).toEqual(['0', '5e4', '1e5', '1.5e5', '2e5']);
  expect(written(linearAxis(0, 9e28)).at(-1)).toBe('1e29');
  expect(written(linearAxis(-2e-4, 1e-3))).toEqual(['−5e−4', '0', '5e−4', '1e−3']);
  expect(written(linearAxis(0, 40_000))).toEqual(['0', '10000', '20000', '30000', '40000']);
  expect(written(stepAxis(80, 'time'))).toEqual(['0 s', '20 s', '40 s', '60 s', '80 s']);
  expect(written(stepAxis(1, 'time'))).toEqual(['0.0 s', '0.5 s', '1.0 s']);
  expect(written(stepAxis(180_000))).toEqual(['0', '5e4', '1e5', '1.5e5', '2e5']);
});

test('two ticks of an axis are never written alike, and have room', () => {
  const magnitude = fc.double({ min: -30, max: 30, noNaN: true }).map((power) => 10 ** power);
  fc.assert(
    fc.property(magnitude, fc.double({ min: -1, max: 1, noNaN: true }), (size, low) => {
      const axis = linearAxis(low * size, size);
      const texts = written(axis);
      if (size > 1e-9) expect(new Set(texts).size).toBe(texts.length);
      expect(tickRoom(axis)).toBeGreaterThan(Math.max(...texts.map((text) => text.length)) * 6.5);
    }),
  );
});

test('a scale is logarithmic by itself above three decades, but never where something is negative', () => {
  expect(isLogarithmic('auto', [0.001, 2], [0.001, 2])).toBe(true);
  expect(isLogarithmic('auto', [0.01, 2], [0.01, 2])).toBe(false);
  expect(isLogarithmic('auto', [0, 2], [1e-6, 2])).toBe(true);
  expect(isLogarithmic('auto', [-1, 1e10], [1, 1e10])).toBe(false);
  expect(isLogarithmic('auto', undefined, undefined)).toBe(false);
  expect([isLogarithmic('log', [1, 2], [1, 2]), isLogarithmic('linear', [1, 1e9], [1, 1e9])]).toEqual([true, false]);
});
