import { expect, test } from 'vitest';
import { ended } from '../../compare/testing/runs.ts';
import { defaultExperiment } from '../../presets.ts';
import type { StudyOutcome } from '../outcomes.ts';
import { planOf } from '../plan.ts';
import { resultsOf } from '../results.ts';
import { makeStudy, type Variation } from '../study.ts';
import { variedCell, variedColumns, variedText } from './columns.ts';
import { csvOf, markdownOf } from './copy.ts';

const at = ['losses.colour.fader', 'losses.size.fader'];
const cellsOf = (...variations: Variation[]) => {
  const study = makeStudy(defaultExperiment, { variations });
  const plan = planOf(study);
  const columns = variedColumns(study, plan);
  return {
    heads: columns.map(({ label }) => label),
    cells: plan.setups.map((setup) => columns.map((column) => variedCell(setup, column))),
    texts: plan.setups.map((setup) => columns.map((column) => variedText(setup, column))),
  };
};

test('a column says what was varied, in the words of the page, and nothing where a combination lacks it', () => {
  const { heads, cells, texts } = cellsOf(
    { kind: 'list', at: ['strategy'], join: 'same', values: ['sum', { kind: 'cagrad', c: 0.2 }] },
    { kind: 'list', at: ['strategy.c'], join: 'same', values: [0.1, 0.4] },
    { kind: 'list', at, join: 'shares', values: [0.00025] },
  );
  expect(heads).toEqual(['Strategy', 'Conflict aversion c', 'a']);
  expect(cells).toEqual([
    ['Weighted sum', undefined, 0.00025],
    ['CAGrad (conflict aversion c 0.2)', 0.1, 0.00025],
    ['CAGrad (conflict aversion c 0.2)', 0.4, 0.00025],
  ]);
  expect(texts[0]).toEqual(['Weighted sum', '–', '2.5e-4']);
});

test('a flag and a list with a value for each place are words', () => {
  const { heads, cells } = cellsOf(
    { kind: 'list', at: ['losses.size.muted'], join: 'same', values: [true, false] },
    { kind: 'list', at, join: 'each', values: [[1, 2]], labels: ['size twice'] },
  );
  expect([heads, cells]).toEqual([
    ['Size: muted', 'Combination'],
    [
      ['on', 'size twice'],
      ['off', 'size twice'],
    ],
  ]);
});

test('it is copied as it is read, and a line a run with every number in full', () => {
  const study = makeStudy(defaultExperiment, {
    seeds: [1, 2],
    variations: [{ kind: 'list', at: ['training.batchSize'], join: 'same', values: [16, 32] }],
  });
  const plan = planOf(study);
  const outcomes = plan.runs.map(({ id, setup, seed }): StudyOutcome => {
    const value = setup / 2 + seed / 30;
    const base = { id, steps: 100, stepMs: 2.5 };
    if (setup === 1 && seed === 2) return { ...base, ending: 'diverged', message: 'It ran away.', outcomes: {} };
    return { ...base, ending: 'finished', outcomes: { 'accuracy:colour': ended(value) } };
  });
  const results = resultsOf(plan, outcomes);
  const table = { study, plan, results, rows: results.setups, which: 'final' } as const;
  expect(markdownOf(table)).toBe(
    [
      '| Batch size | runs | accuracy of colour (mean ± sd) | steps | ms a step | endings |',
      '| :-- | --: | :-- | --: | --: | :-- |',
      '| 16 | 2 | 0.050 ± 0.024 | 100 | 2.5 |  |',
      '| 32 | 2 | 0.533 | 100 | 2.5 | 1 diverged |',
      '',
    ].join('\n'),
  );
  expect(csvOf(table).split('\r\n')).toEqual([
    'combination,Batch size,seed,accuracy of colour final,accuracy of colour best,steps,ms a step,ending',
    'batch size 16,16,1,0.03333333333333333,0.03333333333333333,100,2.5,finished',
    'batch size 16,16,2,0.06666666666666667,0.06666666666666667,100,2.5,finished',
    'batch size 32,32,1,0.5333333333333333,0.5333333333333333,100,2.5,finished',
    'batch size 32,32,2,,,100,2.5,diverged: It ran away.',
    '',
  ]);
});
