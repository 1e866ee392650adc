import { describe, expect, test } from 'vitest';
import { changeStrategy } from '../edit/desk.ts';
import type { Experiment, StrategySection } from '../experiment.ts';
import { analyse } from '../graph.ts';
import type { Loss } from '../losses/index.ts';
import { makeLayer, makeLoss, makeOptimizer } from '../make.ts';
import { defaultExperiment, presetOf } from '../presets.ts';
import { type StrategyKind, strategyKinds } from '../strategies/index.ts';
import type { Latest } from './tradeOff.ts';
import { verdict } from './verdict.ts';

const [colour, size] = defaultExperiment.losses as readonly [Loss, Loss];
const l2 = makeLoss('l2', 'l2', { scope: 'shared' }, { fader: 1e-4 });
const focal = makeLoss('focal', 'softmax-focal', { output: 'head-colour', target: 'colour' });

const judge = (change: Partial<Experiment>, latest?: Latest) => {
  const experiment = { ...defaultExperiment, ...change };
  return verdict(experiment, analyse(experiment), latest);
};

const strategy = (kind: StrategyKind, options: object = {}) =>
  ({ ...changeStrategy(defaultExperiment.strategy, kind), ...options }) as StrategySection;

const separate = { network: presetOf('colour-size-separate')?.experiment.network ?? { layers: [] } };
const together = { schedule: { kind: 'simultaneous' } } as const;
const inTurn = { schedule: { kind: 'alternating' } } as const;
const optimizer = (kind: Experiment['optimizer']['kind']) => ({ optimizer: makeOptimizer(kind) });
const sum = 'The weighted sum picks one point of the Pareto front; the faders choose which.';
const share = 'Two targets share 3 of 5 trained layers: Conv 1, Conv 2 and Dense.';
const alone = 'Each trains as if alone: no weighting can make them help or harm each other.';
const tune = 'The penalty reads no target; its factor is a hyper-parameter: tune it by validation, not by training.';

describe('the verdict on what the losses are', () => {
  test.each<[string, Partial<Experiment>, string, string]>([
    ['two heads over a trunk', {}, 'Multi-task learning.', `${share} ${sum}`],
    [
      'two losses on one target',
      { losses: [colour, focal] },
      'Multi-objective, one task.',
      `Two losses judge the same target: several objectives, but one task. ${sum}`,
    ],
    ['three losses on two targets', { losses: [colour, focal, size] }, 'Multi-task learning.', `${share} ${sum}`],
    [
      'two networks side by side',
      separate,
      'Separate models.',
      `Two losses share no trained layer: they are two models side by side. ${alone}`,
    ],
    [
      'two networks, one with two losses on one target',
      { ...separate, losses: [colour, focal, size] },
      'Separate models, multi-objective in part.',
      `The 3 losses fall into 2 groups that share no trained layer: 2 models side by side. Within a group, 4 of 8 trained layers are shared: Conv 1 … Head: colour. ${sum}`,
    ],
    [
      'nothing but a penalty',
      { losses: [l2] },
      'No objective.',
      'No loss that reads a target is heard, so there is nothing to learn. Add a loss, or unmute one.',
    ],
    [
      'a fader at 0',
      { losses: [{ ...colour, fader: 0 }] },
      'No objective.',
      'No loss that reads a target is heard, so there is nothing to learn. Add a loss, or raise its fader.',
    ],
    [
      'a loss and a penalty',
      { losses: [colour, size, l2] },
      'Multi-task learning, with a penalty.',
      `${share} ${sum} ${tune}`,
    ],
    [
      'two penalties',
      { losses: [colour, size, l2, { ...l2, id: 'l2-2' }] },
      'Multi-task learning, with 2 penalties.',
      `${share} ${sum} The penalties read no target; their factors are hyper-parameters: tune them by validation, not by training.`,
    ],
    ['a penalty at 0', { losses: [colour, size, { ...l2, fader: 0 }] }, 'Multi-task learning.', `${share} ${sum}`],
    [
      'an L2 in a layer',
      { network: { layers: withL2('conv-1') } },
      'Multi-task learning, with regularised layers.',
      `${share} ${sum} Conv 1 has an L1 or L2 of its own, a penalty outside of the mixer.`,
    ],
  ])('%s', (_, change, title, text) => {
    const found = judge(change);
    expect([found.title, found.text]).toEqual([title, text]);
  });

  test.each<[string, Partial<Experiment>, string]>([
    ['muted', { losses: [colour, { ...size, muted: true }] }, 'single'],
    ['with its fader at 0', { losses: [colour, { ...size, fader: 0 }] }, 'single'],
    ['heard', {}, 'multi-task'],
  ])('counts a second loss %s', (_, change, kind) => {
    expect(judge(change).kind).toBe(kind);
  });

  test('does not call regularised what only a silent loss reaches', () => {
    const losses = [colour, { ...size, muted: true }];
    expect(judge({ losses, network: { layers: withL2('head-size') } }).isRegularised).toBe(false);
  });

  test('names three targets that do not share the same layers', () => {
    const layers = [
      ...defaultExperiment.network.layers,
      makeLayer('dense-2', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-garment', 'dense', ['dense-2'], { units: 6 }),
    ];
    const garment = makeLoss('garment', 'softmax-cross-entropy', { output: 'head-garment', target: 'garment' });
    expect(judge({ network: { layers }, losses: [colour, size, garment] }).text).toBe(
      `Three targets share layers, though not all the same ones: 3 of 7 trained layers serve more than one (Conv 1, Conv 2 and Dense 1). ${sum}`,
    );
  });

  test('is said also of a network that cannot run', () => {
    const layers = defaultExperiment.network.layers.filter(({ id }) => id !== 'flatten');
    expect(judge({ network: { layers } }).text).toBe(`Two targets share 1 of 3 trained layers: Dense. ${sum}`);
  });
});

function withL2(id: string) {
  return defaultExperiment.network.layers.map((layer) => (layer.id === id ? { ...layer, l2: 0.01 } : layer));
}

describe('the verdict on faders that change over time', () => {
  const fade = { kind: 'linear', from: 1, to: 0, steps: 100, warmUp: 0 } as const;
  const follows = 'every step follows the faders of its moment.';
  test.each<[string, Partial<Experiment>, string]>([
    [
      'one',
      { losses: [{ ...colour, course: fade }, size] },
      `${share} ${sum} The fader of colour changes over time: ${follows}`,
    ],
    [
      'both',
      {
        losses: [
          { ...colour, course: fade },
          { ...size, course: { kind: 'constant', warmUp: 9 } },
        ],
      },
      `${share} ${sum} The faders of colour and size change over time: ${follows}`,
    ],
    [
      'the only one, under plain gradient descent',
      { losses: [{ ...colour, course: fade }], ...optimizer('sgd') },
      'One loss on one target: nothing has to be traded off, and its fader only scales the learning rate. The fader of colour changes over time: a course of the learning rate.',
    ],
  ])('%s', (_, change, text) => {
    expect(judge(change).text).toBe(text);
  });

  test('counts no loss whose fader never leaves 0', () => {
    expect(judge({ losses: [colour, { ...size, course: { ...fade, from: 0 } }] }).kind).toBe('single');
  });
});

describe('the verdict on one loss', () => {
  const one = { losses: [colour] };
  const regularised = { losses: [colour, l2] };
  test.each<[string, Partial<Experiment>, string]>([
    [
      'SGD',
      { ...one, ...optimizer('sgd') },
      'nothing has to be traded off, and its fader only scales the learning rate.',
    ],
    [
      'Momentum',
      { ...one, ...optimizer('momentum') },
      'nothing has to be traded off, and its fader only scales the learning rate.',
    ],
    [
      'RMSProp',
      { ...one, ...optimizer('rmsprop') },
      'nothing has to be traded off, and RMSProp cancels its fader, but for ε.',
    ],
    ['Adam', one, 'nothing has to be traded off, and Adam cancels its fader, but for ε.'],
    [
      'AdamW',
      { ...one, ...optimizer('adamw') },
      'nothing has to be traded off, and AdamW cancels its fader, but for ε.',
    ],
    ['PCGrad', { ...one, strategy: strategy('pcgrad') }, 'PCGrad has no second loss to weigh it against.'],
    ['a penalty', regularised, `its fader and the factor of the penalty set the trade-off between the two. ${tune}`],
  ])('under %s', (_, change, text) => {
    expect(judge(change).text).toBe(`One loss on one target: ${text}`);
  });

  test('and a penalty that is weighed like a loss', () => {
    const change = { ...regularised, strategy: strategy('pcgrad', { penalties: 'joined' }) };
    expect(judge(change).text).toBe(
      'One loss on one target, against a penalty. PCGrad takes from each gradient what points against another and adds up the rest: without conflict it is the weighted sum. PCGrad weighs the penalty like a loss: no factor is fixed.',
    );
  });
});

describe('the verdict on the optimizers', () => {
  const fast = { losses: [colour, { ...size, rate: 3 }] };
  test.each<[string, Partial<Experiment>, string]>([
    [
      'SGD together',
      { ...together, ...optimizer('sgd') },
      'One optimizer per loss, together, is exactly the weighted sum here, because SGD is linear in the gradient.',
    ],
    [
      'Momentum together',
      { ...together, ...optimizer('momentum') },
      'One optimizer per loss, together, is exactly the weighted sum here, because Momentum is linear in the gradient.',
    ],
    [
      'SGD together with another rate',
      { ...together, ...optimizer('sgd'), ...fast },
      'One optimizer per loss, together: SGD is linear in the gradient, so each rate multiplies its fader, and the steps are those of another weighted sum.',
    ],
    [
      'Adam together',
      together,
      'One optimizer per loss, together, is not the weighted sum: Adam scales the steps of each loss by its own gradients; but for ε the faders cancel, and the rates count instead.',
    ],
    [
      'SGD in turn',
      { ...inTurn, ...optimizer('sgd') },
      'One optimizer per loss, in turn, is not the weighted sum, even with SGD: each gradient is taken at the point that the step before has reached.',
    ],
    [
      'Adam in turn',
      inTurn,
      'One optimizer per loss, in turn, is not the weighted sum: each gradient is taken at the point that the step before has reached, and Adam scales the steps of each loss by its own gradients.',
    ],
  ])('%s', (_, change, text) => {
    expect(judge(change).text).toBe(`${share} ${text}`);
  });

  test('lets no fader cancel beside a penalty', () => {
    expect(judge({ ...together, losses: [colour, size, l2] }).text).toBe(
      `${share} One optimizer per loss, together, is not the weighted sum: Adam scales the steps of each loss by its own gradients. ${tune}`,
    );
  });

  test('leaves the strategy out, as the schedule does', () => {
    const change = { ...together, ...optimizer('sgd') };
    expect(judge({ ...change, strategy: strategy('mgda') }).text).toBe(judge(change).text);
  });
});

describe('the verdict on a trained weight', () => {
  const latest = { step: 140, losses: { colour: 2.081, size: 1.1 } };
  const trained = (options: object, losses: readonly Loss[] = [colour, size], at?: Latest) =>
    judge({ strategy: strategy('trainable-weight', options), losses }, at).text.replace(`${share} `, '');

  test.each<[string, object, string]>([
    [
      'raw descent',
      { form: 'raw' },
      'Descent on a runs to the smaller loss, because ∂L/∂a = L₁ − L₂; nothing stops a at 0 or 1, and beyond them the larger loss is un-trained.',
    ],
    [
      'sigmoid descent',
      { form: 'sigmoid' },
      'Descent on a runs to the smaller loss, because ∂L/∂a = L₁ − L₂, so the larger one loses its weight.',
    ],
    [
      'raw ascent',
      { form: 'raw', direction: 'ascent' },
      'Ascent on a seeks the minimax point, where both are equal, because ∂L/∂a = L₁ − L₂; nothing stops a at 0 or 1, and beyond them the smaller loss is un-trained.',
    ],
    [
      'ascent on the simplex',
      { form: 'simplex', direction: 'ascent' },
      'Ascent on a seeks the minimax point, where the larger loss is as small as it can be, because ∂L/∂a = L₁ − L₂: the larger one gains weight.',
    ],
  ])('%s', (_, options, text) => {
    expect(trained(options)).toBe(text);
  });

  test.each<[string, object, readonly Loss[], string]>([
    ['descent', { form: 'sigmoid' }, [colour, size], '∂L/∂a = L₁ − L₂ (at step 140: 2.08 − 1.1 = 0.981, a falls)'],
    ['ascent', { direction: 'ascent' }, [colour, size], '∂L/∂a = L₁ − L₂ (at step 140: 2.08 − 1.1 = 0.981, a rises)'],
    [
      'faders',
      { form: 'sigmoid' },
      [{ ...colour, fader: 0.5 }, size],
      '∂L/∂a = 0.5·L₁ − L₂ (at step 140: 1.04 − 1.1 = −0.0595, a rises)',
    ],
  ])('has the number of a run: %s', (_, options, losses, text) => {
    expect(trained(options, losses, latest)).toContain(text);
  });

  test('has no number where the run lacks a loss', () => {
    expect(trained({}, [colour, size], { step: 1, losses: { colour: 2 } })).toBe(trained({}));
  });

  test('of three losses has a weight each', () => {
    expect(trained({ form: 'raw' }, [colour, focal, size])).toContain('∂L/∂wᵢ = Lᵢ − L₃; nothing stops a weight at 0');
    expect(trained({ form: 'simplex' }, [colour, focal, size])).toContain(
      'runs to the smallest loss, because ∂L/∂wᵢ = Lᵢ:',
    );
  });
});

describe('the verdict on a strategy', () => {
  test('is a sentence of its own for each', () => {
    const texts = strategyKinds.map((kind) => judge({ strategy: strategy(kind) }).text.replace(`${share} `, ''));
    expect(new Set(texts).size).toBe(strategyKinds.length);
    for (const text of texts) {
      expect(text).toMatch(/^[^.]+(0\.\d[^.]*)?\.$/);
      expect(text.length).toBeLessThan(190);
    }
  });

  test.each<[StrategyKind, string]>([
    ['rlw', 'drawn anew at every step, blind to the losses'],
    ['tchebycheff', 'the faders are the preference'],
    ['smooth-tchebycheff', 'the faders are the preference'],
    ['pbi', 'the ray of the faders, which are its preference'],
    ['upgrad', 'the faders are its preference'],
    ['gradnorm', 'conflicts it leaves as they are'],
  ])('of %s says %s', (kind, part) => {
    expect(judge({ strategy: strategy(kind) }).text).toContain(part);
  });

  test.each<[string, Partial<Experiment>, string]>([
    ['the sum', {}, alone],
    ['two optimizers', together, alone],
    ['PCGrad', { strategy: strategy('pcgrad') }, 'Each trains as if alone: PCGrad acts only where gradients meet.'],
    [
      'weighted heads',
      { strategy: strategy('mgda', { heads: 'weighted' }) },
      'MGDA couples only how fast each trains: its weights are never negative, so the direction of each is its own.',
    ],
    [
      'a raw trained weight',
      { strategy: strategy('trainable-weight', { form: 'raw' }) },
      'Trainable weight couples them through the weights: one that turns negative un-trains its model.',
    ],
    [
      'boundary intersection',
      { strategy: strategy('pbi') },
      'Boundary intersection couples them through the weights: one that turns negative un-trains its model.',
    ],
    [
      'uncertainty weighting',
      { strategy: strategy('uncertainty') },
      'Uncertainty weighting couples only how fast each trains: its weights are never negative, so the direction of each is its own.',
    ],
  ])('knows what separate models have of %s', (_, change, text) => {
    expect(judge({ ...separate, ...change }).text).toContain(text);
  });
});

describe('the verdict on missing labels', () => {
  const missing = (losses: readonly Loss[], options: object) =>
    judge({ losses, dataset: { ...defaultExperiment.dataset, ...options } }).text;

  test('says that tasks see different images', () => {
    expect(missing([colour, size], { missingColour: 0.5, missingSize: 0.25 })).toContain(
      'Missing are 50 % of the labels of colour and 25 % of the labels of size: the tasks see different images, and each loss is the mean over those that it knows.',
    );
  });

  test('says that one task sees fewer images', () => {
    expect(missing([colour], { missingColour: 0.5 })).toContain(
      'Missing are 50 % of the labels of colour: only the other images train the network, and the loss is the mean over them.',
    );
  });

  test('says nothing of targets that no heard loss reads', () => {
    expect(missing([colour, size], { missingMask: 0.5 })).toBe(missing([colour, size], {}));
  });
});
