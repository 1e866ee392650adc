import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../core/presets.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { type RunSummary, summaryOf } from '../../../core/run/runSummary.ts';
import { comparisonOf } from './entries.ts';

const run = (id: string, title = id, learningRate = 0.001, seed = 1, steps = 3): Run => ({
  ...makeRun(id, title, {
    ...defaultExperiment,
    training: { ...defaultExperiment.training, learningRate, seed },
  }),
  status: 'finished',
  train: append(emptyTable, { step: Float32Array.from({ length: steps }, (_, step) => step) }),
});

const choice = (runs: readonly Run[], comparedRunIds: readonly string[], baselineRunId: string | null = null) => ({
  runs,
  kept: [] as readonly RunSummary[],
  foldsSeeds: true,
  shownRunId: runs[0]?.id ?? null,
  comparedRunIds,
  baselineRunId,
});

test('the shown run stands first, the others as they were chosen, the baseline last where it was not', () => {
  const runs = ['a', 'b', 'c', 'd'].map((id) => run(id));
  expect(comparisonOf(choice(runs, ['c', 'a', 'b', 'gone'], 'd')).entries.map(({ id }) => id)).toEqual([
    'a',
    'c',
    'b',
    'd',
  ]);
  expect(comparisonOf(choice(runs, ['a'])).entries).toEqual([]);
});

test('the baseline is dashed, the shown run solid, and no two of nine look alike', () => {
  const runs = Array.from({ length: 9 }, (_, i) => run(`r${i}`));
  const ids = runs.map(({ id }) => id);
  const { entries } = comparisonOf(choice(runs, ids, 'r4'));
  expect([entries[0]?.look.dash, entries[4]?.look.dash]).toEqual(['', '7 4']);
  expect(new Set(entries.map(({ look }) => look.dash)).size).toBe(9);
});

test('what differs is told from the baseline, else from the shown run; like titles are numbered', () => {
  const runs = [run('a', 'same'), run('b', 'same', 0.01), run('c', 'other', 0.1)];
  const told = (baseline: string | null) =>
    comparisonOf(choice(runs, ['b', 'c'], baseline)).entries.map(({ label, differs }) => `${label}: ${differs}`);
  expect(told(null)).toEqual([
    'same (1): ',
    'same (2): Learning rate 0.001 → 0.01',
    'other: Learning rate 0.001 → 0.1',
  ]);
  expect(told('b')[2]).toBe('other: Learning rate 0.01 → 0.1');
});

test('an entry stays the same object as long as its run does', () => {
  const [a, b, c] = [run('a'), run('b'), run('c')];
  const before = comparisonOf(choice([a, b, c], ['b', 'c']));
  const after = comparisonOf(choice([{ ...a, status: 'stopped' }, b, c], ['b', 'c']), before);
  expect(after.entries.map((entry, i) => entry === before.entries[i])).toEqual([false, true, true]);
  expect(comparisonOf(choice([a, b, c], ['b', 'c']), before)).toBe(before);
});

test('runs that differ in nothing but the seed are one, over all that are known, also those that are only kept', () => {
  const runs = [run('a'), run('b', 'other', 0.01), run('c', 'Seed 1 → 2', 0.001, 2)];
  const kept = [{ ...summaryOf(run('d', 'Seed 1 → 3', 0.001, 3)), startedAt: 9 }];
  const given = { ...choice(runs, ['b', 'c']), kept };
  const said = ({ entries }: ReturnType<typeof comparisonOf>) =>
    entries.map((entry) => [entry.label, entry.differs, entry.runs.map(({ id }) => id).join(), entry.count]);
  const folded = comparisonOf(given);
  expect(said(folded)).toEqual([
    ['a', '', 'a,c', 3],
    ['other', 'Learning rate 0.001 → 0.01', 'b', 1],
  ]);
  expect([folded.memberIds, folded.hasSeeds]).toEqual([['a', 'c', 'd'], true]);
  const single = comparisonOf({ ...given, foldsSeeds: false });
  expect(said(single)[2]).toEqual(['Seed 1 → 2', 'Seed 1 → 2', 'c', 1]);
  expect([single.memberIds, single.hasSeeds]).toEqual([[], true]);
});

test('a seed counts once, by the run that came furthest, and what still trains stands alone', () => {
  const runs = [run('short', 'short', 0.001, 1, 2), run('long', 'long', 0.001, 1, 5), run('other', 'other', 0.001, 2)];
  const ids = (given: readonly Run[]) =>
    comparisonOf(choice(given, ['long', 'other'])).entries.map((entry) => entry.runs.map(({ id }) => id));
  expect(ids(runs)).toEqual([['long', 'other']]);
  expect(ids([{ ...(runs[0] as Run), status: 'training' }, ...runs.slice(1)])).toEqual([['short'], ['long', 'other']]);
});
