import { expect, test } from 'vitest';
import { isRefusal } from '../../core/edit/edited.ts';
import { addHead } from '../../core/edit/losses.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLoss } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { columnName, cosineName } from '../../core/run/columns.ts';
import type { HeadMetricName } from '../../core/run/headMetrics.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { cosineLines, headLosses, metricLines, naturalMetrics, qualityLines } from './lines.ts';

/** A run with the given losses whose cosines are 0.1, 0.0, −0.1 … in the order of the pairs. */
function measured(...targets: readonly string[]) {
  const experiment = targets.reduce((before, target) => {
    const after = addHead(before, target);
    return isRefusal(after) ? before : after;
  }, defaultExperiment);
  const ids = experiment.losses.map(({ id }) => id);
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => cosineName(a, b)));
  const columns = pairs.map((name, i) => [name, Float32Array.of(0.1 - i / 10)] as const);
  return { experiment, train: append(emptyTable, { step: Float32Array.of(0), ...Object.fromEntries(columns) }) };
}

const told = (run: ReturnType<typeof measured>) =>
  cosineLines(run).map(({ label, dash, isRest = false }) => ({ label, dash, isRest }));

test('a few cosines are told apart by their dashes', () => {
  expect(told(measured())).toEqual([{ label: 'cosine', dash: '', isRest: false }]);
  expect(told(measured('area'))).toEqual([
    { label: 'colour · size', dash: '', isRest: false },
    { label: 'colour · area', dash: '6 3', isRest: false },
    { label: 'size · area', dash: '2 3', isRest: false },
  ]);
});

test('of many cosines those that conflict most are named, the worst first, and the others stand pale behind', () => {
  expect(told(measured('area', 'pattern'))).toEqual([
    { label: 'colour · size', dash: '', isRest: true },
    { label: 'colour · area', dash: '', isRest: true },
    { label: 'area · pattern', dash: '', isRest: false },
    { label: 'size · pattern', dash: '6 3', isRest: false },
    { label: 'size · area', dash: '2 3', isRest: false },
    { label: 'colour · pattern', dash: '9 3 2 3', isRest: false },
  ]);
});

/** A run whose heads were judged once, by loss: metric → value. */
function judged(experiment: Experiment, metrics: Readonly<Record<string, Partial<Record<HeadMetricName, number>>>>) {
  const columns = Object.entries(metrics).flatMap(([id, values]) =>
    Object.entries(values).map(([name, value]) => [columnName(name as HeadMetricName, id), Float32Array.of(value)]),
  );
  const validation = append(emptyTable, { step: Float32Array.of(10), ...Object.fromEntries(columns) });
  return { experiment, validation };
}

const [colour, size] = defaultExperiment.losses;

test('two losses that read one head have one curve a metric', () => {
  if (!colour || !size || !('output' in colour)) throw new Error('The default experiment has changed.');
  const second = { ...colour, id: 'second' };
  const run = judged(
    { ...defaultExperiment, losses: [colour, second, size] },
    {
      colour: { accuracy: 0.5 },
      second: { accuracy: 0.5 },
      size: { accuracy: 0.75 },
    },
  );
  expect(metricLines(run, 'accuracy').map(({ key, label }) => [key, label])).toEqual([
    ['colour', 'colour'],
    ['size', 'size'],
  ]);
  expect(headLosses(run.experiment).map(({ id }) => id)).toEqual(['colour', 'size']);
});

test('two heads for one target are told apart by the names of their losses', () => {
  if (!colour) throw new Error('The default experiment has changed.');
  const other = makeLoss('other', 'multi-class-hinge', { output: 'head-size', target: 'colour' });
  const run = judged(
    { ...defaultExperiment, losses: [colour, other] },
    {
      colour: { accuracy: 0.5 },
      other: { accuracy: 0.2 },
    },
  );
  expect(metricLines(run, 'accuracy').map(({ label }) => label)).toEqual([
    'colour (cross-entropy)',
    'colour (multi-class hinge)',
  ]);
});

test('quality shows every head by its natural metric, errors on a scale of their own', () => {
  const after = addHead(defaultExperiment, 'area');
  if (isRefusal(after)) throw new Error('No head for the area.');
  const run = judged(after, {
    colour: { accuracy: 0.5, 'top-2': 0.9 },
    size: { accuracy: 0.75, 'top-2': 0.9 },
    area: { mae: 0.04, rmse: 0.05 },
  });
  expect(naturalMetrics(run)).toEqual(['accuracy', 'mae']);
  expect(qualityLines(run).map(({ column, endLabel, unit }) => [column, endLabel, unit])).toEqual([
    ['accuracy:colour', 'accuracy', undefined],
    ['accuracy:size', 'accuracy', undefined],
    ['mae:area', 'error', 'mae'],
  ]);
});
