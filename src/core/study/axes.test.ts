import { describe, expect, test } from 'vitest';
import { measuresOf } from '../compare/measures.ts';
import { ended, finished } from '../compare/testing/runs.ts';
import { defaultExperiment } from '../presets.ts';
import { axesOf, axisText, costsOn, valuesOf } from './axes.ts';
import { sideText } from './sideText.ts';

const outcomes = {
  'loss:colour': ended(0.5),
  'loss:size': ended(0.25),
  'accuracy:colour': ended(0.75),
  'accuracy:size': ended(0.875),
};
const run = finished('a', defaultExperiment, { outcomes });
const measures = measuresOf([run]);
const losses = axesOf({ measures }, undefined)!;
const [colour, size] = measures;
const accuracies = axesOf({ measures }, [colour?.key ?? '', size?.key ?? ''])!;

describe('the axes', () => {
  test('are the two losses, or what was chosen', () => {
    expect(losses.map(axisText)).toEqual(['cross-entropy of colour ↓', 'cross-entropy of size ↓']);
    expect(accuracies.map(axisText)).toEqual(['accuracy of colour ↑', 'accuracy of size ↑']);
    expect(axesOf({ measures }, ['gone', 'too'])).toEqual(losses);
    expect(axesOf({ measures: measures.slice(0, 1) }, undefined)).toBeUndefined();
  });

  test('give the last values of a run, turned so that less is better', () => {
    expect(valuesOf(run, accuracies)).toEqual([0.75, 0.875]);
    expect(costsOn(accuracies)(run)).toEqual([-0.75, -0.875]);
    expect(costsOn(losses)(run)).toEqual([0.5, 0.25]);
  });

  test('have nothing of a run that diverged', () => {
    const failure = { code: 'diverged', message: '', remedy: '' } as const;
    expect(valuesOf({ ...run, status: 'failed', failure }, losses)).toBeUndefined();
  });
});

test('where a method stands is told in words, and where its seeds disagree in numbers', () => {
  expect(sideText({ side: 'above', seeds: ['above', 'above'] }, losses)).toBe('above it, worse: both seeds');
  expect(sideText({ side: 'below', seeds: ['below'] }, accuracies)).toBe('better than it');
  expect(sideText({ side: 'on', seeds: ['below', 'above', 'above'] }, losses)).toBe('on it: below in 1, above in 2');
  expect(sideText({ side: 'on', seeds: ['below', 'above'] }, accuracies)).toBe('on it: better in 1, worse in 1');
});
