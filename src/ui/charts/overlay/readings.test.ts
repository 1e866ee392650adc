import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../core/presets.ts';
import { columnName } from '../../../core/run/columns.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { lossLines } from '../lines.ts';
import { overlayOf } from './cut.ts';
import { comparisonOf } from './entries.ts';
import { comparedColumns, readingsAt } from './readings.ts';

const run = (id: string, losses: readonly number[], stepsPerEpoch: number): Run => ({
  ...makeRun(id, id, defaultExperiment),
  dataset: { trainCount: 0, validationCount: 0, stepsPerEpoch, totalSteps: 0, gallery: [] },
  train: append(emptyTable, {
    step: Float32Array.from(losses, (_, step) => step),
    [columnName('loss', 'colour')]: Float32Array.from(losses),
  }),
});

function overlays(by: 'step' | 'epoch') {
  const runs = [run('a', [4, 3, 2, 1, 0.5], 2), run('b', [8, 7, 6], 1)];
  const choice = { runs, kept: [], shownRunId: 'a', comparedRunIds: ['b'], baselineRunId: 'b', foldsSeeds: false };
  const { entries } = comparisonOf(choice);
  const linesOf = (one: Run) => lossLines(one.experiment, false).filter(({ table }) => table === 'train');
  return entries.map((entry) => overlayOf(entry, { name: 'losses', linesOf, by, smoothing: 0 }));
}

test('values at one place of the axis have their difference from the baseline; a run that ended before has none', () => {
  const at = (by: 'step' | 'epoch', x: number) =>
    readingsAt(overlays(by), 'colour', by, x).map(({ value, difference }) => [value, difference]);
  expect(at('step', 2)).toEqual([
    [2, -4],
    [6, undefined],
  ]);
  expect(at('step', 3)).toEqual([
    [1, undefined],
    [undefined, undefined],
  ]);
  // An epoch of the one is two steps, of the other one.
  expect(at('epoch', 1)).toEqual([
    [2, -5],
    [7, undefined],
  ]);
});

test('the same as text, a column a line, and the rows of each run stand in its own epochs', () => {
  const columns = comparedColumns(overlays('step')).map(({ name, at }) => [name, at(1)]);
  expect(columns).toEqual([
    ['colour, a', 3],
    ['colour, b', 7],
    ['size, a', undefined],
    ['size, b', undefined],
  ]);
  expect(overlays('epoch').map(({ rows }) => rows.at(-1)?.x)).toEqual([2, 2]);
});
