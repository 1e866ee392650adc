import { expect, test } from 'vitest';
import { graphOf } from '../graphOf.ts';
import { defaultExperiment } from '../presets.ts';
import { estimateOf, secondsOf } from './estimate.ts';
import { planOf } from './plan.ts';
import { makeStudy } from './study.ts';

const experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 100, size: 16 },
  training: { ...defaultExperiment.training, batchSize: 20, epochs: 3, validationShare: 0.2 },
};
const study = makeStudy(experiment, {
  variations: [{ kind: 'list', at: ['training.batchSize'], join: 'same', values: [20, 40] }],
  seeds: [1, 2],
});

test('a study takes the steps of all epochs of all runs, or of their budget', () => {
  // 80 images for training: 4 steps of 20, or 2 of 40, in each of 3 epochs, from 2 seeds.
  const plan = planOf(study);
  const { step, parameters } = graphOf(experiment);
  const { flops } = step;
  expect(estimateOf(plan, plan.runs, study)).toMatchObject({
    runs: 4,
    steps: 2 * 3 * (4 + 2),
    flops: 2 * 3 * (4 * flops + 2 * 2 * flops),
    // A number of each of the columns, every weight and its two moments, and 16 images of 16×16 in three colours.
    keptBytes: 4 * 36 * (3 + 6 * 2) + 4 * (4 * 3 * parameters + 16 * 16 * 16 * 3),
  });
  const short = { ...study, budget: { steps: 7, patience: 0 } };
  const shortPlan = planOf(short);
  expect(estimateOf(shortPlan, shortPlan.runs, short).steps).toBe(2 * (7 + 6));
  expect(estimateOf(plan, plan.runs.slice(2), study).steps).toBe(18);
  // The larger batch needs more room, and one lane needs as much as its run.
  expect(estimateOf(plan, plan.runs, study).memoryBytes).toBe(
    Math.max(...plan.setups.map((setup) => graphOf(setup.experiment).memoryBytes)),
  );
});

test('lanes share the time, but no more of them than there are runs', () => {
  const estimate = { runs: 3, steps: 0, flops: 6e9, memoryBytes: 0, keptBytes: 0 };
  expect([1, 2, 8].map((lanes) => secondsOf(estimate, 1e6, lanes))).toEqual([6, 3, 2]);
});
