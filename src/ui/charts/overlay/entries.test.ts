import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../core/presets.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { entriesOf } from './entries.ts';

const run = (id: string, title = id, learningRate = defaultExperiment.training.learningRate): Run =>
  makeRun(id, title, { ...defaultExperiment, training: { ...defaultExperiment.training, learningRate } });

const choice = (runs: readonly Run[], comparedRunIds: readonly string[], baselineRunId: string | null = null) => ({
  runs,
  shownRunId: runs[0]?.id ?? null,
  comparedRunIds,
  baselineRunId,
});

test('the shown run stands first, the others as they were chosen, the baseline last where it was not', () => {
  const runs = ['a', 'b', 'c', 'd'].map((id) => run(id));
  expect(entriesOf(choice(runs, ['c', 'a', 'b', 'gone'], 'd')).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
  expect(entriesOf(choice(runs, ['a']))).toEqual([]);
});

test('the baseline is dashed, the shown run solid, and no two of nine look alike', () => {
  const runs = Array.from({ length: 9 }, (_, i) => run(`r${i}`));
  const entries = entriesOf(
    choice(
      runs,
      runs.map(({ id }) => id),
      'r4',
    ),
  );
  expect([entries[0]?.look.dash, entries[4]?.look.dash]).toEqual(['', '7 4']);
  expect(new Set(entries.map(({ look }) => look.dash)).size).toBe(9);
});

test('what differs is told from the baseline, else from the shown run; like titles are numbered', () => {
  const runs = [run('a', 'same'), run('b', 'same', 0.01), run('c', 'other', 0.1)];
  const told = (baseline: string | null) =>
    entriesOf(choice(runs, ['b', 'c'], baseline)).map(({ label, differs }) => `${label}: ${differs}`);
  expect(told(null)).toEqual([
    'same (1): ',
    'same (2): Learning rate 0.001 → 0.01',
    'other: Learning rate 0.001 → 0.1',
  ]);
  expect(told('b')[2]).toBe('other: Learning rate 0.01 → 0.1');
});

test('an entry stays the same object as long as its run does', () => {
  const [a, b, c] = [run('a'), run('b'), run('c')];
  const before = entriesOf(choice([a, b, c], ['b', 'c']));
  const after = entriesOf(choice([{ ...a, status: 'finished' }, b, c], ['b', 'c']), before);
  expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([false, true, true]);
});
