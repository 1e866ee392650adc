import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../../../core/presets.ts';
import { planOf } from '../../../../../core/study/plan.ts';
import { raceOf } from '../../../../../core/study/race.ts';
import { resultsOf, type SetupResult } from '../../../../../core/study/results.ts';
import type { SortColumn } from '../resultsState.ts';
import { rankingRows, type SortValue } from './rows.ts';

/** Ranks by label; PCGrad has none yet. */
const ranks: Readonly<Record<string, number>> = {
  'plain sum': 2,
  'sum, a 0.2': 3,
  'sum, a 0.8': 1,
  MGDA: 2.5,
  CAGrad: 9,
};
const setups = resultsOf(planOf(raceOf(defaultExperiment, ['mgda', 'pcgrad', 'cagrad'], { seeds: 1 })), [])
  .setups.filter(({ setup: { label } }) => !label.startsWith('sum') || label in ranks)
  .map((result): SetupResult => {
    const meanRank = ranks[result.setup.label];
    return meanRank === undefined ? result : { ...result, meanRank };
  });
const sortValue: SortValue = (result, by) => (by === 'label' ? result.setup.label : result.meanRank);
const textsOf = (by: SortColumn, isDescending: boolean, showsSums = false) =>
  rankingRows(setups, sortValue, { sorting: { by, isDescending }, showsSums }).map(
    ({ kind, result }) => `${kind} ${result.setup.label}`,
  );

const folded = ['sums sum, a 0.8', 'method plain sum', 'method MGDA', 'method CAGrad', 'method PCGrad'];
const alone = ['alone colour alone', 'alone size alone'];

test('the other sums are one row, which stands where the best of them would; the tasks alone come last', () => {
  expect(textsOf('rank', false)).toEqual([...folded, ...alone]);
});

test('the row of the sums opens, and its rows are in order among themselves', () => {
  const [head, ...others] = folded;
  expect(textsOf('rank', false, true)).toEqual([head, 'method sum, a 0.8', 'method sum, a 0.2', ...others, ...alone]);
});

test('what has no value is last in both directions', () => {
  expect(textsOf('rank', true).slice(0, 5)).toEqual([
    'method CAGrad',
    'method MGDA',
    'method plain sum',
    'sums sum, a 0.8',
    'method PCGrad',
  ]);
  expect(textsOf('label', false)[0]).toBe('method CAGrad');
});

test('a single sum with other weights is a row like the others', () => {
  const one = setups.filter(({ setup }) => setup.label !== 'sum, a 0.2');
  const rows = rankingRows(one, sortValue, { sorting: { by: 'rank', isDescending: false }, showsSums: false });
  expect(rows[0]).toMatchObject({ kind: 'method', isMember: false });
});
