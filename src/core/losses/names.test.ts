import { expect, test } from 'vitest';
import { makeLoss } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { lossName, lossSubtitle, lossTitle } from './names.ts';

const hinge = makeLoss('hinge', 'multi-class-hinge', { output: 'head-size', target: 'size' });
const decay = makeLoss('l2', 'l2', { scope: 'shared' });
const ofLayer = makeLoss('l2-layer', 'l2', { scope: 'conv-2' });
const experiment = { ...defaultExperiment, losses: [...defaultExperiment.losses, hinge, decay, ofLayer] };

test('a loss is called by its target, and by its kind as well where others read that target', () => {
  expect(experiment.losses.map(({ id }) => lossName(experiment, id))).toEqual([
    'colour',
    'size (cross-entropy)',
    'size (multi-class hinge)',
    'L2 (shared layers)',
    'L2 (Conv 2)',
  ]);
  expect(lossName(defaultExperiment, 'size')).toBe('size');
  expect(lossName(defaultExperiment, 'gone')).toBe('gone');
});

test('a channel has the two parts on two lines', () => {
  expect(experiment.losses.map((loss) => [lossTitle(experiment, loss), lossSubtitle(experiment, loss)])).toEqual([
    ['colour', 'cross-entropy'],
    ['size', 'cross-entropy'],
    ['size', 'multi-class hinge'],
    ['L2', 'shared layers'],
    ['L2', 'Conv 2'],
  ]);
});
