import { describe, expect, test } from 'vitest';
import { defaultExperiment } from '../presets.ts';
import { parseStudy } from './parse.ts';
import { planOf } from './plan.ts';

/** The default experiment: losses "colour" and "size" on one trunk. */
const study = (raw: object) => {
  const { study, problems } = parseStudy({ version: 1, ...raw });
  expect(problems).toEqual([]);
  return study;
};
const plan = (raw: object) => planOf(study(raw));
const labelsOf = (...variations: object[]) => plan({ variations }).setups.map(({ label }) => label);
const problemsOf = (...variations: object[]) =>
  plan({ variations }).problems.map(
    ({ severity, at, message, remedy }) => `${severity} ${at.join('.')}: ${message} ${remedy}`,
  );

const list = (at: string, ...values: unknown[]) => ({ kind: 'list', at: [at], values });
const layer = defaultExperiment.network.layers.find(({ kind }) => kind === 'conv2d')?.id ?? '';

describe('a variation', () => {
  test.each<[string, object, string[]]>([
    ['a list of numbers', list('training.learningRate', 1e-4, 1e-3), ['learning rate 1e-4', 'learning rate 0.001']],
    ['strategies by kind', list('strategy', 'sum', 'mgda'), ['Weighted sum', 'MGDA']],
    ['kinds of optimizers', list('optimizer.kind', 'sgd', 'adam'), ['SGD', 'Adam']],
    ['a strategy with its options', list('strategy', { kind: 'cagrad', c: 0.2 }), ['CAGrad (conflict aversion c 0.2)']],
    [
      'schedules',
      list('schedule.kind', 'joint', 'alternating'),
      ['optimizers one, on the total', 'optimizers one per loss, in turn'],
    ],
    ['mutes', list('losses.size.muted', false, true), ['size unmuted', 'size muted']],
    ['filters of a layer', list(`network.${layer}.filters`, 4, 8), ['conv 1: filters 4', 'conv 1: filters 8']],
    [
      'a range of equal ratios',
      { kind: 'range', at: ['training.learningRate'], from: 1e-4, to: 1e-2, count: 3, scale: 'log' },
      ['learning rate 1e-4', 'learning rate 0.001', 'learning rate 0.01'],
    ],
    [
      'a range of whole numbers, each once',
      { kind: 'range', at: ['training.batchSize'], from: 1, to: 3, count: 9 },
      ['batch size 1', 'batch size 2', 'batch size 3'],
    ],
    ['labels of its own', { ...list('training.batchSize', 16, 64), labels: ['small', 'large'] }, ['small', 'large']],
  ])('is %s', (_, variation, labels) => {
    expect(labelsOf(variation)).toEqual(labels);
  });

  test('of a linked a gives a to one fader and 1 − a to the other', () => {
    const sweep = {
      kind: 'range',
      at: ['losses.colour.fader', 'losses.size.fader'],
      join: 'shares',
      from: 0.1,
      to: 0.9,
      count: 3,
    };
    const { setups } = plan({ variations: [sweep] });
    expect(setups.map(({ label, values }) => [label, values[0]?.value])).toEqual([
      ['a 0.1', 0.1],
      ['a 0.5', 0.5],
      ['a 0.9', 0.9],
    ]);
    const fader = (i: number) => setups[i]?.experiment.losses.map((loss) => loss.fader);
    expect([fader(0), fader(1), fader(2)]).toEqual([
      [0.1, 0.9],
      [0.5, 0.5],
      [0.9, 0.1],
    ]);
  });

  test('with a value for each place sets sections together: a trunk or towers', () => {
    const { network, losses } = defaultExperiment;
    const alone = losses.map((loss, i) => ({ ...loss, muted: i > 0 }));
    const variation = {
      kind: 'list',
      at: ['network', 'losses'],
      join: 'each',
      values: [
        [network, losses],
        [network, alone],
      ],
      labels: ['together', 'alone'],
    };
    const { setups, problems } = plan({ variations: [variation] });
    expect(problems).toEqual([]);
    expect(setups.map(({ experiment }) => experiment.losses.map(({ muted }) => muted))).toEqual([
      [false, false],
      [false, true],
    ]);
  });

  test('of random draws is the same with its seed, within its bounds, and rounded where it must be', () => {
    const random = (seed: number) => ({
      kind: 'random',
      count: 20,
      seed,
      draws: [
        { kind: 'between', at: ['training.learningRate'], from: 1e-5, to: 1e-1, scale: 'log' },
        { kind: 'between', at: ['training.batchSize'], from: 8, to: 64 },
        { kind: 'list', at: ['strategy'], values: ['sum', 'mgda'] },
      ],
    });
    const drawn = (seed: number) => plan({ variations: [random(seed)] }).setups.map(({ experiment }) => experiment);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(drawn(1).length).toBe(20);
    const rates = drawn(1).map(({ training }) => Math.log10(training.learningRate));
    expect(Math.min(...rates)).toBeLessThan(-3.5);
    expect(Math.max(...rates)).toBeGreaterThan(-2.5);
    expect(
      drawn(1).every(({ training: { batchSize } }) => Number.isInteger(batchSize) && batchSize >= 8 && batchSize <= 64),
    ).toBe(true);
    expect(new Set(drawn(1).map(({ strategy }) => strategy.kind))).toEqual(new Set(['sum', 'mgda']));
  });

  test('of a strategy keeps what all strategies have', () => {
    const strategy = { ...defaultExperiment.strategy, refreshEvery: 10 };
    const { setups } = plan({
      experiment: { ...defaultExperiment, strategy },
      variations: [list('strategy', 'mgda', { kind: 'mgda', refreshEvery: 5 })],
    });
    expect(setups.map(({ experiment }) => experiment.strategy.refreshEvery)).toEqual([10, 5]);
  });
});

describe('combinations', () => {
  test('an option that a method lacks is not varied in it', () => {
    expect(labelsOf(list('strategy', 'sum', 'cagrad', 'mgda'), list('strategy.c', 0.1, 0.9))).toEqual([
      'Weighted sum',
      'CAGrad, conflict aversion c 0.1',
      'CAGrad, conflict aversion c 0.9',
      'MGDA',
    ]);
  });

  test('that come to the same experiment are one', () => {
    expect(labelsOf(list('training.batchSize', 16, 16, 32))).toEqual(['batch size 16', 'batch size 32']);
  });

  test('with every seed and fold are the runs, each with an id of its own that a longer study keeps', () => {
    const rates = (...values: number[]) => ({
      variations: [list('training.learningRate', ...values)],
      seeds: [3, 4],
      folds: 2,
    });
    const { setups, runs } = plan(rates(0.1, 0.2));
    expect(runs.map(({ setup, seed, fold }) => [setups[setup]?.label, seed, fold])).toEqual([
      ['learning rate 0.1', 3, 1],
      ['learning rate 0.2', 3, 1],
      ['learning rate 0.1', 3, 2],
      ['learning rate 0.2', 3, 2],
      ['learning rate 0.1', 4, 1],
      ['learning rate 0.2', 4, 1],
      ['learning rate 0.1', 4, 2],
      ['learning rate 0.2', 4, 2],
    ]);
    expect(runs[3]?.experiment.training).toMatchObject({
      learningRate: 0.2,
      seed: 3,
      validateOn: { kind: 'fold', fold: 2, folds: 2 },
    });
    const ids = runs.map(({ id }) => id);
    expect(new Set(ids).size).toBe(8);
    const longer = plan(rates(0.05, 0.1, 0.2)).runs.map(({ id }) => id);
    expect(ids.every((id) => longer.includes(id))).toBe(true);
    const shorter = planOf({ ...study(rates(0.1, 0.2)), budget: { steps: 10, patience: 0 } });
    expect(shorter.runs.some(({ id }) => ids.includes(id))).toBe(false);
  });

  test('nothing varied is one run, called like the study', () => {
    const { setups, runs, problems } = plan({ title: 'As it is' });
    expect({ labels: setups.map(({ label }) => label), runs: runs.length, problems }).toEqual({
      labels: ['As it is'],
      runs: 1,
      problems: [],
    });
    expect(runs[0]?.experiment).toEqual(defaultExperiment);
  });
});

describe('what cannot be done is a Problem:', () => {
  test.each<[string, object[], string[]]>([
    [
      'an unknown place',
      [list('training.rate', 1)],
      [
        'error variations.0.at: There is no field "training.rate" to vary. Name a field of the experiment, such as "training.learningRate" or "losses.colour.fader".',
      ],
    ],
    [
      'a layer that is not there',
      [list('network.none.filters', 1)],
      [expect.stringMatching(/^error variations\.0\.at: There is no field "network\.none\.filters"/)],
    ],
    [
      'the seed',
      [list('training.seed', 1)],
      ['error variations.0: training.seed is no field to vary. List the seeds under "seeds". It was left out.'],
    ],
    [
      'a value out of bounds',
      [list('training.learningRate', 1e-3, 50)],
      ['warning variations.0: Learning rate is 50. It must be a number from 0.000001 to 10. It was left out.'],
    ],
    [
      'values of another type alone',
      [list('training.learningRate', 'fast')],
      ['error variations.0: Learning rate is "fast". It must be a number from 0.000001 to 10. It was left out.'],
    ],
    [
      'a kind that is not there',
      [list('strategy', 'sum', 'no-such')],
      [expect.stringMatching(/^warning variations\.0: There is no strategy "no-such"\. Choose one of sum, /)],
    ],
    [
      'an option that is not there',
      [list('strategy', { kind: 'mgda', c: 1 })],
      [expect.stringMatching(/^error variations\.0: There is no field "c" here/)],
    ],
    [
      'an identity of a loss',
      [list('losses.colour.id', 'x')],
      [expect.stringMatching(/^error variations\.0\.at: There is no field "losses\.colour\.id"/)],
    ],
  ])('%s', (_, variations, problems) => {
    expect(problemsOf(...variations)).toEqual(problems);
  });

  test('a combination that cannot run is left out, and told', () => {
    const { losses } = defaultExperiment;
    const variation = { ...list('losses', losses, []), labels: ['both', 'none'] };
    const { setups, problems } = plan({ variations: [variation] });
    expect(setups.map(({ label }) => label)).toEqual(['both']);
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', expect.stringMatching(/^“none” cannot run: /)],
    ]);
  });

  test('more runs than allowed', () => {
    const range = { kind: 'range', at: ['training.learningRate'], from: 0.001, to: 0.1, count: 100 };
    const { runs, problems } = plan({ variations: [range], seeds: [1, 2, 3], folds: 5 });
    expect({ runs, messages: problems.map(({ message }) => message) }).toEqual({
      runs: [],
      messages: ['The study has 1,500 runs; 1,000 are allowed.'],
    });
    const many = [range, { ...range, at: ['losses.colour.fader'] }];
    expect(problemsOf(...many)[0]).toMatch(/^error variations: The study has 10,000 runs; 1,000 are allowed/);
  });
});
