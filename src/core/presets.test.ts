import { expect, test } from 'vitest';
import { limits } from './experiment.ts';
import { analyse } from './graph.ts';
import { parseExperiment } from './parse.ts';
import { defaultExperiment, presetOf, presets } from './presets.ts';

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
