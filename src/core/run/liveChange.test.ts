import { expect, test } from 'vitest';
import type { Experiment } from '../experiment.ts';
import { makeLoss, makeOptimizer } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { isOutdated, liveChange, withChanges } from './liveChange.ts';

const run = { experiment: defaultExperiment };
const withLoss = (id: string, change: object): Experiment => ({
  ...defaultExperiment,
  losses: defaultExperiment.losses.map((loss) => (loss.id === id ? { ...loss, ...change } : loss)),
});
const withRate = (learningRate: number): Experiment => ({
  ...defaultExperiment,
  training: { ...defaultExperiment.training, learningRate },
});

test('faders, mutes and the learning rate can be changed live', () => {
  expect(liveChange(defaultExperiment, withLoss('colour', { fader: 0.3 }), run)).toEqual({ faders: { colour: 0.3 } });
  expect(liveChange(defaultExperiment, withLoss('size', { muted: true }), run)).toEqual({ muted: { size: true } });
  expect(liveChange(defaultExperiment, withRate(0.01), run)).toEqual({ learningRate: 0.01 });
});

test('taking such a change back is a change as well', () => {
  expect(liveChange(withLoss('colour', { fader: 0.3 }), defaultExperiment, run)).toEqual({ faders: { colour: 1 } });
});

test('other edits are nothing to a run that is going on', () => {
  const other: Experiment = { ...defaultExperiment, optimizer: makeOptimizer('sgd') };
  expect(liveChange(defaultExperiment, other, run)).toBeUndefined();
});

test('a loss that the run does not have, or has as another kind, is not sent', () => {
  const penalty = makeLoss('l2', 'l2', { scope: 'all' });
  const before: Experiment = { ...defaultExperiment, losses: [...defaultExperiment.losses, penalty] };
  const after: Experiment = { ...before, losses: [...defaultExperiment.losses, { ...penalty, fader: 0.1 }] };
  expect(liveChange(before, after, run)).toBeUndefined();
  const hinge = { experiment: withLoss('colour', { kind: 'multi-class-hinge' }) };
  expect(liveChange(defaultExperiment, withLoss('colour', { fader: 0.3 }), hinge)).toBeUndefined();
});

test('a run is outdated by a change of structure, not by what was changed live or by its name', () => {
  expect([
    isOutdated(run, withLoss('colour', { fader: 0.3, muted: true })),
    isOutdated(run, withRate(0.01)),
    isOutdated(run, { ...defaultExperiment, title: 'Mine' }),
    isOutdated(run, { ...defaultExperiment, optimizer: makeOptimizer('sgd') }),
    isOutdated(run, { ...defaultExperiment, losses: defaultExperiment.losses.slice(1) }),
  ]).toEqual([false, false, false, true, true]);
});

test('the changes of a run lead from what it was started with to what it is', () => {
  const changes = [
    { step: 3, change: { faders: { colour: 0.3 } } },
    { step: 9, change: { learningRate: 0.01 } },
    { step: 12, change: { muted: { size: true } } },
  ];
  const expected = withLoss('colour', { fader: 0.3 });
  expect(withChanges(defaultExperiment, changes)).toEqual({
    ...expected,
    losses: expected.losses.map((loss) => (loss.id === 'size' ? { ...loss, muted: true } : loss)),
    training: { ...expected.training, learningRate: 0.01 },
  });
});
