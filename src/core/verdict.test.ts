import { describe, expect, test } from 'vitest';
import { makeStrategy } from './desk.ts';
import type { Experiment } from './experiment.ts';
import { analyse } from './graph.ts';
import type { Loss } from './losses/index.ts';
import { makeLayer, makeLoss } from './make.ts';
import { defaultExperiment } from './presets.ts';
import { verdict } from './verdict.ts';

const [colour, size] = defaultExperiment.losses as readonly [Loss, Loss];
const l2 = makeLoss('l2', 'l2', { scope: 'shared' }, { weight: 1e-4 });
const focal = makeLoss('focal', 'softmax-focal', { output: 'head-colour', target: 'colour' });

const judge = (change: Partial<Experiment>) => {
  const experiment = { ...defaultExperiment, ...change };
  return verdict(experiment, analyse(experiment));
};

/** Two networks that meet only in the image. */
const towers = ['colour', 'size'].flatMap((name) => [
  makeLayer(`conv-${name}`, 'conv2d', ['image'], { filters: 4 }),
  makeLayer(`flat-${name}`, 'flatten', [`conv-${name}`]),
  makeLayer(`head-${name}`, 'dense', [`flat-${name}`], { units: name === 'colour' ? 8 : 3 }),
]);
const separate = { layers: [makeLayer('image', 'input', []), ...towers] };

describe('the verdict', () => {
  test('on two heads over a shared trunk is multi-task learning, with its counts', () => {
    expect(judge({})).toEqual({
      kind: 'multi-task',
      isRegularised: false,
      title: 'Multi-task learning.',
      text: 'Two targets share 3 of 5 trained layers. The weighted sum picks one point of the Pareto front; the faders choose which.',
    });
  });

  test('on two losses of one target is multi-objective, not multi-task', () => {
    expect(judge({ losses: [colour, focal] })).toEqual({
      kind: 'multi-objective',
      isRegularised: false,
      title: 'Multi-objective, one task.',
      text: 'Two losses judge the same target: several objectives, but one task. The weighted sum picks one point of the Pareto front; the faders choose which.',
    });
  });

  test('on a loss and a penalty is one task, regularised', () => {
    const { kind, isRegularised, title, text } = judge({ losses: [colour, l2] });
    expect({ kind, isRegularised, title }).toEqual({
      kind: 'single',
      isRegularised: true,
      title: 'One task, one loss, with a penalty.',
    });
    expect(text).toContain('tune it by validation, not by training');
  });

  test('on two networks side by side is that they are two models', () => {
    const { kind, text } = judge({ network: separate });
    expect(kind).toBe('disjoint');
    expect(text).toContain('Two losses share no trained layer: they are two models side by side');
  });

  test('on one loss is that there is nothing to trade', () => {
    expect(judge({ losses: [colour] }).kind).toBe('single');
    expect(judge({ losses: [colour, { ...size, muted: true }] }).kind).toBe('single');
  });

  test('on three losses of which two share is multi-task in part', () => {
    const { kind, text } = judge({ network: separate, losses: [colour, focal, size] });
    expect(kind).toBe('partly-disjoint');
    expect(text).toContain('The 3 losses fall into 2 groups');
  });

  test('without a heard data loss is that nothing is learned', () => {
    expect(judge({ losses: [l2] })).toEqual({
      kind: 'nothing',
      isRegularised: false,
      title: 'No objective.',
      text: 'No loss that reads a target is heard, so there is nothing to learn. Add a loss, or unmute one.',
    });
  });

  test('names the strategy that sets the weights', () => {
    expect(judge({ strategy: makeStrategy('pcgrad', defaultExperiment.strategy) }).text).toContain(
      'PCGrad sets the weights from the gradients',
    );
    expect(judge({ strategy: makeStrategy('uncertainty', defaultExperiment.strategy) }).text).toContain(
      'Uncertainty weighting sets the weights from the losses',
    );
  });

  test('knows that two SGD optimizers at one point are the sum', () => {
    const schedule = { kind: 'simultaneous' } as const;
    expect(judge({ schedule, optimizer: { kind: 'sgd' } }).text).toContain('is exactly the weighted sum');
    expect(judge({ schedule }).text).toContain('each scales its own steps');
  });

  test('counts more penalties than one', () => {
    expect(judge({ losses: [colour, size, l2, { ...l2, id: 'l2-2' }] }).title).toBe(
      'Multi-task learning, with 2 penalties.',
    );
  });
});
