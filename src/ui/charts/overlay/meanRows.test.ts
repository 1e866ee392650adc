import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../core/presets.ts';
import { columnName } from '../../../core/run/columns.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { lossLines } from '../lines.ts';
import { fullKey, highKey, lowKey, meanRows } from './meanRows.ts';

const run = (steps: readonly number[], losses: readonly number[]): Run => ({
  ...makeRun('', '', defaultExperiment),
  train: append(emptyTable, {
    step: Float32Array.from(steps),
    time: Float32Array.from(steps, (step) => step / 10),
    [columnName('loss', 'colour')]: Float32Array.from(losses),
  }),
});
const [line] = lossLines(defaultExperiment, false);
if (!line) throw new Error('No line.');
const raw = { by: 'step', smoothing: 0, limit: 160 } as const;

test('mean and spread at every measured step, between the measurements of those that lack it, and only as far as each goes', () => {
  const runs = [
    run([0, 10, 20, 30, 40], [4, 3, 2.5, 2, 1.8]),
    run([0, 4, 8, 12, 16, 20], [5, 4.2, 3.1, 2.9, 2.2, 2]),
    run([5, 25], [6, 1]),
    run([], []),
  ];
  // numpy 2.4: np.interp of each within its range, then np.mean and np.std(ddof=1).
  const expected = [
    [0, 4.5, Math.SQRT1_2, 2],
    [4, 3.9, 0.424264, 2],
    [5, 4.475, 1.337675, 3],
    [8, 3.85, 1.213466, 3],
    [10, 3.583333, 1.010363, 3],
    [12, 3.35, 0.779423, 3],
    [16, 2.716667, 0.525198, 3],
    [20, 2.25, 0.25, 3],
    [25, 1.625, 0.883883, 2],
    [30, 2, undefined, 1],
    [40, 1.8, undefined, 1],
  ] as const;
  const rows = meanRows(runs, line, raw);
  expect(rows).toHaveLength(expected.length);
  for (const [i, [x, mean, sd, count]] of expected.entries()) {
    const row = rows[i] ?? { x: Number.NaN };
    expect(row.x).toBe(x);
    expect(row[line.key]).toBeCloseTo(mean, 5);
    if (sd === undefined) expect(lowKey(line.key) in row).toBe(false);
    else expect((row[highKey(line.key)] ?? 0) - (row[lowKey(line.key)] ?? 0)).toBeCloseTo(2 * sd, 5);
    expect(fullKey(line.key) in row).toBe(count === 3);
  }
  expect(meanRows(runs, line, { ...raw, by: 'time' }).map(({ x }) => Math.round(100 * x) / 10)).toEqual(
    expected.map(([x]) => x),
  );
});

test('of long runs few points are drawn, with the first and the last', () => {
  const steps = Array.from({ length: 20_000 }, (_, step) => step);
  const long = run(steps, steps);
  const rows = meanRows([long, long, run(steps.slice(0, 500), steps.slice(0, 500))], line, raw);
  expect(rows.length).toBeLessThanOrEqual(160);
  expect([rows[0]?.x, rows.at(-1)?.x]).toEqual([0, 19_999]);
  expect(rows.every((row) => row[line.key] === row.x)).toBe(true);
});
