import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLayer, makeLoss } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { anyExperiment } from '../testing/arbitraries.ts';
import { titlesOf } from '../titles.ts';
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

const reads = { output: 'head-size', target: 'size' };
const twins = {
  ...defaultExperiment,
  network: { layers: [...defaultExperiment.network.layers, makeLayer('aux', 'dense', ['pool'], { units: 3 })] },
  losses: [
    ...defaultExperiment.losses,
    makeLoss('aux', 'softmax-cross-entropy', { ...reads, output: 'aux' }),
    makeLoss('smooth', 'softmax-focal', reads),
    makeLoss('sharp', 'softmax-focal', reads, { gamma: 5 }),
    makeLoss('l2', 'l2', { scope: 'all' }),
    makeLoss('l2-2', 'l2', { scope: 'all' }),
  ],
};

test('losses of one kind on one target are told apart by their head, those on one head by their symbol', () => {
  expect(twins.losses.map(({ id }) => lossName(twins, id))).toEqual([
    'colour',
    'size (cross-entropy, head 1)',
    'size (cross-entropy, head 2)',
    'size (focal, L₄)',
    'size (focal, L₅)',
    'L2 (all layers, 1)',
    'L2 (all layers, 2)',
  ]);
});

test('heads of one target are numbered', () => {
  expect(['head-colour', 'head-size', 'aux'].map((id) => titlesOf(twins).get(id))).toEqual([
    'Head: colour',
    'Head: size 1',
    'Head: size 2',
  ]);
});

test('no two losses have one name, and no two layers one title', () => {
  fc.assert(
    fc.property(anyExperiment, (any) => {
      expect(new Set(any.losses.map(({ id }) => lossName(any, id))).size).toBe(any.losses.length);
      expect(new Set(titlesOf(any).values()).size).toBe(any.network.layers.length);
    }),
  );
});
