import { expect, test } from 'vitest';
import { defaultExperiment, presetGroups, presets } from '../../../core/presets.ts';
import { findPresets, introOf, methodText, targetsText } from './facts.ts';

const idsFor = (query: string) => findPresets(query).flatMap((group) => group.presets.map(({ id }) => id));

test('without a query all are found, in their groups', () => {
  expect(findPresets('  ')).toEqual(presetGroups);
});

test('a query finds by title, question, loss, layer and method, all of its words, and leaves empty groups out', () => {
  expect(idsFor('IoU mask')).toContain('mask-bce-iou');
  expect(idsFor('l2')).toContain('loss-and-l2');
  expect(idsFor('PCGrad')).toEqual(['pcgrad']);
  expect(idsFor('mgda sgd')).toEqual([]);
  expect(findPresets('pcgrad')).toHaveLength(1);
  expect(idsFor('in turn')).toContain('optimizers-in-turn');
  expect(idsFor('depthwise')).toEqual(['depthwise-separable']);
});

test.each(presets)('$id has a question and more', (preset) => {
  const [question, rest] = introOf(preset);
  expect(question).toMatch(/^[^?]+\?$/);
  expect(`${question} ${rest}`).toBe(preset.intro);
});

test('what it reads and how it is combined stands in a line each', () => {
  expect(targetsText(defaultExperiment)).toBe('colour and size');
  expect(methodText(defaultExperiment)).toBe('Weighted sum; optimizers: one, on the total (Adam)');
});
