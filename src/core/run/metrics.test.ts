import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, column, downsample, emptyTable, last, smooth, type Table } from './metrics.ts';

const nan = Number.NaN;
const floats = (...values: readonly number[]) => Float32Array.from(values);
const list = (table: Table, name: string) => Array.from(column(table, name) ?? []);

describe('a table', () => {
  test('grows by chunks; a column that a chunk lacks, or that comes later, is not a number there', () => {
    let table = append(emptyTable, { step: floats(1, 2), a: floats(5, 6) });
    table = append(table, { step: floats(3), b: floats(7) });
    table = append(table, { step: floats(4), a: floats(8) });
    expect({ length: table.length, step: list(table, 'step'), a: list(table, 'a'), b: list(table, 'b') }).toEqual({
      length: 4,
      step: [1, 2, 3, 4],
      a: [5, 6, nan, 8],
      b: [nan, nan, 7, nan],
    });
    expect([last(table, 'a'), last(table, 'b'), last(table, 'c'), column(table, 'c')]).toEqual([
      8,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is the same however its rows were cut into chunks', () => {
    const values = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 900 });
    fc.assert(
      fc.property(values, fc.array(fc.nat(899), { maxLength: 9 }), (rows, cuts) => {
        const edges = [0, ...cuts.filter((cut) => cut < rows.length).sort((a, b) => a - b), rows.length];
        let table = emptyTable;
        for (let i = 1; i < edges.length; i++)
          table = append(table, { a: floats(...rows.slice(edges[i - 1], edges[i])) });
        expect(list(table, 'a')).toEqual(Array.from(floats(...rows)));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('an earlier table keeps its rows when a later one grows', () => {
    const first = append(emptyTable, { a: floats(1) });
    append(first, { a: floats(2) });
    expect(list(first, 'a')).toEqual([1]);
  });

  test('two tables that grow from one do not write into each other', () => {
    const first = append(emptyTable, { a: floats(1) });
    const left = append(first, { a: floats(2) });
    const right = append(first, { a: floats(3) });
    expect([list(left, 'a'), list(right, 'a')]).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });

  test('an empty chunk changes nothing, and columns of unequal length are refused', () => {
    const table = append(emptyTable, { a: floats(1) });
    expect(append(table, {})).toBe(table);
    expect(append(table, { a: floats() })).toBe(table);
    expect(() => append(table, { a: floats(1), b: floats() })).toThrow('The columns of a chunk differ in length.');
  });
});

describe('smoothing', () => {
  const everyStep = (count: number) => Float32Array.from({ length: count }, (_, step) => step);

  test('is the mean of all values so far, each weighed by its distance in steps', () => {
    const [steps, values] = [floats(0, 1, 2, 5, 25, 26, 60), floats(2, 0.5, 1.25, -3, 4, 0.125, 8)];
    // Σ w^(x − xⱼ)·yⱼ / Σ w^(x − xⱼ), w = min(√factor, 0.999), with 40 digits in mpmath 1.3.
    const expected = {
      0.6: [2, 1.15473751, 1.194854845, -0.7992644341, 3.939721323, 1.801963058, 7.998128463],
      0.98: [2, 1.246212025, 1.247487459, 0.1531402942, 1.07536044, 0.8900825775, 2.422927404],
      0.9999: [2, 1.249624812, 1.24975, 0.1841206698, 0.9614419484, 0.8197706431, 1.890385569],
    };
    for (const [factor, means] of Object.entries(expected)) {
      const smoothed = smooth(values, steps, Number(factor));
      for (const [i, mean] of means.entries()) expect(smoothed[i]).toBeCloseTo(mean, 6);
    }
  });

  test('at one row a step is the average of TensorBoard for the root of the factor', () => {
    // TensorBoard's own test: weight 0.6 over 1, 0.5, 0.
    const expected = [1, 0.6875, (0.44 * 0.6) / (1 - 0.6 ** 3)];
    expect(Array.from(smooth(floats(1, 0.5, 0), everyStep(3), 0.6 ** 2))).toEqual(expected.map(Math.fround));
  });

  test('is hardly another where a run logs at another density', () => {
    const drawnAt = (every: number) => {
      const steps = Float32Array.from({ length: 1000 / every + 1 }, (_, i) => i * every);
      const smoothed = smooth(
        steps.map((step) => 2 * Math.exp(-step / 300)),
        steps,
        0.98,
      );
      return [250, 500, 1000].map((step) => smoothed[step / every] ?? 0);
    };
    const dense = drawnAt(1);
    for (const [i, value] of drawnAt(10).entries()) expect(Math.abs(value / (dense[i] ?? 0) - 1)).toBeLessThan(0.02);
  });

  test('leaves a constant alone, and passes over what is not finite', () => {
    const infinite = Number.POSITIVE_INFINITY;
    expect(Array.from(smooth(floats(3, nan, 3, infinite, 3), everyStep(5), 0.9))).toEqual([3, nan, 3, infinite, 3]);
    const constant = fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 2000 }));
    fc.assert(
      fc.property(constant, fc.double({ min: 0.01, max: 0.999, noNaN: true }), ([value, length], factor) => {
        const values = new Float32Array(length).fill(value);
        expect(smooth(values, everyStep(length), factor)).toEqual(values);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('of values with a gap reaches across it by its distance', () => {
    const gap = smooth(floats(4, nan, nan, 8), everyStep(4), 0.25);
    expect(gap[3]).toBeCloseTo((4 / 8 + 8) / (1 / 8 + 1), 6);
    expect(gap[3]).toBe(smooth(floats(4, 8), floats(0, 3), 0.25)[1]);
  });

  test('with factor 0 is the values themselves', () => {
    const values = floats(1, 2);
    expect(smooth(values, everyStep(2), 0)).toBe(values);
  });

  test('stays between the least and the largest value', () => {
    const values = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (numbers, factor) => {
        const [least, most] = [Math.min(...numbers) - 1e-3, Math.max(...numbers) + 1e-3];
        const smoothed = Array.from(smooth(floats(...numbers), everyStep(numbers.length), factor));
        expect(smoothed.filter((value) => !(value >= least && value <= most))).toEqual([]);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('downsampling', () => {
  test('keeps a short series whole', () => {
    expect(downsample(floats(3, 1, 2), 4)).toEqual([0, 1, 2]);
  });

  test('keeps the ends, the order, the spikes, and no more than the limit', () => {
    const values = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 60 }), (numbers, limit) => {
        const kept = downsample(floats(...numbers), limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect([kept[0], kept.at(-1)]).toEqual([0, numbers.length - 1]);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        const seen = kept.map((i) => numbers[i]!);
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('a spike beside something that is not a number is kept', () => {
    const values = new Float32Array(100);
    values.fill(nan, 0, 60);
    values[41] = 9;
    values[71] = -9;
    expect(downsample(values, 10)).toEqual(expect.arrayContaining([41, 71]));
  });
});
