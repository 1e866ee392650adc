import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { statusParts } from './statusTexts.ts';

const train = append(emptyTable, { step: Float32Array.from({ length: 60 }, (_, i) => i) });
const dataset = { trainCount: 3200, validationCount: 800, stepsPerEpoch: 50, totalSteps: 1000, gallery: [] };
const run: Run = { ...makeRun('a', 'a', defaultExperiment), train, dataset, status: 'training' };

test.each([
  [1490, 'training', ['Training', 'step 60', 'epoch 2 of 20', '43 images/s']],
  [23_400, 'training', ['Training', 'step 60', 'epoch 2 of 20', '23 s a step']],
  [23_400, 'pausing', ['Pausing', 'step 60', 'epoch 2 of 20', '23 s a step']],
  [23_400, 'paused', ['Paused', 'step 60', 'epoch 2 of 20']],
] as const)('a step of %i ms, %s', (stepMs, status, parts) => {
  const pace = { step: 60, stepMs, imagesPerSecond: (1000 * 64) / stepMs };
  expect(statusParts({ ...run, status, pace })).toEqual(parts);
});
