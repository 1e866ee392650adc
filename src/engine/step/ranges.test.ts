import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../backends/index.ts';
import { columnsFrom, combineRows, gramianOf, pick, place } from './ranges.ts';

const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

/** Rows of waves and disjoint ranges of their columns with a gap here and there. */
const cases = fc
  .record({
    height: fc.integer({ min: 1, max: 4 }),
    lengths: fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 5000 })), {
      minLength: 1,
      maxLength: 3,
    }),
    rest: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ height, lengths, rest }) => {
    let at = 0;
    const ranges = lengths.map(([gap, length]) => {
      const start = at + gap;
      at = start + length;
      return { start, end: at };
    });
    const width = at + rest;
    const rows = Array.from({ length: height }, (_, i) =>
      Float32Array.from({ length: width }, (__, k) => Math.sin(0.3 * k * (i + 1) + i)),
    );
    return { ranges, rows, width };
  });

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  test('inner products are those of the columns in the ranges, combinations are zero elsewhere', async () => {
    await openBackend(backend, files, { threads: 1 });
    await fc.assert(
      fc.asyncProperty(cases, async ({ ranges, rows, width }) => {
        const before = tf.memory().numTensors;
        const weights = rows.map((_, i) => i - 0.5);
        const [gramian, sum] = tf.tidy(() => {
          const tensor = tf.stack(rows.map((row) => tf.tensor1d(row))) as tf.Tensor2D;
          const pieces = ranges.map((range, k) => ({ ...range, weights: weights.map((weight) => weight * (k + 1)) }));
          return [gramianOf(tensor, ranges), combineRows(tensor, pieces)];
        });
        const columns = ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, k) => start + k));
        const products = rows.flatMap((a) => rows.map((b) => columns.reduce((all, k) => all + a[k]! * b[k]!, 0)));
        const expected = new Float32Array(width);
        ranges.forEach(({ start, end }, piece) => {
          for (let k = start; k < end; k++)
            expected[k] = rows.reduce((all, row, i) => all + weights[i]! * (piece + 1) * row[k]!, 0);
        });
        const close = (found: ArrayLike<number>, wanted: ArrayLike<number>, off: number) =>
          Math.max(...Array.from(wanted, (value, k) => Math.abs(value - (found[k] ?? Number.NaN)))) <= off;
        expect(close(await gramian.data(), products, 2e-6 * columns.length + 1e-5)).toBe(true);
        expect(close(await sum.data(), expected, 1e-5)).toBe(true);
        tf.dispose([gramian, sum]);
        expect(tf.memory().numTensors).toBe(before);
      }),
      { numRuns: 25, seed: 3 },
    );
  });
});

test('what is picked and placed again is what it was', async () => {
  await openBackend('cpu', files);
  const ranges = [
    { start: 1, end: 3 },
    { start: 5, end: 6 },
  ];
  const placed = tf.tidy(() => {
    const x = tf.tensor1d([0, 1, 2, 3, 4, 5, 6]);
    return place(x, ranges, tf.mul(pick(x, ranges), 10));
  });
  expect([...(await placed.data())]).toEqual([0, 10, 20, 3, 4, 50, 6]);
  placed.dispose();
});

describe('coordinates of ranges among those of others', () => {
  test('are their places there, or −1', () => {
    const from = [
      { start: 2, end: 4 },
      { start: 6, end: 8 },
    ];
    expect([
      ...columnsFrom(from, [
        { start: 0, end: 3 },
        { start: 5, end: 8 },
      ]),
    ]).toEqual([-1, -1, 0, -1, 2, 3]);
  });
});
