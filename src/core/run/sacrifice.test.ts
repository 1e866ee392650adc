/** Who is sacrificed, and how that is said. */
import { expect, test } from 'vitest';
import { makeLoss, makeOptimizer } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { columnName } from './columns.ts';
import { append, emptyTable } from './metrics.ts';
import { recentGrounds, sacrificeText } from './sacrifice.ts';

const ids = ['colour', 'size'];
const { NaN: nan } = Number;

/** A table of so many steps; what is measured of a loss at a step, NaN where nothing is. */
function tableOf(steps: number, gainOf: (id: string, step: number) => number, descentOf = gainOf) {
  const column = (f: (step: number) => number) => Float32Array.from({ length: steps }, (_, step) => f(step));
  const columns: Record<string, Float32Array> = { step: column((step) => step) };
  for (const id of ids) {
    columns[columnName('gain', id)] = column((step) => gainOf(id, step));
    columns[columnName('descent', id)] = column((step) => descentOf(id, step));
  }
  return append(emptyTable, columns);
}

/** Below zero at each third step for size, from step 500 on; before that for colour, and more so. */
const gains = (id: string, step: number) => {
  if (id === 'size') return step >= 500 && step % 3 === 0 ? -1 : 1;
  return step < 500 && step % 2 === 0 ? -3 : 1;
};

test('the last hundred steps count where all are measured, up to any step', () => {
  const table = tableOf(1000, gains);
  expect(recentGrounds(table, ids, 999)).toEqual({
    step: 999,
    steps: 100,
    measured: 100,
    grounds: [
      // 900 … 999 has 34 multiples of 3.
      { lossId: 'size', against: 34, againstBefore: 34, measured: 100, mean: (66 - 34) / 100 },
      { lossId: 'colour', against: 0, againstBefore: 0, measured: 100, mean: 1 },
    ],
  });
  const [first] = recentGrounds(table, ids, 399)?.grounds ?? [];
  expect(first).toMatchObject({ lossId: 'colour', against: 50, mean: -1 });
  // A run that has just begun has fewer.
  expect(recentGrounds(table, ids, 9)).toMatchObject({ steps: 10, measured: 10 });
});

test('where gradients are measured seldom, the last twenty measurements count', () => {
  const table = tableOf(1000, (id, step) => (step % 20 === 0 ? gains(id, step) : nan));
  // 600, 620, … 980 of which 600, 660, 720, 780, 840, 900 and 960 are multiples of 3.
  expect(recentGrounds(table, ids, 999)).toMatchObject({
    steps: 400,
    measured: 20,
    grounds: [
      { lossId: 'size', against: 7, measured: 20 },
      { lossId: 'colour', against: 0 },
    ],
  });
});

test('nothing is said of what was not recorded', () => {
  expect(recentGrounds(emptyTable, ids, -1)).toBeUndefined();
  expect(recentGrounds(append(emptyTable, { step: Float32Array.of(0) }), ids, 0)).toBeUndefined();
  expect(
    recentGrounds(
      tableOf(3, () => nan),
      ids,
      2,
    ),
  ).toBeUndefined();
});

const said = (
  gainOf: (id: string, step: number) => number,
  descentOf = gainOf,
  experiment = defaultExperiment,
  isNow = true,
) => {
  const recent = recentGrounds(tableOf(1000, gainOf, descentOf), ids, 999);
  return recent && sacrificeText(experiment, recent, isNow);
};

test('the sentence names who loses on the whole, and how often', () => {
  expect(said((id, step) => (id === 'size' && step % 10 < 7 ? -2 : 1))).toBe(
    'size is sacrificed: in the last 100 steps the update went against size in 70 % of them.',
  );
  expect(said(gains)).toBe(
    'No loss is sacrificed on the whole: in the last 100 steps the update went against size in 34 % of them.',
  );
  expect(said(() => 1)).toBe('No loss is sacrificed: in the last 100 steps no measured update went against any.');
  expect(said((_, step) => (step % 4 === 0 ? -9 : 1), undefined, undefined, false)).toBe(
    'colour and size were sacrificed: in the 100 steps up to 999 the update went against colour in 25 % of them and size in 25 %.',
  );
});

test('of the first step there is no share', () => {
  const recent = recentGrounds(
    tableOf(9, (id) => (id === 'size' ? -1 : 1)),
    ids,
    0,
  );
  expect(recent && sacrificeText(defaultExperiment, recent, false)).toBe(
    'size was sacrificed: in the first step the update went against size.',
  );
});

test('what was not measured at every step is counted, not given as a share', () => {
  const seldom = (id: string, step: number) => (step % 20 === 0 ? gains(id, step) : nan);
  expect(said(seldom)).toBe(
    'No loss is sacrificed on the whole: in the last 400 steps the update went against size in 7 of 20 measured.',
  );
});

test('where the combined gradient went against nobody, the sentence says what did', () => {
  const rarely = (id: string, step: number) => (id === 'size' && step % 50 === 0 ? -1 : 1);
  const after = (experiment = defaultExperiment) => said(rarely, () => 1, experiment)?.split('. ')[1];
  expect(after()).toBe('The combined gradient never did: what Adam made of it did.');
  const losses = [...defaultExperiment.losses, makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 })];
  expect(after({ ...defaultExperiment, losses })).toContain('what Adam or a penalty made of it did.');
  // Nothing comes after plain descent; rounding alone is no cause to name.
  expect(after({ ...defaultExperiment, optimizer: makeOptimizer('sgd') })).toBeUndefined();
});

test('of a loss alone there is nothing to say', () => {
  const table = tableOf(100, (id) => (id === 'size' ? nan : -1));
  expect(sacrificeText(defaultExperiment, recentGrounds(table, ids, 99)!, true)).toBeUndefined();
});
