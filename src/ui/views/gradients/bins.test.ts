/** Bins over the rows of a table that grows. */
import { expect, test } from 'vitest';
import { makeRandom } from '../../../core/random.ts';
import { append, emptyTable, type Table } from '../../../core/run/metrics.ts';
import { type Bins, binned, meanIn, mostBins } from './bins.ts';

const random = makeRandom(3);
const values = Float32Array.from({ length: 20_000 }, () => random.uniform(-1, 1));

/** Rows of which every twentieth is measured; the second column only from row 10,000 on. */
function rows(from: number, to: number, every = 20) {
  const column = (f: (row: number) => number) => Float32Array.from({ length: to - from }, (_, i) => f(from + i));
  const a = column((row) => (row % every === 0 ? values[row]! : Number.NaN));
  const b = column((row) => (row % every === 0 && row >= 10_000 ? values[row]! / 2 : Number.NaN));
  return { step: column((row) => row), a, b };
}

const columns = ['a', 'b'];

test('every measured value is in one bin: its mean and its least are those of the rows', () => {
  const table = append(emptyTable, rows(0, 20_000));
  const { bins, size, length } = binned(table, columns);
  expect([size, length, bins.length]).toEqual([8, 20_000, 125]);
  for (const [k, bin] of bins.entries()) {
    const own = Array.from({ length: 8 }, (_, i) => values[(8 * k + i) * 20]!);
    expect([bin.from, bin.to, bin.rows]).toEqual([160 * k, 160 * k + 140, 8]);
    expect(meanIn(bin, 0)).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / 8, 12);
    expect(bin.least[0]).toBe(Math.min(...own));
    const late = own.filter((_, i) => (8 * k + i) * 20 >= 10_000);
    expect(bin.counts[1]).toBe(late.length);
    if (late.length === 0) expect(meanIn(bin, 1)).toBeUndefined();
  }
});

test('a table that grows a piece at a time has the bins of the whole, never too many', () => {
  let table: Table = emptyTable;
  let bins: Bins | undefined;
  for (let from = 0; from < 20_000; from += 617) {
    table = append(table, rows(from, Math.min(20_000, from + 617), 1));
    bins = binned(table, columns, bins);
    expect(bins.bins.length).toBeLessThanOrEqual(mostBins);
  }
  const whole = binned(append(emptyTable, rows(0, 20_000, 1)), columns);
  expect(bins).toMatchObject({ size: whole.size, length: whole.length });
  expect(bins?.bins.map(({ from, to, counts, least }) => [from, to, counts, least])).toEqual(
    whole.bins.map(({ from, to, counts, least }) => [from, to, counts, least]),
  );
  expect(bins?.bins.map((bin) => meanIn(bin, 0))).toEqual(whole.bins.map((bin) => expect.closeTo(meanIn(bin, 0)!, 9)));
});

test('of a grown table only the new rows are read', () => {
  const table = append(emptyTable, rows(0, 10_000));
  const before = binned(table, columns);
  const grown = append(table, rows(10_000, 10_040));
  let read = 0;
  const watched = {
    ...grown,
    buffers: Object.fromEntries(
      Object.entries(grown.buffers).map(([name, buffer]) => [
        name,
        new Proxy(buffer, {
          get: (target, key) => {
            if (typeof key === 'string' && /^\d+$/.test(key)) read++;
            return Reflect.get(target, key, target);
          },
        }),
      ]),
    ),
  };
  expect(binned(watched, columns, before).length).toBe(10_040);
  expect(read).toBeLessThan(1000);
});

test('a run that goes on from an earlier row, or with other columns, is read anew', () => {
  const before = binned(append(emptyTable, rows(0, 4000, 1)), columns);
  const { step, a, b } = rows(0, 5000, 1);
  const other = append(emptyTable, { step, a: a.map((value) => -value), b });
  expect(binned(other, columns, before)).toEqual(binned(other, columns));
  const shorter = append(emptyTable, rows(0, 3000, 1));
  expect(binned(shorter, columns, before)).toEqual(binned(shorter, columns));
  const table = append(emptyTable, rows(0, 4000, 1));
  expect(binned(table, ['b'], before)).toEqual(binned(table, ['b']));
});
