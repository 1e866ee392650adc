/**
 * Cross-validation where the right λ is known: ridge regression. A linear network without a bias, squared error and L2 has
 * its minimum in closed form, (XᵀX/n + λI) w = Xᵀy/n, so that the error on every fold left out can be computed exactly.
 */
import { beforeAll, expect, test } from 'vitest';
import { makeLayer, makeLoss, makeOptimizer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { variedNumbers } from '../../core/study/curve/variedNumber.ts';
import { choicesBy } from '../../core/study/finding/crossValidation.ts';
import { studyOutcome } from '../../core/study/outcomes.ts';
import { type PlannedRun, planOf } from '../../core/study/plan.ts';
import { resultsOf } from '../../core/study/results.ts';
import { makeStudy } from '../../core/study/study.ts';
import { openBackend } from '../backends/index.ts';
import { runOf } from '../testing/runs.ts';
import { Data } from './data.ts';

beforeAll(() => openBackend('cpu', ''));

const [size, window] = [16, 8];
const lambdas = [0.02, 0.07, 0.5];

const study = makeStudy(
  {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, count: 64, size, labelNoiseArea: 0.5 },
    network: {
      layers: [
        makeLayer('image', 'input', []),
        makeLayer('pool', 'average-pool', ['image'], { size: window, stride: window }),
        makeLayer('flat', 'flatten', ['pool']),
        makeLayer('head-area', 'dense', ['flat'], { units: 1, bias: false }),
      ],
    },
    losses: [
      makeLoss('area', 'mse', { output: 'head-area', target: 'area' }),
      makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.1 }),
    ],
    optimizer: makeOptimizer('momentum', { momentum: 0.85 }),
    // All images in one batch: no noise but that of the labels.
    training: { ...defaultExperiment.training, batchSize: 512, epochs: 150, evaluateEvery: 150, learningRate: 0.15 },
  },
  {
    folds: 2,
    seeds: [1],
    variations: [{ kind: 'list', at: ['losses.l2.fader'], join: 'same', values: lambdas }],
  },
);

/** The features of images [n][12]: means over windows, channels last. */
function features(data: Data, indices: Int32Array): number[][] {
  const { images } = data.samples.draw(indices);
  const across = size / window;
  return [...indices].map((i) =>
    Array.from({ length: across * across * 3 }, (_, j) => {
      const [channel, column, row] = [j % 3, Math.floor(j / 3) % across, Math.floor(j / (3 * across))];
      let sum = 0;
      for (let y = 0; y < window; y++) {
        for (let x = 0; x < window; x++) {
          const pixel = (row * window + y) * size + column * window + x;
          sum += (images[(i * size * size + pixel) * 3 + channel] ?? Number.NaN) / 255;
        }
      }
      return sum / window ** 2;
    }),
  );
}

/** The solution of A x = b by Gaussian elimination with pivots. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] ?? 0]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The mean squared error on the fold left out, at the exact minimum on the others. */
function exactError({ experiment }: PlannedRun, lambda: number): number {
  const data = new Data(experiment);
  const { numbers, cleanNumbers } = data.samples.draw(Int32Array.from({ length: 64 }, (_, i) => i));
  const x = features(data, data.training);
  const y = [...data.training].map((i) => numbers.area![i]!);
  const n = x.length;
  const gram = x[0]!.map((_, i) =>
    x[0]!.map((__, j) => x.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / n + (i === j ? lambda : 0)),
  );
  const w = solve(
    gram,
    x[0]!.map((_, i) => x.reduce((sum, row, k) => sum + row[i]! * y[k]!, 0) / n),
  );
  const errors = features(data, data.validation).map(
    (row, k) => (dot(row, w) - cleanNumbers.area![data.validation[k]!]!) ** 2,
  );
  return errors.reduce((a, b) => a + b) / errors.length;
}

test('the λ that a study finds is that of the exact computation, with its errors', async () => {
  const plan = planOf(study);
  expect(plan.problems).toEqual([]);
  const outcomes = [];
  for (const planned of plan.runs) outcomes.push(studyOutcome(planned, await runOf(planned.experiment)));
  const results = resultsOf(plan, outcomes);
  const loss = results.measures.filter(({ metric, title }) => metric === undefined && title === 'area');
  const [choice] = choicesBy({ study, plan, results }, variedNumbers(study, plan)[0]!, loss);

  const exact = lambdas.map((lambda, setup) => {
    const errors = plan.runs.filter((run) => run.setup === setup).map((run) => exactError(run, lambda));
    return errors.reduce((a, b) => a + b) / errors.length;
  });
  for (const [i, error] of exact.entries()) expect(choice?.points[i]?.mean).toBeCloseTo(error, 5);
  const right = lambdas[exact.indexOf(Math.min(...exact))];
  expect([choice?.chosen.best.value, choice?.points.length]).toEqual([right, lambdas.length]);
  // Neither end of the grid: too little and too much are both worse.
  expect(right).toBe(0.07);
});
