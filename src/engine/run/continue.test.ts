/** A run that goes on from a checkpoint, against the same run without a break: every number of it, to the last bit. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import { type Checkpoint, warmStart } from '../../core/run/checkpoint.ts';
import { column, last, type Table } from '../../core/run/metrics.ts';
import type { Change, EventBody } from '../../core/run/protocol.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { strategies } from '../../core/strategies/index.ts';
import { isOutOfPatience } from '../../core/study/patience.ts';
import { openBackend } from '../backends/index.ts';
import { Control } from './control.ts';
import { train } from './trainer.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/**
 * Two heads and a penalty on a trunk with batch normalisation and dropout, trained by Adam. A fader and the learning rate
 * follow courses. 96 images of 16×16: 4 steps an epoch, 12 in all.
 */
const small: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 96, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, stride: 2, activation: 'relu' }),
      makeLayer('norm', 'batch-norm', ['conv-1']),
      makeLayer('flatten', 'flatten', ['norm']),
      makeLayer('dropout', 'dropout', ['flatten'], { rate: 0.3 }),
      makeLayer('head-colour', 'dense', ['dropout'], { units: 8 }),
      makeLayer('head-size', 'dense', ['dropout'], { units: 3 }),
    ],
  },
  losses: [
    ...defaultExperiment.losses.map((loss) =>
      loss.id === 'size'
        ? { ...loss, course: { kind: 'cosine', from: 1, to: 0.2, steps: 10, warmUp: 3 } as const }
        : loss,
    ),
    makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 }),
  ],
  optimizer: makeOptimizer('adam'),
  training: {
    ...defaultExperiment.training,
    learningRate: 0.01,
    learningRateCourse: { kind: 'step', factor: 0.5, every: 5, warmUp: 0 },
    batchSize: 16,
    epochs: 3,
    evaluateEvery: 5,
  },
};

/** What is changed by hand, by the number of steps taken before. */
type Moves = Readonly<Record<number, Change>>;
const moved: Moves = { 3: { faders: { colour: 0.4 } } };

interface Played {
  readonly run: Run;
  readonly checkpoint: Checkpoint | undefined;
}

/** Trains to the end, or until `stopAt` steps are taken; goes on with a run from a checkpoint. Faders move as said. */
async function play(
  experiment: Experiment,
  {
    moves = moved,
    stopAt = Number.POSITIVE_INFINITY,
    from,
    run: before = makeRun('a', 'A', experiment),
    patience = 0,
  }: { moves?: Moves; stopAt?: number; from?: Checkpoint | undefined; run?: Run; patience?: number } = {},
): Promise<Played> {
  const control = new Control(true);
  control.patience = patience;
  control.checkpoint = from;
  let run: Run = { ...before, status: 'starting' };
  let checkpoint: Checkpoint | undefined;
  let step = from?.step ?? 0;
  for await (const event of train(experiment, control)) {
    run = applyEvent(run, event);
    if (event.kind === 'checkpoint') checkpoint = event.checkpoint;
    if (event.kind !== 'status' || event.status !== 'paused') continue;
    setTimeout(() => {
      const change = moves[step];
      if (change) control.change(change);
      if (step++ >= stopAt) control.stop();
      else control.step();
    });
  }
  return { run, checkpoint };
}

/** As it crosses threads and comes back from a file, where nothing is undefined. */
const crossed = (checkpoint: Checkpoint | undefined) =>
  checkpoint && { ...structuredClone(checkpoint), weigher: written(structuredClone(checkpoint.weigher)) };

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => written(one) ?? null);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [name, written(one)]));
}

/** A run stopped after each of these numbers of steps in turn, and continued from what it told last. */
async function playInParts(experiment: Experiment, stops: readonly number[], moves = moved): Promise<Run> {
  let played = await play(experiment, { moves, stopAt: stops[0] ?? 0 });
  for (const stopAt of [...stops.slice(1), Number.POSITIVE_INFINITY]) {
    const from = crossed(played.checkpoint);
    expect([played.run.status, from?.step]).toEqual(['stopped', stops[stops.indexOf(stopAt) - 1] ?? stops.at(-1)]);
    played = await play(experiment, { moves, stopAt, from, run: played.run });
  }
  return played.run;
}

const rowsOf = (table: Table) =>
  Object.fromEntries(Object.keys(table.buffers).map((name) => [name, [...(column(table, name) ?? [])]]));

/** Every number that training gave. */
function numbersOf({ status, train, validation, confusion, answers, changes }: Run) {
  return { status, train: rowsOf(train), validation: rowsOf(validation), confusion, answers, changes };
}

describe('a run continued gives the numbers of one without a break', () => {
  it.each(Object.keys(strategies) as (keyof typeof strategies)[])('with %s', async (kind) => {
    const experiment = { ...small, strategy: makeStrategy(kind, { refreshEvery: 3 }) };
    const { run: whole } = await play(experiment);
    expect([whole.train.length, whole.validation.length, whole.changes.length]).toEqual([12, 3, 1]);
    expect(numbersOf(await playInParts(experiment, [7]))).toEqual(numbersOf(whole));
  });

  const muted: Moves = { 2: { muted: { size: true } }, 9: { muted: { size: false } } };
  it.each<[string, Partial<Experiment>]>([
    ['two optimizers together', { schedule: { kind: 'simultaneous' } }],
    ['two optimizers in turn', { schedule: { kind: 'alternating' }, optimizer: makeOptimizer('adamw') }],
    ['momentum', { optimizer: makeOptimizer('momentum') }],
    ['RMSProp', { optimizer: makeOptimizer('rmsprop') }],
  ])('with %s, continued twice while a loss is muted', async (_, change) => {
    const experiment = { ...small, ...change };
    const { run: whole } = await play(experiment, { moves: muted });
    expect(numbersOf(await playInParts(experiment, [4, 6], muted))).toEqual(numbersOf(whole));
  });

  it('with a look at the gradients at every twentieth step, and a fader moved at the very step of the checkpoint', async () => {
    const experiment = { ...small, training: { ...small.training, epochs: 6 } };
    const moves: Moves = { 18: { faders: { size: 2 } }, 22: { faders: { size: 0 } } };
    const { run: whole } = await play(experiment, { moves });
    // The fader was moved while the run was paused: the checkpoint has it, and it is not moved again.
    const { run, checkpoint } = await play(experiment, { moves, stopAt: 18 });
    expect([checkpoint?.step, checkpoint?.changes, run.changes.length]).toEqual([18, 1, 1]);
    const { run: continued } = await play(experiment, {
      moves: { 22: moves[22] ?? {} },
      from: crossed(checkpoint),
      run,
    });
    expect(numbersOf(continued)).toEqual(numbersOf(whole));
  });

  it('with more epochs than it had: courses and evaluations count steps, whatever their number', async () => {
    const longer = { ...small, training: { ...small.training, epochs: 5 } };
    const { run, checkpoint } = await play(small);
    expect([run.status, checkpoint?.step]).toEqual(['finished', 12]);
    const { run: continued } = await play(longer, { from: crossed(checkpoint), run });
    const { run: whole } = await play(longer);
    expect(whole.train.length).toBe(20);
    const { validation, ...numbers } = numbersOf(continued);
    const { validation: evaluated, ...expected } = numbersOf(whole);
    expect(numbers).toEqual(expected);
    // The evaluation at the end that it had first stays.
    expect(validation.step).toEqual([5, 10, 12, 15, 20]);
    for (const [name, values] of Object.entries(evaluated)) {
      expect(validation[name]?.filter((_, row) => row !== 2)).toEqual(values);
    }
  });
});

it('a run stopped in the middle of an evaluation makes it when it goes on', async () => {
  const { run: whole } = await play(small, { moves: {} });
  const control = new Control();
  const events: EventBody[] = [];
  for await (const event of train(small, control)) {
    events.push(event);
    if (event.kind === 'pace' && event.step === 5) control.stop();
  }
  const run = events.reduce(applyEvent, makeRun('a', 'A', small));
  const checkpoint = events.flatMap((event) => (event.kind === 'checkpoint' ? [event.checkpoint] : [])).at(-1);
  expect([run.status, run.train.length, run.validation.length]).toEqual(['stopped', 5, 0]);
  expect([checkpoint?.step, checkpoint?.evaluated]).toEqual([5, 0]);
  const { run: continued } = await play(small, { moves: {}, from: crossed(checkpoint), run });
  expect(numbersOf(continued)).toEqual(numbersOf(whole));
});

describe('a run with patience', () => {
  // The validation loss rises at some evaluation: the rate is too high.
  const experiment = {
    ...small,
    training: {
      ...small.training,
      learningRate: 1,
      learningRateCourse: { kind: 'constant', warmUp: 0 } as const,
      epochs: 6,
      evaluateEvery: 2,
    },
  };

  it('ends at the first evaluation at which it has none left, also when it was continued', async () => {
    const { run: whole } = await play(experiment, { moves: {}, patience: 2 });
    const { length, buffers } = whole.validation;
    const outAfter = (rows: number) => isOutOfPatience({ length: rows, buffers }, experiment, 2);
    expect([whole.status, whole.train.length < 24, outAfter(length), outAfter(length - 1)]).toEqual([
      'stopped',
      true,
      true,
      false,
    ]);
    // By then one evaluation was waited for.
    const half = await play(experiment, { moves: {}, patience: 2, stopAt: whole.train.length - 1 });
    expect(half.checkpoint?.waited?.evaluations).toBe(1);
    const from = crossed(half.checkpoint);
    const continued = await play(experiment, { moves: {}, patience: 2, from, run: half.run });
    expect(numbersOf(continued.run)).toEqual(numbersOf(whole));
    // It stays so when it is asked to go on.
    const again = await play(experiment, { moves: {}, patience: 2, from: crossed(continued.checkpoint), run: whole });
    expect(numbersOf(again.run)).toEqual(numbersOf(whole));
  });
});

it('a finished run that is continued with no more epochs stays as it is', async () => {
  const { run, checkpoint } = await play(small);
  const { run: continued } = await play(small, { from: crossed(checkpoint), run });
  expect(numbersOf(continued)).toEqual(numbersOf(run));
});

it('refuses a checkpoint of another network', async () => {
  const { run, checkpoint } = await play(small, { stopAt: 2 });
  const layers = small.network.layers.map((layer) => (layer.id === 'conv-1' ? { ...layer, filters: 3 } : layer));
  const { run: refused } = await play({ ...small, network: { layers } }, { from: checkpoint, run });
  expect(refused.status).toBe('failed');
  expect(refused.failure?.message).toMatch(/does not belong to its network/);
});

it('tells no checkpoint of weights that are not finite', async () => {
  const { checkpoint } = await play(small, { stopAt: 2 });
  if (!checkpoint) throw new Error('no checkpoint');
  const theta = checkpoint.theta.slice();
  theta[0] = Number.POSITIVE_INFINITY;
  const later = await play(small, { from: { ...checkpoint, theta }, stopAt: 3 });
  expect(later.checkpoint).toBeUndefined();
});

describe('the column of time', () => {
  it('counts the seconds of steps, in both tables, and goes on where the run does', async () => {
    const first = await timed(small, 7);
    expect([first.train.length, first.validation.length]).toEqual([7, 1]);
    const second = await timed(small, 9, first.checkpoint);
    const times = [0, ...first.train, ...second.train];
    expect(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0))).toBe(true);
    // The hours that passed in between are not counted.
    expect(times.at(-1)).toBeLessThan(600);
    expect(first.validation[0]).toBeGreaterThanOrEqual(first.train[4] ?? Number.NaN);
    expect(first.validation[0]).toBeLessThanOrEqual(first.train[5] ?? Number.NaN);
    expect(first.checkpoint?.seconds).toBeGreaterThanOrEqual(first.train[6] ?? Number.NaN);
    expect(first.checkpoint?.seconds).toBeLessThanOrEqual(second.train[0] ?? Number.NaN);
  });

  it('is not there where no clock is kept', async () => {
    const { run } = await play(small);
    expect([Object.keys(run.train.buffers), Object.keys(run.validation.buffers)].flat()).not.toContain('time');
  });

  /** The column of a run in whose pauses and evaluations hours pass. */
  async function timed(experiment: Experiment, stopAt: number, from?: Checkpoint) {
    let hours = 0;
    const control = new Control(true);
    control.checkpoint = from;
    control.now = () => performance.now() + hours * 3_600_000;
    const rows = { train: [] as number[], validation: [] as number[] };
    let checkpoint: Checkpoint | undefined;
    let step = from?.step ?? 0;
    for await (const event of train(experiment, control)) {
      if (event.kind === 'checkpoint') checkpoint = event.checkpoint;
      if (event.kind === 'metrics') rows[event.table].push(...(event.columns.time ?? []));
      if (event.kind === 'confusion' || event.kind === 'gallery') hours++;
      if (event.kind !== 'status' || event.status !== 'paused') continue;
      hours++;
      setTimeout(() => {
        if (step++ >= stopAt) control.stop();
        else control.step();
      });
    }
    return { ...rows, checkpoint };
  }
});

describe('a warm start', () => {
  const still: Experiment = {
    ...small,
    optimizer: makeOptimizer('sgd'),
    training: { ...small.training, learningRate: 1e-7, epochs: 1, evaluateEvery: 1000 },
  };

  it('begins with the network and the statistics of the other run: it measures what that one ended with', async () => {
    const { run: donor, checkpoint } = await play(small);
    const { run: warm } = await play(still, { moves: {}, from: warmStart(checkpoint!) });
    const { run: cold } = await play(still, { moves: {} });
    const lastLoss = ({ validation }: Run) => last(validation, 'loss:colour') ?? Number.NaN;
    expect(column(warm.train, 'step')?.[0]).toBe(0);
    // Batch normalisation of the four steps has moved its statistics a little.
    expect(Math.abs(lastLoss(warm) - lastLoss(donor))).toBeLessThan(0.05);
    expect(Math.abs(lastLoss(cold) - lastLoss(donor))).toBeGreaterThan(0.2);
  });

  it('takes over no moments: the first step of Adam is as long as the rate for every weight that has a gradient', async () => {
    const { checkpoint } = await play(small);
    const before = checkpoint?.theta ?? new Float32Array();
    const rate = 1e-3;
    const adam = {
      ...small,
      training: { ...small.training, learningRate: rate, learningRateCourse: { kind: 'constant', warmUp: 0 } as const },
    };
    const { checkpoint: after } = await play(adam, { moves: {}, from: warmStart(checkpoint!), stopAt: 1 });
    const lengths = before.map((value, i) => Math.abs((after?.theta[i] ?? Number.NaN) - value));
    const moved = lengths.filter((length) => length > 0);
    expect(moved.length).toBeGreaterThan(lengths.length / 2);
    expect(moved.filter((length) => Math.abs(length - rate) < 0.05 * rate).length / moved.length).toBeGreaterThan(0.9);
  });
});
