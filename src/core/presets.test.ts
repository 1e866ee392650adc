import { expect, test } from 'vitest';
import { limits } from './experiment.ts';
import { analyse } from './graph.ts';
import { parseExperiment } from './parse.ts';
import { baseOf, defaultExperiment, presetGroups, presetOf, presets } from './presets.ts';
import { formerPresets } from './templates/former.ts';

test('the page opens with colour and size on one trunk', () => {
  expect(presetOf('colour-size')?.experiment).toBe(defaultExperiment);
});

test('every preset has an id and a title of its own', () => {
  expect(new Set(presets.map((preset) => preset.id)).size).toBe(presets.length);
  expect(new Set(presets.map((preset) => preset.experiment.title)).size).toBe(presets.length);
});

test.each(presets)('$id runs as it is, and nothing about it is questionable', ({ experiment }) => {
  const { problems, isRunnable } = analyse(experiment);
  expect(problems).toEqual([]);
  expect(isRunnable).toBe(true);
});

test.each(presets)('$id survives being written and read', ({ experiment }) => {
  expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, problems: [] });
});

test.each(presets)('$id costs a step no more than a hundredth of what is allowed', ({ experiment }) => {
  expect(analyse(experiment).step.flops).toBeLessThan(limits.stepFlops / 100);
});

test.each(presets)('$id is introduced by a question and in two or three more sentences', ({ intro }) => {
  expect(intro).toMatch(/^[^.?]+\?( [^.?]([^.?]|\.(?! ))*[.?]){2,3}$/);
  expect(intro.length).toBeLessThan(340);
});

test('no id of a former preset is used again', () => {
  const ids = [...presets, ...formerPresets].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, experiment } of formerPresets) {
    expect(presetOf(id)).toBeUndefined();
    expect(baseOf(id)).toBe(experiment);
  }
});

test('the questions that the product exists for are presets', () => {
  const questions = presetGroups.slice(0, -1).flatMap((group) => group.presets.map(({ id }) => id));
  expect(questions).toEqual([
    'colour-size',
    'colour-size-separate',
    'two-losses-one-target',
    'mask-bce-iou',
    'loss-and-l2',
    'related-tasks',
    'weights-by-hand',
    'trainable-weight-raw',
    'trainable-weight',
    'uncertainty-weighting',
    'one-optimizer-sgd',
    'optimizers-together-sgd',
    'optimizers-together',
    'optimizers-in-turn',
    'pcgrad',
    'mgda',
  ]);
});
