import { expect, test } from 'vitest';
import type { TargetKind } from '../datasets/dataset.ts';
import { headMetric, headMetricNames, headMetricsOf, headMetricText } from './headMetrics.ts';

test('every kind of target has its metrics, the best known in front', () => {
  const kinds = ['category', 'number', 'mask', 'image'] as const satisfies readonly TargetKind[];
  expect(kinds.map(headMetricsOf)).toEqual([
    ['accuracy', 'top-2', 'macro-f1'],
    ['mae', 'rmse', 'r2'],
    ['iou', 'dice'],
    ['psnr'],
  ]);
});

test('a metric is best at the end of its range that is better', () => {
  const best = headMetricNames.map((name) => headMetric(name).range[headMetric(name).isHigherBetter ? 1 : 0]);
  expect(Object.fromEntries(headMetricNames.map((name, i) => [name, best[i]]))).toEqual({
    accuracy: 1,
    'top-2': 1,
    'macro-f1': 1,
    iou: 1,
    dice: 1,
    mae: 0,
    rmse: 0,
    r2: 1,
    psnr: 100,
  });
});

test('values are written with the digits worth reading and their unit', () => {
  expect([
    headMetricText('accuracy', 0.87349),
    headMetricText('accuracy', 0),
    headMetricText('mae', 2e-5),
    headMetricText('mae', 3e9),
    headMetricText('r2', -0.25),
    headMetricText('psnr', 23.125),
  ]).toEqual(['0.873', '0', '2e−5', '3e9', '−0.250', '23.1 dB']);
});
