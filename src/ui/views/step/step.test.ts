import { afterEach, expect, test } from 'vitest';
import type { Experiment } from '../../../core/experiment.ts';
import { makeStrategy } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import type { Combination, Dissection, Pass, Update } from '../../../core/run/dissection.ts';
import { type Stage, stagesOf } from '../../../core/run/stages.ts';
import { combinedParts, projectedParts, rowName, spoken, totalParts } from './combinedTex.ts';
import { litNodes } from './lighting.ts';
import { stageLabel, stageText, type Told } from './stageTexts.ts';
import { goTo, playOn, showStep, stepStore, togglePlay } from './stepState.ts';
import { exactText, factorsOf, movedTexts } from './unitTexts.ts';

const experiment: Experiment = { ...defaultExperiment, strategy: makeStrategy('pcgrad') };
const layers = { 'conv-1': 3, 'head-colour': 4 };
const weighing: NonNullable<Combination['weighing']> = {
  weights: [1.25, 1],
  own: [1, 1],
  length: 1,
  acting: { colour: 1.25, size: 0.5 },
  total: 3,
  offset: 0,
  isKept: false,
  isElementwise: false,
  projections: [
    { from: [1, 0], to: [1, 0] },
    { from: [0, 1], to: [0.25, 1] },
  ],
};
const combination: Combination = {
  rows: ['colour', 'size'],
  isShared: true,
  gramian: [
    [4, -1],
    [-1, 4],
  ],
  weighing,
};
const update: Update = {
  of: 'total',
  rate: 0.001,
  count: 12,
  gradient: { norm: 5, layers },
  change: { norm: 0.02, layers: { 'conv-1': 0.02, 'head-colour': 0 } },
  theta: { norm: 4, layers: { 'conv-1': 4, 'head-colour': 1 } },
  slots: [],
};
const pass: Pass = {
  layers: [],
  losses: [
    { loss: 'colour', value: 2 },
    { loss: 'size', value: 1 },
  ],
  backward: [
    { loss: 'colour', factor: 1, isExtra: false, norm: 5, layers },
    { loss: 'size', factor: 0.5, isExtra: true, norm: 2, layers: { 'conv-1': 2 } },
  ],
  combination,
  updates: [update],
};
const dissection: Dissection = { step: 11, batch: { size: 32, images: [] }, passes: [pass], untold: 0 };
const told: Told = { dissection, experiment };
const stages = stagesOf(dissection);
const at = (kind: Stage['kind'], loss?: string) => stages.find((one) => one.kind === kind && one.loss === loss)!;

afterEach(() => stepStore.setState(stepStore.getInitialState()));

test('stages are called by what they are of', () => {
  expect(stages.map((stage) => stageLabel(stage, told))).toEqual([
    'Batch',
    'Forward',
    'Loss colour',
    'Loss size',
    'Backward colour',
    'Backward size',
    'Combine',
    'Update',
  ]);
});

test('every stage says what happens, with its numbers', () => {
  expect(stageText(at('loss', 'size'), told)).toBe(
    'L₂, the cross-entropy of size, is 1.000 on this batch: one number for all images.',
  );
  expect(stageText(at('backward', 'colour'), told)).toBe(
    '∇L₁ comes back from colour to the weights of 2 layers. Its length is 5.000, most of it in Head: colour (4.000).',
  );
  expect(stageText(at('backward', 'size'), told)).toMatch(/^0\.50 ∇L₂ comes back .* This one is to look at\.$/);
  expect(stageText(at('combine'), told)).toBe(
    'PCGrad gives the weights 1.25 for colour and 1.00 for size. The cosine of the gradients is −0.25: they conflict.',
  );
  expect(stageText(at('update'), told)).toBe(
    'Adam takes a gradient of length 5.000 and, at the rate 0.001, moves the weights by 0.020, 0.5 % of their length.',
  );
});

test('says where a number stops being finite', () => {
  const broken = { ...dissection, passes: [{ ...pass, losses: [{ loss: 'colour', value: Number.NaN }] }] };
  const [first] = stagesOf(broken).filter(({ isBroken }) => isBroken);
  expect(stageText(first!, { ...told, dissection: broken })).toMatch(/^Here a number stops being finite\. L₁, /);
});

test('the formulas have the numbers of the step in them', () => {
  expect(rowName('size', pass, experiment)).toBe(String.raw`g_{2}=0.50\,\nabla L_{2}`);
  const texts = (parts: readonly { readonly tex: string }[]) => parts.map(({ tex }) => tex).join('');
  expect(texts(combinedParts(combination, pass, experiment))).toBe(String.raw`g=1.25\,g_{1}+1.00\,g_{2}`);
  expect(spoken(combinedParts(combination, pass, experiment))).toBe('g=1.25 g1+1.00 g2');
  expect(projectedParts(combination, experiment).map(texts)).toEqual([
    String.raw`p_{1}=1.00\,g_{1}`,
    String.raw`p_{2}=0.25\,g_{1}+1.00\,g_{2}`,
  ]);
  expect(texts(totalParts(weighing, pass))).toBe(String.raw`L=1.25\,\cdot 2.000+0.50\,\cdot 1.000=3.000`);
});

test('a stage lights what it is about', () => {
  expect([...litNodes(at('batch'), told)]).toEqual(['image']);
  expect([...litNodes(at('loss', 'colour'), told)].sort()).toEqual(['#loss-colour', 'head-colour']);
  const back = litNodes(at('backward', 'colour'), told);
  expect(['#loss-colour', 'head-colour', 'conv-1'].every((id) => back.has(id))).toBe(true);
  expect(back.has('head-size')).toBe(false);
  expect([...litNodes(at('combine'), told)].sort()).toEqual(['#loss-colour', '#loss-size', '#mixer']);
  expect([...litNodes(at('update'), told)]).toEqual(['conv-1']);
});

test('a step plays itself to its end; one whose stage was chosen stays there', () => {
  const now = () => [stepStore.getState().at, stepStore.getState().isPlaying];
  showStep(3, false);
  expect(now()).toEqual([0, true]);
  playOn(3);
  playOn(3);
  expect(now()).toEqual([2, false]);
  showStep(3, false);
  expect(now()).toEqual([0, true]);
  goTo(1);
  showStep(3, false);
  expect(now()).toEqual([1, false]);
  showStep(1, false);
  expect(now()).toEqual([0, false]);
  togglePlay(3);
  expect(now()).toEqual([0, true]);
});

test('nothing moves by itself where motion is unwanted', () => {
  showStep(3, true);
  expect(stepStore.getState()).toMatchObject({ at: 0, isPlaying: false });
});

test('the numbers of a unit have the digits that it takes to follow them', () => {
  expect([exactText(1 / 3), exactText(-12345.678), exactText(1.5e-7)]).toEqual(['0.33333', '−12346', '1.500e−7']);
  expect(movedTexts(0.25, 0.2500012)).toEqual(['0.25000000', '0.25000120']);
  const factors = factorsOf({
    kernel: [1, 2, 2],
    inputs: Float32Array.of(1, 2, 0, 1),
    weights: Float32Array.of(1, -3, 9, 0.5),
  });
  expect(factors.map(({ where, product }) => [where, product])).toEqual([
    ['row 1, column 1, channel 2', -6],
    ['row 1, column 1, channel 1', 1],
    ['row 1, column 2, channel 2', 0.5],
    ['row 1, column 2, channel 1', 0],
  ]);
});
