import { describe, expect, test } from 'vitest';
import { finished, trained } from '../compare/testing/runs.ts';
import { defaultExperiment } from '../presets.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { parseStudy } from './parse.ts';
import { picturesOf } from './pictures.ts';
import { planOf } from './plan.ts';
import { raceOf } from './race.ts';
import { resultsOf } from './results.ts';
import { stepCost } from './stepCost.ts';
import type { Study } from './study.ts';
import { isWeightedSum, standpointOf } from './sums.ts';

const costs = new Map<string, readonly [number, number] | undefined>();
const run = (id: string, seed: number, at: readonly [number, number] | undefined, stepMs = 10): RunSummary => {
  costs.set(id, at);
  return finished(id, trained({ seed }), { stepMs });
};
const costsOf = ({ id }: RunSummary) => costs.get(id);

describe('a method beside the weighted sums', () => {
  /** Of seed 1 the front goes straight from (1, 4) to (3, 1), of seed 2 all is one higher. */
  const sums = [
    { runs: [run('a1', 1, [1, 4]), run('a2', 2, [2, 5])] },
    { runs: [run('b1', 1, [3, 1]), run('b2', 2, [4, 2])] },
    { runs: [run('c1', 1, [3.5, 2]), run('c2', 2, undefined)] },
  ];
  const stands = (...at: (readonly [number, number] | undefined)[]) =>
    standpointOf({ runs: at.map((one, i) => run(`m${i}`, i + 1, one)) }, sums, costsOf);

  test('is measured in each seed against the sums of that seed', () => {
    expect(stands([2, 2.4], [2.9, 3.6])).toEqual({ seeds: ['below', 'below'], side: 'below' });
    expect(stands([2, 2.6], [3, 4])).toEqual({ seeds: ['above', 'above'], side: 'above' });
    // Below the front of the first seed, and just so above that of the second.
    expect(stands([2, 2.4], [3, 3.6])).toEqual({ seeds: ['below', 'above'], side: 'on' });
  });

  test('is beyond an end where it is better than every sum in one measure and worse than the end in the other', () => {
    expect(stands([0.9, 9])?.side).toBe('beyond');
    expect(stands([5, 0.9])?.side).toBe('beyond');
    expect(stands([0.9, 4])?.side).toBe('below');
    expect(stands([0.9, 0.5])?.side).toBe('below');
    expect(stands([5, 1.2])?.side).toBe('above');
  });

  test('stands nowhere without a value, and before all sums of its seed have ended', () => {
    expect(stands(undefined)).toBeUndefined();
    const early = { runs: [run('early', 3, [1, 1])] };
    expect(standpointOf(early, sums, costsOf)).toBeUndefined();
    expect(stands([2, 2.4], undefined)).toEqual({ seeds: ['below'], side: 'below' });
  });
});

test('a step costs its median over that of all sums', () => {
  const sums = [
    { runs: [run('s1', 1, undefined, 10), run('s2', 2, undefined, 90)] },
    { runs: [run('s3', 1, undefined, 11)] },
  ];
  const method = { runs: [run('k1', 1, undefined, 21), run('k2', 2, undefined, 23)] };
  expect(stepCost(method, sums)).toBe(2);
  expect(stepCost({ runs: [] }, sums)).toBeUndefined();
  expect(stepCost(method, [])).toBeUndefined();
});

test('the weighted sums of a race are those of all losses', () => {
  const plan = planOf(raceOf(defaultExperiment, ['mgda'], { seeds: 1 }));
  const sums = resultsOf(plan, []).setups.filter(isWeightedSum);
  expect(sums.map(({ setup }) => setup.label)).toEqual([
    'plain sum',
    ...[0.05, 0.2, 0.35, 0.65, 0.8, 0.95].map((a) => `sum, a ${a}`),
  ]);
});

describe('the pictures of a study', () => {
  const varying = (...variations: unknown[]): Study =>
    parseStudy({ version: 1, experiment: { version: 1 }, variations }).study;
  const faders = ['losses.colour.fader', 'losses.size.fader'];

  test.each<[string, Study, readonly string[]]>([
    ['a race', raceOf(defaultExperiment, ['mgda']), ['front', 'ranking', 'table']],
    ['strategies', varying({ kind: 'list', at: ['strategy'], values: ['sum', 'mgda'] }), ['front', 'ranking', 'table']],
    [
      'a',
      varying({ kind: 'range', at: faders, join: 'shares', from: 0.1, to: 0.9, count: 5 }),
      ['front', 'curve', 'table'],
    ],
    ['a fader', varying({ kind: 'list', at: [faders[0]], values: [1, 2] }), ['front', 'curve', 'table']],
    [
      'faders by hand',
      varying({
        kind: 'list',
        at: faders,
        join: 'each',
        values: [
          [1, 2],
          [2, 1],
        ],
      }),
      ['front', 'table'],
    ],
    ['one number', varying({ kind: 'list', at: ['training.learningRate'], values: [1e-3, 1e-2] }), ['curve', 'table']],
    [
      'two numbers',
      varying(
        { kind: 'list', at: ['training.learningRate'], values: [1e-3, 1e-2] },
        { kind: 'list', at: ['training.batchSize'], values: [32, 64] },
      ),
      ['curve', 'table'],
    ],
    [
      'methods and a number',
      varying(
        { kind: 'list', at: ['strategy'], values: ['sum', 'mgda'] },
        { kind: 'range', at: ['training.learningRate'], from: 1e-3, to: 1e-2, scale: 'log' },
      ),
      ['front', 'ranking', 'curve', 'table'],
    ],
    ['seeds alone', varying(), ['table']],
  ])('of %s', (_, study, expected) => {
    expect(picturesOf(study)).toEqual(expected);
  });

  test('has no plane where there is one loss', () => {
    const study = raceOf({ ...defaultExperiment, losses: defaultExperiment.losses.slice(0, 1) }, ['mgda']);
    expect(picturesOf(study)).toEqual(['ranking', 'table']);
  });
});
