import { expect, test } from 'vitest';
import { foldSeeds } from '../../../core/compare/seeds.ts';
import { ended, finished, trained } from '../../../core/compare/testing/runs.ts';
import { makeStrategy } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import { comparedLimit } from '../../store.ts';
import { withRange, withToggled } from './choosing.ts';
import { baselineValue, columnsOf, measureColumns, type RowOptions, rowsOf, setupsOf } from './rows.ts';
import { whenText } from './when.ts';

const seed = (seed: number) =>
  finished(`seed ${seed}`, trained({ seed }), { startedAt: seed, outcomes: { 'accuracy:colour': ended(seed / 10) } });
const pcgrad = finished('pcgrad', { ...defaultExperiment, strategy: makeStrategy('pcgrad') }, { startedAt: 9 });
const runs = [seed(1), seed(2), pcgrad];
const options: RowOptions = {
  filter: { text: '' },
  sorting: { by: { kind: 'started' }, isDescending: true },
  open: new Set(),
};
const rows = (rest: Partial<RowOptions> = {}) => rowsOf(foldSeeds(runs), { ...options, ...rest });

test('seeds are one row, which opens to its members in the same order', () => {
  const [, folded] = rows();
  const open = new Set([folded!.group.key]);
  expect([rows().map(({ id }) => id), rows({ open }).map(({ id }) => id)]).toEqual([
    ['pcgrad', 'seeds of seed 1'],
    ['pcgrad', 'seeds of seed 1', 'seed 2', 'seed 1'],
  ]);
});

test('a group is found by any of its members, and keeps them all', () => {
  expect(rows({ filter: { text: 'seed 2' } })[0]?.group.members).toHaveLength(2);
  expect(rows({ filter: { text: 'none' } })).toEqual([]);
});

test('the differing settings are columns, on demand all', () => {
  const setups = setupsOf(runs);
  const labels = (showsAll: boolean) => columnsOf(setups, undefined, { showsAll, shown: setups }).traits.length;
  expect(labels(false)).toBe(2);
  expect(labels(true)).toBeGreaterThan(20);
});

test('the value of the baseline is that of its group; none for itself, and none on other images', () => {
  const [measure] = measureColumns(runs, false);
  const [other, folded] = rows();
  const count = 100;
  const elsewhere = { ...defaultExperiment, dataset: { ...defaultExperiment.dataset, count } };
  const away = { key: 'away', members: [finished('away', elsewhere)] };
  expect([other!.group, folded!.group, away].map((group) => baselineValue(group, folded!.group, measure!))).toEqual([
    expect.closeTo(0.15, 12),
    undefined,
    undefined,
  ]);
});

test('a row is chosen with all its members, in a range, and never more than fit', () => {
  const all = rows();
  const [second] = all.slice(1);
  expect([
    withToggled([], second!),
    withToggled(['seed 1'], second!),
    withToggled(['seed 1', 'seed 2', 'x'], second!),
    withRange([], all, 1, 0),
    withToggled(
      Array.from({ length: comparedLimit - 1 }, (_, i) => `r${i}`),
      second!,
    ).length,
  ]).toEqual([['seed 1', 'seed 2'], ['seed 1', 'seed 2'], ['x'], ['seed 1', 'seed 2', 'pcgrad'], comparedLimit]);
});

test('the time of a start is as short as it is clear', () => {
  const now = new Date(2026, 10, 29, 18, 0).getTime();
  const at = (...args: [number, number, number, number, number]) => whenText(new Date(...args).getTime(), now);
  expect([at(2026, 10, 29, 9, 5), at(2026, 10, 28, 9, 5), at(2025, 0, 2, 9, 5), whenText(0, now)]).toEqual([
    '09:05',
    '28 Nov',
    '2 Jan 2025',
    '–',
  ]);
});
