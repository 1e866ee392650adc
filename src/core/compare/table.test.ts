import { expect, test } from 'vitest';
import { makeStrategy } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { toCsv, toMarkdown } from './copy.ts';
import { differenceText, measuresOf, measureText } from './measures.ts';
import { foldSeeds } from './seeds.ts';
import { matches, type Sorting, sorted } from './table.ts';
import { ended, finished, trained } from './testing/runs.ts';

const mgda = { ...trained({ learningRate: 0.01 }), strategy: makeStrategy('mgda'), title: 'Other' };
const runs = [
  finished('Beta', defaultExperiment, { startedAt: 2, outcomes: { 'accuracy:colour': ended(0.8) } }),
  finished('alpha', mgda, { startedAt: 3, status: 'failed', note: 'odd one' }),
  finished('Gamma', trained({ epochs: 5 }), { startedAt: 1, outcomes: { 'accuracy:colour': ended(0.9) } }),
];

test('sorted by any column, either way, what is missing last', () => {
  const order = (by: Sorting['by'], isDescending = false) =>
    sorted(foldSeeds(runs), { by, isDescending })
      .map(({ members: [run] }) => run?.id[0])
      .join('');
  const accuracy = { kind: 'final', key: 'accuracy:colour' } as const;
  expect([
    order({ kind: 'title' }),
    order({ kind: 'started' }, true),
    order({ kind: 'trait', key: 'training:epochs' }),
    order({ kind: 'trait', key: 'strategy' }),
    order(accuracy),
    order(accuracy, true),
    order({ kind: 'trait', key: 'none' }, true),
  ]).toEqual(['aBG', 'aBG', 'GBa', 'aBG', 'BGa', 'GBa', 'BaG']);
});

test('found by words of title, note, strategy, and by preset, strategy, status and date', () => {
  const found = (filter: Partial<Parameters<typeof matches>[1]>) =>
    runs.filter((run) => matches(run, { text: '', ...filter })).map(({ id }) => id);
  expect([
    found({}),
    found({ text: 'GAMMA' }),
    found({ text: 'mgda odd' }),
    found({ text: 'mgda beta' }),
    found({ preset: 'Other' }),
    found({ strategy: 'sum' }),
    found({ status: 'failed' }),
    found({ since: 3 }),
  ]).toEqual([
    ['Beta', 'alpha', 'Gamma'],
    ['Gamma'],
    ['alpha'],
    [],
    ['alpha'],
    ['Beta', 'Gamma'],
    ['alpha'],
    ['alpha'],
  ]);
});

test('one measure for what is judged alike, the main metric first', () => {
  const outcomes = {
    'loss:colour': ended(1),
    'top-2:colour': ended(1),
    'accuracy:colour': ended(1),
    'loss:size': ended(2),
  };
  const keys = measuresOf([finished('a', defaultExperiment, { outcomes }), ...runs]).map(({ key }) => key);
  expect(keys).toEqual([
    'accuracy:colour',
    'top-2:colour',
    expect.stringContaining('loss:colour:cross-entropy'),
    expect.stringContaining('loss:size:cross-entropy'),
  ]);
});

test('values and differences as they are written', () => {
  const accuracy = { metric: 'accuracy' } as const;
  expect([
    measureText(accuracy, 0.98),
    measureText({}, 0.5),
    measureText({}, 12345),
    differenceText(accuracy, 0.9, 0.888),
    differenceText(accuracy, 0.888, 0.9),
    differenceText(accuracy, 0.9, 0.9),
    differenceText({}, 1, 2.5),
  ]).toEqual(['0.980', '0.500', '12,345', '+0.012', '−0.012', '0', '−1.50']);
});

test('as Markdown: signs are written out, numbers stand right', () => {
  expect(
    toMarkdown(
      ['Run', 'Accuracy'],
      [
        ['a|b *c*\nd', 0.5],
        ['`e`', undefined],
      ],
    ),
  ).toBe('| Run | Accuracy |\n| :-- | --: |\n| a\\|b \\*c\\* d | 0.5 |\n| \\`e\\` | – |\n');
});

test('as CSV: quoted where needed, and a text never turns into a formula', () => {
  const rows = [
    ['+ PCGrad', -0.5],
    ['=HYPERLINK("x")', undefined],
    ['a, "b"', 1e-7],
    ['-1', 2],
    ['@x\ny', 0],
  ];
  expect(toCsv(['Run', 'Loss'], rows)).toBe(
    'Run,Loss\r\n\'+ PCGrad,-0.5\r\n"\'=HYPERLINK(""x"")",\r\n"a, ""b""",1e-7\r\n\'-1,2\r\n"\'@x\ny",0\r\n',
  );
});
