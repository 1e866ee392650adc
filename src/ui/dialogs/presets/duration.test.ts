import { expect, test } from 'vitest';
import { epochOf } from '../../../core/datasets/describe.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { defaultExperiment, presetOf } from '../../../core/presets.ts';
import { durations } from './duration.ts';

const separate = presetOf('colour-size-separate')?.experiment ?? defaultExperiment;
const steps = defaultExperiment.training.epochs * epochOf(defaultExperiment).steps;
/** As it is read from the library: equal, not the same. */
const read = structuredClone(defaultExperiment);

test('before any run there are steps alone', () => {
  expect(durations([])(defaultExperiment)).toEqual({ steps, isMeasured: false });
  expect(durations([{ experiment: read }])(defaultExperiment)).toEqual({ steps, isMeasured: false });
});

test('the latest run of the experiment itself says it', () => {
  const of = durations([
    { experiment: read, stepMs: 9 },
    { experiment: read, stepMs: 4 },
    { experiment: separate, stepMs: 1 },
  ]);
  expect(of(defaultExperiment)).toEqual({ steps, seconds: (steps * 4) / 1000, isMeasured: true });
});

test('else the run nearest in work does, by the work of a step', () => {
  const wide = { ...defaultExperiment, training: { ...defaultExperiment.training, batchSize: 512 } };
  const of = durations([
    { experiment: wide, stepMs: 400 },
    { experiment: read, stepMs: 5 },
  ]);
  const ratio = graphOf(separate).step.flops / graphOf(defaultExperiment).step.flops;
  expect(ratio).toBeGreaterThan(1.2);
  const { seconds, isMeasured } = of(separate);
  expect(isMeasured).toBe(false);
  expect(seconds).toBeCloseTo((steps * 5 * ratio) / 1000, 9);
});
