import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../edit/edited.ts';
import { applyFix, fixLabel } from '../../edit/fixes.ts';
import type { Experiment } from '../../experiment.ts';
import type { LossKindName } from '../../losses/index.ts';
import { makeLoss, makeOptimizer, makeStrategy } from '../../make.ts';
import { parseExperiment } from '../../parse.ts';
import { defaultExperiment } from '../../presets.ts';
import { anyExperiment } from '../../testing/arbitraries.ts';
import { append, emptyTable } from '../metrics.ts';
import { diagnose } from './diagnosis.ts';
import type { Ended } from './ended.ts';

const { training } = defaultExperiment;
const steps = 200;

/** Rows of one column a step: `value` of the step, with a ripple as batches make it. */
function curve(value: (share: number) => number, rows = steps): number[] {
  return Array.from({ length: rows }, (_, i) => value(i / (rows - 1)) * (1 + 0.02 * Math.sin(7 * i)));
}

function tableOf(columns: Readonly<Record<string, readonly number[]>>, every = 1) {
  const rows = Math.max(0, ...Object.values(columns).map(({ length }) => length));
  const step = Array.from({ length: rows }, (_, i) => every * (i + (every > 1 ? 1 : 0)));
  const all = Object.entries({ step, ...columns }).map(([name, values]) => [name, Float32Array.from(values)]);
  return append(emptyTable, Object.fromEntries(all));
}

function ended(
  experiment: Experiment,
  train: Readonly<Record<string, readonly number[]>>,
  validation: Readonly<Record<string, readonly number[]>> = {},
  isFailed = false,
): Ended {
  const failure = { code: 'diverged', message: 'The loss size became NaN at step 200.', remedy: '' } as const;
  return {
    ...{ experiment, train: tableOf(train), validation: tableOf(validation, 20) },
    ...(isFailed ? { failure } : {}),
  };
}

/** A tenth at the end, by way of half in the middle. */
const falling = curve((t) => 2 * Math.exp(-2.3 * t));
const settled = curve((t) => 0.5 + Math.exp(-30 * t));
const flat = curve(() => 2);
const sgd = (learningRate: number): Experiment => ({
  ...defaultExperiment,
  optimizer: makeOptimizer('sgd'),
  training: { ...training, learningRate, epochs: 4 },
});

describe('a run that went well', () => {
  const validation = { 'accuracy:colour': [0.2, 0.6, 0.9, 0.8], 'accuracy:size': [0.4, 0.5, 0.6, 0.7] };
  const outcome =
    'On the validation images: accuracy of colour 0.800 (best 0.900 at step 60) and accuracy of size 0.700 (its best).';

  it('is told with its final and best values, and whether it still falls', () => {
    const train = { 'loss:colour': falling, 'loss:size': settled };
    expect(diagnose(ended({ ...sgd(0.1), training: { ...training, epochs: 4 } }, train, validation))).toEqual({
      kind: 'falling',
      outcome,
      text: 'Colour still falls: a longer run may get further.',
      fix: { kind: 'set', at: ['training', 'epochs'], value: 8, label: 'Run 8 epochs' },
    });
  });

  it('has come to rest where nothing falls any more', () => {
    const { kind, text, fix } = diagnose(ended(sgd(0.1), { 'loss:colour': settled, 'loss:size': settled }));
    expect([kind, text, fix]).toEqual(['settled', 'No loss fell in the last fifth of the run.', undefined]);
  });

  it('that was stopped early is not asked for more epochs, nor judged after a few steps', () => {
    const long = { ...sgd(0.1), training: { ...training, epochs: 400 } };
    const early = diagnose(ended(long, { 'loss:colour': falling, 'loss:size': falling }));
    expect([early.kind, early.text, early.fix]).toEqual([
      'falling',
      'All losses still fall: a longer run may get further.',
      undefined,
    ]);
    expect(diagnose(ended(long, { 'loss:colour': [2, 1], 'loss:size': [1, 1] })).kind).toBe('short');
  });
});

describe('a learning rate that is too high', () => {
  it('is known by a rise that never came back, though the run finished', () => {
    const spike = flat.map((value, i) => (i === 4 ? 2e9 : value));
    expect(diagnose(ended(sgd(10), { 'loss:colour': spike, 'loss:size': flat }))).toEqual({
      kind: 'rate-too-high',
      outcome: '',
      text: 'Colour rose 10⁹-fold by step 4 and never came back: the learning rate of 10 is too high for SGD. Try 0.1.',
      fix: { kind: 'set', at: ['training', 'learningRate'], value: 0.1, label: 'Run with learning rate 0.1' },
    });
  });

  it('is not blamed where the losses came down again', () => {
    const spike = falling.map((value, i) => (i === 4 ? 200 : value));
    expect(diagnose(ended(sgd(0.1), { 'loss:colour': spike, 'loss:size': falling })).kind).toBe('falling');
  });

  it('is the cause of a divergence, and a fader of a hundred and more may be', () => {
    const losses = defaultExperiment.losses.map((loss) => (loss.id === 'size' ? { ...loss, fader: 300 } : loss));
    const { kind, text, fix } = diagnose(ended({ ...sgd(0.05), losses }, { 'loss:size': [1, 4, 20] }, {}, true));
    expect([kind, fix && fixLabel(fix)]).toEqual(['rate-too-high', 'Run with learning rate 0.005']);
    expect(text).toBe(
      'Size rose 20-fold by step 2: the learning rate of 0.05 is too high for SGD. Try 0.005, or lower the fader of size, now 300.',
    );
  });
});

describe('an objective without a least value', () => {
  const train = { 'loss:colour': [2, 20, 4e9], 'loss:size': [1, 1, 1], 'weight:colour': [0.5, 0, -4e4] };

  it('is not cured by a smaller rate, but by a sigmoid', () => {
    const { kind, text, fix } = diagnose(
      ended({ ...sgd(0.05), strategy: makeStrategy('trainable-weight') }, train, {}, true),
    );
    expect([kind, fix && fixLabel(fix)]).toEqual(['unbounded', 'Run with a = sigmoid(s)']);
    expect(text).toMatch(/^The weight of colour ran to −40,000, because nothing keeps the weights above 0/);
  });

  it.each(['uncertainty', 'imtl-l'] as const)('is that of %s where a loss goes to 0', (kind) => {
    const away = { 'loss:colour': [2, 1e-6, 1e-9], 'loss:size': [1, 1, 1], 'weight:colour': [0.5, 50, 5e5] };
    const found = diagnose(ended({ ...sgd(0.05), strategy: makeStrategy(kind) }, away, {}, true));
    expect([found.kind, found.fix && fixLabel(found.fix)]).toEqual(['unbounded', 'Run with the weighted sum']);
    const next = found.fix && applyFix({ ...sgd(0.05), strategy: makeStrategy(kind) }, found.fix);
    expect(next && !isRefusal(next) && next.strategy).toEqual(makeStrategy('sum'));
  });

  it('is not that of a plain sum', () => {
    expect(diagnose(ended(sgd(0.05), train, {}, true)).kind).toBe('rate-too-high');
  });
});

describe('a gradient of exactly 0', () => {
  const norms = flat.map((_, i) => (i % 20 === 0 ? (i < 40 ? 1 : 0) : Number.NaN));

  it('is said with the step since when, and a smaller rate is offered', () => {
    const train = { 'loss:colour': flat, 'loss:size': settled, 'norm:colour': norms };
    const { kind, text, fix } = diagnose(ended(sgd(1), train));
    expect([kind, fix && fixLabel(fix)]).toEqual(['saturated', 'Run with learning rate 0.1']);
    expect(text).toMatch(
      /^The gradient of colour is exactly 0 since step 40: a step at the learning rate of 1 was too large and .* Try 0\.1\.$/,
    );
  });

  it('of a loss that is 0 is no trouble', () => {
    const done = curve((t) => Math.max(0, 1 - 3 * t));
    const train = { 'loss:colour': done, 'loss:size': settled, 'norm:colour': norms };
    expect(diagnose(ended(sgd(1), train)).kind).toBe('settled');
  });
});

it('overfitting is a validation loss that rises while the training loss falls, and ends at the best epoch', () => {
  const seen = { 'loss:colour': [1, 0.8, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4], 'loss:size': Array(10).fill(1) };
  const experiment = { ...sgd(0.1), training: { ...training, epochs: 4 } };
  expect(diagnose(ended(experiment, { 'loss:colour': falling, 'loss:size': settled }, seen))).toEqual({
    kind: 'overfitting',
    outcome: '',
    text: 'Colour overfits: its validation loss rose from 0.7 at step 60 to 1.4, while its training loss fell on. Stop near there, or use more images or dropout.',
    fix: { kind: 'set', at: ['training', 'epochs'], value: 2, label: 'Run 2 epochs' },
  });
  const alike = { 'loss:colour': settled, 'loss:size': settled };
  expect(diagnose(ended(experiment, alike, seen)).kind).toBe('settled');
});

describe('a loss that is not learned', () => {
  it.each([
    [1e-5, 'The learning rate of 1e-5 is low for SGD: try 0.1.', 'Run with learning rate 0.1'],
    [5, 'The learning rate of 5 is high for SGD: try 0.1.', 'Run with learning rate 0.1'],
    [0.1, 'Train longer, or give the layers before the heads more filters or units.', 'Run 8 epochs'],
  ])('at a rate of %s', (rate, remedy, label) => {
    const { kind, text, fix } = diagnose(ended(sgd(rate), { 'loss:colour': flat, 'loss:size': flat }));
    expect([kind, fix && fixLabel(fix)]).toEqual(['not-learning', label]);
    expect(text).toBe(`Colour and size are not learned: no better than at the start. ${remedy}`);
  });

  it('because of what was known before the first step, is told so', () => {
    const layers = defaultExperiment.network.layers.map((layer) =>
      layer.id === 'head-colour' ? { ...layer, activation: 'sigmoid' } : layer,
    ) as Experiment['network']['layers'];
    const { text, fix } = diagnose(
      ended({ ...sgd(0.1), network: { layers } }, { 'loss:colour': flat, 'loss:size': settled }),
    );
    expect(text).toBe(
      'Colour is not learned: no better than at the start. Cross-entropy reads logits, which may be any numbers, but Head: colour ends in sigmoid: 0 to 1. Make it linear.',
    );
    expect(fix && fixLabel(fix)).toBe('Make the head linear');
  });

  it('beside one that is, is given a higher fader, or its weight back', () => {
    const train = { 'loss:colour': flat, 'loss:size': settled };
    const plain = diagnose(ended(sgd(0.1), train));
    expect(plain.fix).toMatchObject({ at: ['losses', 'colour', 'fader'], value: 3 });
    const strategy = makeStrategy('trainable-weight', { form: 'sigmoid' });
    const naive = diagnose(ended({ ...sgd(0.1), strategy }, train));
    expect(naive.fix && fixLabel(naive.fix)).toBe('Run with ascent on the weight');
  });
});

describe('a loss that has settled is learned', () => {
  const on = (target: string, kind: LossKindName): Experiment => ({
    ...sgd(0.1),
    losses: [makeLoss('it', kind, { output: 'head-colour', target })],
  });
  const evaluated = (metrics: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${name}:it`, Array(10).fill(value)]));

  it.each([
    [
      'a category whose most frequent class is said',
      on('colour', 'softmax-cross-entropy'),
      { accuracy: 0.13, 'macro-f1': 0.03 },
      'accuracy 0.125',
    ],
    ['a number that is its mean', on('area', 'mse'), { mae: 0.2, rmse: 0.2, r2: 0.01 }, 'R² 0'],
    ['a mask in which nothing is said', on('mask', 'sigmoid-cross-entropy'), { iou: 0, dice: 0 }, 'IoU 0'],
  ])('but not of %s', (_, experiment, metrics, chance) => {
    const { kind, text } = diagnose(ended(experiment, { 'loss:it': settled }, evaluated(metrics)));
    expect(kind).toBe('not-learning');
    expect(text).toContain(`is not learned: no better than by chance, which has ${chance}.`);
  });

  it.each([
    [
      'of a category beyond its most frequent class',
      on('colour', 'softmax-cross-entropy'),
      { accuracy: 0.3, 'macro-f1': 0.1 },
    ],
    [
      'of classes that are told apart, be it at the cost of the frequent ones',
      on('size', 'softmax-cross-entropy'),
      { accuracy: 0.3, 'macro-f1': 0.5 },
    ],
    ['of a number', on('area', 'mse'), { mae: 0.1, rmse: 0.1, r2: 0.5 }],
    ['of a mask', on('mask', 'sigmoid-cross-entropy'), { iou: 0.3, dice: 0.4 }],
    ['of an image, whose chance is not known', on('image', 'mse'), { psnr: 5 }],
  ])('%s', (_, experiment, metrics) => {
    expect(diagnose(ended(experiment, { 'loss:it': settled }, evaluated(metrics))).kind).toBe('settled');
  });

  it('nor of a mask that is said to be everywhere, while its loss stays', () => {
    const all = diagnose(ended(on('mask', 'sigmoid-cross-entropy'), { 'loss:it': flat }, evaluated({ iou: 0.224 })));
    expect([all.kind, all.text]).toEqual(['not-learning', expect.stringContaining('no better than at the start')]);
  });
});

it('any run of any experiment ends in a sentence, and its button is an edit that parses', () => {
  const numbers = fc.array(fc.oneof(fc.float({ min: -1000, max: 1000, noNaN: true }), fc.constant(0)), {
    minLength: 0,
    maxLength: 40,
  });
  fc.assert(
    fc.property(anyExperiment, fc.array(numbers, { minLength: 4, maxLength: 4 }), fc.boolean(), (any, all, failed) => {
      const rows = Math.min(...all.map(({ length }) => length));
      const [first = [], second = [], third = [], fourth = []] = all.map((list) => list.slice(0, rows));
      const columns = any.losses.flatMap(({ id }) => [
        [`loss:${id}`, first],
        [`weight:${id}`, second],
        [`norm:${id}`, third],
      ]);
      const validation = any.losses.flatMap(({ id }) => [
        [`loss:${id}`, fourth],
        [`accuracy:${id}`, third],
        [`r2:${id}`, second],
      ]);
      const { outcome, text, fix } = diagnose(
        ended(any, Object.fromEntries(columns), Object.fromEntries(validation), failed),
      );
      expect(text).toMatch(/^[^a-z].*\.$/s);
      expect(`${outcome} ${text}`).not.toMatch(/NaN|undefined|Infinity/);
      const next = fix && applyFix(any, fix);
      if (!next || isRefusal(next)) return;
      expect(parseExperiment(JSON.parse(JSON.stringify(next)))).toEqual({ experiment: next, problems: [] });
    }),
    { numRuns: 300 },
  );
});
