import { expect, test } from 'vitest';
import { graphOf } from '../graphOf.ts';
import { defaultExperiment } from '../presets.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { makeRun } from '../run/run.ts';
import { type KeptStudy, planFor, studyRunId } from './keptStudy.ts';
import { progressOf } from './progress.ts';
import { makeStudy } from './study.ts';

const experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 100, size: 16 },
  training: { ...defaultExperiment.training, batchSize: 20, epochs: 3, validationShare: 0.2 },
};
// 80 images for training: 12 steps of 20 images, or 6 of 40, from two seeds each.
const study = makeStudy(experiment, {
  variations: [{ kind: 'list', at: ['training.batchSize'], join: 'same', values: [20, 40] }],
  seeds: [1, 2],
});
const [first, second, third] = planFor(study).runs;
if (!first || !second || !third) throw new Error('The study has four runs.');
const kept: KeptStudy = { id: 'study', study, startedAt: 0, status: 'running', outcomes: [] };
const idle = { lanes: 0, isYielding: false, pausedRunId: null };

test('a study that has not begun has all of its steps before it, and no one knows how long', () => {
  expect(progressOf(kept, [], { ...idle, lanes: 2 })).toEqual({
    total: 4,
    done: 0,
    diverged: 0,
    failed: 0,
    underWay: [],
    steps: 0,
    totalSteps: 36,
  });
});

test('what is over counts with the steps it took, and the rest at the pace that was measured', () => {
  const outcomes = [{ id: first.id, ending: 'diverged' as const, steps: 4, stepMs: 10, outcomes: {} }];
  const step = Float32Array.of(0, 1, 2);
  const run = {
    ...makeRun(studyRunId('study', second), '', experiment),
    status: 'training' as const,
    train: append(emptyTable, { step }),
  };
  const over = { ...makeRun(studyRunId('study', third), '', experiment), status: 'stopped' as const };
  const progress = progressOf({ ...kept, outcomes }, [run, over], { ...idle, lanes: 2 });
  expect(progress).toMatchObject({ total: 4, done: 1, diverged: 1, failed: 0, steps: 7, totalSteps: 4 + 6 + 12 + 6 });
  expect(progress.underWay).toEqual([{ planned: second, run, steps: 3, totalSteps: 6 }]);
  // A step of 40 images is twice one of 20, which took 10 ms; two lanes halve what is left.
  expect(progress.secondsLeft).toBeCloseTo((3 * 20 + 12 * 10 + 6 * 20) / 1000 / 2, 10);
  // What runs took with their evaluations is better known than the pace of their steps.
  const { flops } = graphOf(experiment).step;
  const wall = progressOf({ ...kept, outcomes }, [run], { ...idle, lanes: 1, msPerFlop: 30 / flops });
  expect(wall.secondsLeft).toBeCloseTo((3 * 60 + 12 * 30 + 6 * 60) / 1000, 10);
});

test('with no lane at work no time is told; with all runs over none is left', () => {
  const outcomes = planFor(study).runs.map(({ id }) => ({
    id,
    ending: 'finished' as const,
    steps: 6,
    stepMs: 1,
    outcomes: {},
  }));
  expect(progressOf({ ...kept, outcomes: outcomes.slice(1) }, [], idle).secondsLeft).toBeUndefined();
  expect(progressOf({ ...kept, outcomes }, [], idle)).toMatchObject({
    done: 4,
    secondsLeft: 0,
    steps: 24,
    totalSteps: 24,
  });
});
