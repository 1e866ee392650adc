import { expect, test } from 'vitest';
import type { Experiment } from '../experiment.ts';
import { makeStrategy } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { findingOf } from './finding.ts';
import { foldSeeds } from './seeds.ts';
import { ended, finished, trained } from './testing/runs.ts';

const pcgrad: Experiment = { ...defaultExperiment, strategy: makeStrategy('pcgrad') };
const mgda: Experiment = { ...defaultExperiment, strategy: makeStrategy('mgda') };

/** Runs of an experiment, a seed a value. */
function seeds(experiment: Experiment, values: readonly number[], rest: Partial<RunSummary> = {}): RunSummary[] {
  const { kind } = experiment.strategy;
  return values.map((value, i) =>
    finished(`${kind} ${i}`, trained({ seed: i }, experiment), {
      outcomes: { 'accuracy:colour': ended(value) },
      ...rest,
    }),
  );
}
const finding = (...runs: RunSummary[][]) => findingOf(foldSeeds(runs.flat()), null);

test('with one seed each nothing is claimed', () => {
  expect(finding(seeds(defaultExperiment, [0.9]), seeds(pcgrad, [0.93]))).toBe(
    'PCGrad ends 0.030 above Weighted sum in accuracy of colour (0.930 against 0.900): with one seed each, chance alone may have made it.',
  );
});

test('a difference within the spread of the seeds is none, a larger one is told', () => {
  expect(finding(seeds(defaultExperiment, [0.88, 0.92]), seeds(pcgrad, [0.9, 0.96]))).toBe(
    'PCGrad ends 0.030 above Weighted sum in accuracy of colour (0.930 ± 0.042 over 2 seeds against 0.900 ± 0.028 over 2 seeds): less than the seeds differ, so no difference can be claimed.',
  );
  expect(finding(seeds(defaultExperiment, [0.88, 0.9]), seeds(pcgrad, [0.95, 0.96]))).toContain(
    ': more than the seeds differ.',
  );
});

test('the spread of one side alone counts for both, and is said', () => {
  expect([
    finding(seeds(defaultExperiment, [0.88, 0.92]), seeds(pcgrad, [0.93])),
    finding(seeds(defaultExperiment, [0.88, 0.89]), seeds(pcgrad, [0.99])),
  ]).toEqual([
    expect.stringContaining(': less than the seeds of Weighted sum differ, so no difference can be claimed.'),
    expect.stringContaining(': more than the seeds of Weighted sum differ, but PCGrad has one seed.'),
  ]);
});

test('of three the best is held against the baseline, without one against the next', () => {
  const runs = [...seeds(defaultExperiment, [0.7]), ...seeds(pcgrad, [0.9]), ...seeds(mgda, [0.8])];
  const against = (baseline: string | null) => findingOf(foldSeeds(runs), baseline).split(' in accuracy')[0];
  expect([against(null), against('sum 0'), against('pcgrad 0')]).toEqual([
    'PCGrad ends 0.100 above MGDA',
    'PCGrad ends 0.200 above Weighted sum',
    'PCGrad ends 0.100 above MGDA',
  ]);
});

test('of a loss less is better', () => {
  const judged = (experiment: Experiment, value: number) => [
    finished(experiment.strategy.kind, experiment, { outcomes: { 'loss:colour': ended(value) } }),
  ];
  expect(finding(judged(defaultExperiment, 0.5), judged(pcgrad, 0.25))).toContain(
    'PCGrad ends 0.250 below Weighted sum in cross-entropy of colour (0.250 against 0.500)',
  );
});

test('runs that end alike, and seeds by themselves', () => {
  expect([
    finding(seeds(defaultExperiment, [0.9]), seeds(pcgrad, [0.9001])),
    finding(seeds(pcgrad, [0.9, 0.92])),
    finding(seeds(pcgrad, [0.9])),
    finding(),
  ]).toEqual([
    'PCGrad and Weighted sum end alike in accuracy of colour.',
    'These runs differ in nothing but the seed. They end at 0.910 ± 0.014 over 2 seeds in accuracy of colour.',
    '',
    '',
  ]);
});

test('what two runs end alike in is one sentence, what they do not is told by itself', () => {
  const judged = (experiment: Experiment, colour: number, size: number) => [
    finished(experiment.strategy.kind, experiment, {
      outcomes: { 'accuracy:colour': ended(colour), 'accuracy:size': ended(size) },
    }),
  ];
  expect([
    finding(judged(defaultExperiment, 0.5, 0.25), judged(pcgrad, 0.5, 0.25)),
    finding(judged(defaultExperiment, 0.5, 0.25), judged(pcgrad, 0.5, 0.2)),
  ]).toEqual([
    'Weighted sum and PCGrad end alike in accuracy of colour and accuracy of size.',
    expect.stringMatching(
      /^Weighted sum and PCGrad end alike in accuracy of colour\. Weighted sum ends 0\.050 above PCGrad in accuracy of size /,
    ),
  ]);
});

test('a seed that failed is said', () => {
  const failed = { status: 'failed', outcomes: {}, steps: 3 } as const;
  const [first, second] = seeds(pcgrad, [0.8, 0.8]);
  expect(finding(seeds(defaultExperiment, [0.9]), [first!, { ...second!, ...failed }])).toMatch(
    / 1 seed failed and is not counted\.$/,
  );
});

test('other data, no common metric, other lengths and unfinished runs are said', () => {
  const fewer = { ...pcgrad, dataset: { ...pcgrad.dataset, count: 500 } };
  const short = { steps: 40, outcomes: { 'accuracy:colour': ended(0.8, 40) } };
  const [sum, twice] = [seeds(defaultExperiment, [0.9]), seeds(pcgrad, [0.8, 0.8])];
  expect([
    finding(sum, seeds(fewer, [0.9])),
    finding(sum, seeds(pcgrad, [0.9], { outcomes: {} })),
    finding(sum, seeds(pcgrad, [0.8], { ...short, status: 'training' })),
    finding(sum, [twice[0]!, { ...twice[1]!, ...short }]),
  ]).toEqual([
    'These runs were judged on different images, so their values do not compare.',
    'These runs have no metric in common, or were not evaluated yet.',
    expect.stringMatching(/ They were judged after 40 and 100 steps\. PCGrad is still going on\.$/),
    expect.stringMatching(/ 1 seed did not come as far and is not counted\.$/),
  ]);
});

test('a step that takes much longer is said, on one backend only, and not of a run that has just begun', () => {
  const slow = (backend: 'wasm' | 'webgl', steps = 100) => seeds(pcgrad, [0.8], { stepMs: 19, backend, steps });
  expect([
    finding(seeds(defaultExperiment, [0.9]), slow('wasm')),
    finding(seeds(defaultExperiment, [0.9]), slow('webgl')),
    finding(seeds(defaultExperiment, [0.9]), slow('wasm', 99)),
  ]).toEqual([
    expect.stringMatching(/ A step of PCGrad takes 1\.9 times the time of one of Weighted sum\.$/),
    expect.not.stringContaining('A step of'),
    expect.not.stringContaining('A step of'),
  ]);
});

test('where more than one thing differs, it is said that they cannot tell which did it', () => {
  const other = trained({ learningRate: 1, batchSize: 8, epochs: 3 }, pcgrad);
  const also = trained({ learningRate: 1 }, pcgrad);
  expect([
    finding(seeds(defaultExperiment, [0.9]), seeds(other, [0.8])),
    finding(seeds(defaultExperiment, [0.9]), seeds(also, [0.8])),
  ]).toEqual([
    expect.stringMatching(
      /^Weighted sum ends 0\.100 above PCGrad .* More than one thing differs \(strategy, batch size, epochs and learning rate\), so they cannot tell which did it\.$/,
    ),
    expect.stringContaining(' More than one thing differs (strategy and learning rate), so they cannot tell'),
  ]);
});

test('runs are named by one difference where it tells them apart, else by two or their titles', () => {
  const fast = trained({ learningRate: 1 });
  const three = [
    seeds(defaultExperiment, [0.9]),
    seeds(fast, [0.7]),
    seeds(trained({ learningRate: 1 }, pcgrad), [0.8]),
  ];
  const four = [...three, seeds(trained({ batchSize: 8 }), [0.6])].map(([run], i) => [{ ...run!, title: `T${i}` }]);
  expect([finding(...three), finding(...four)]).toEqual([
    expect.stringContaining('Weighted sum and learning rate 0.001 ends 0.100 above PCGrad and learning rate 1 in'),
    expect.stringContaining('“T0” ends 0.100 above “T2” in'),
  ]);
  expect(finding(seeds(defaultExperiment, [0.9]), seeds(trained({ learningRate: 1 }), [0.8]))).toContain(
    'Learning rate 0.001 ends 0.100 above learning rate 1 ',
  );
});
