import { expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import { runTitle } from '../run/difference.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { foldSeeds, outcomeOf, spreadOf, titleOf } from './seeds.ts';
import { ended, finished, trained } from './testing/runs.ts';

const accuracy = { key: 'accuracy:colour' };
const run = (id: string, seed: number, value: number, rest = {}) =>
  finished(id, trained({ seed }), { outcomes: { 'accuracy:colour': ended(value) }, ...rest });
const ids = (...runs: readonly RunSummary[]) => foldSeeds(runs).map(({ members }) => members.map(({ id }) => id));

test('mean and sample standard deviation', () => {
  // 2, 4, 4, 4, 5, 5, 7, 9: squares about the mean 5 sum to 32.
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: Math.sqrt(32 / 7), n: 8 });
  expect(spreadOf([3])).toEqual({ mean: 3, n: 1 });
});

test('runs that differ in the seed alone are one group, also under another title', () => {
  const other = finished('c', { ...trained({ seed: 3 }), title: 'Mine' });
  expect(
    ids(run('a', 1, 0), run('x', 1, 0, { experiment: trained({ learningRate: 1 }) }), run('b', 2, 0), other),
  ).toEqual([['a', 'b', 'c'], ['x']]);
});

test('what was moved live counts: when, and to what; how it was dragged does not', () => {
  const moved = (id: string, step: number, fader: number, gesture: number) =>
    run(id, step, 0, { changes: [{ step, change: { faders: { size: fader }, gesture } }] });
  expect(
    ids(run('still', 9, 0), moved('a', 5, 2, 1), moved('b', 5, 2, 8), moved('later', 6, 2, 1), moved('more', 5, 3, 1)),
  ).toEqual([['still'], ['a', 'b'], ['later'], ['more']]);
});

test('the outcome of a group is over all its seeds', () => {
  const [group] = foldSeeds([run('a', 1, 0.5), run('b', 2, 0.7)]);
  const outcome = outcomeOf(group!, accuracy)!;
  expect(outcome).toEqual({
    final: { mean: 0.6, sd: expect.closeTo(Math.SQRT2 * 0.1, 12), n: 2 },
    best: { mean: 0.6, sd: expect.closeTo(Math.SQRT2 * 0.1, 12), n: 2 },
    step: 100,
    left: 0,
    failed: 0,
  });
});

test('one seed that was run twice counts once, by the run that came further', () => {
  const early = { steps: 50, outcomes: { 'accuracy:colour': ended(0.1, 50) } };
  const [group] = foldSeeds([run('a', 1, 0.5), run('again', 1, 0.1, early)]);
  expect(outcomeOf(group!, accuracy)).toEqual({
    final: { mean: 0.5, n: 1 },
    best: { mean: 0.5, n: 1 },
    step: 100,
    bestStep: 100,
    left: 0,
    failed: 0,
  });
});

test('a seed that did not come as far is counted as left out or failed, and not in the mean', () => {
  const early = { steps: 50, status: 'stopped', outcomes: { 'accuracy:colour': ended(0.1, 50) } };
  const failed = { steps: 3, status: 'failed', outcomes: {} };
  const [group] = foldSeeds([run('a', 1, 0.5), run('b', 2, 0.5), run('c', 3, 0.1, early), run('d', 4, 0, failed)]);
  expect(outcomeOf(group!, accuracy)).toMatchObject({
    final: { mean: 0.5, sd: 0, n: 2 },
    step: 100,
    left: 1,
    failed: 1,
  });
});

test('nothing came out where nothing was measured', () => {
  const [group] = foldSeeds([finished('a', defaultExperiment)]);
  expect(outcomeOf(group!, accuracy)).toBeUndefined();
});

test('an experiment that was read from text folds with the same one that was not', () => {
  const here = run('a', 1, 0.5);
  const { experiment } = run('b', 2, 0.6);
  const { training, ...rest } = experiment;
  const read = { ...run('b', 2, 0.6), experiment: { training: JSON.parse(JSON.stringify(training)), ...rest } };
  const turned = { ...read, experiment: { ...read.experiment, training: { seed: 2, ...read.experiment.training } } };
  expect(ids(here, turned)).toEqual([['a', 'b']]);
});

test('a group is called by a run that says more than its seed', () => {
  const first = trained({ seed: 0 });
  const second = trained({ seed: 1 });
  const title = runTitle(second, { experiment: first, changes: [] });
  const seeds = [finished('a', second, { title }), finished('b', first, { title: '+ Dropout' })];
  expect([titleOf({ members: seeds }), titleOf({ members: seeds.slice(0, 1) })]).toEqual(['+ Dropout', title]);
});
