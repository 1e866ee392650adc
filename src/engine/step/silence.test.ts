/** A fader at 0 is a mute: the loss is still computed, and takes part in nothing. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { openBackend } from '../backends/index.ts';
import { colour, size, small, start } from '../testing/steps.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const schedules = ['joint', 'simultaneous', 'alternating'] as const;

/** The head of the size has a batch norm of its own. */
const layers = [
  ...small.network.layers.filter(({ id }) => id !== 'head-size'),
  makeLayer('norm', 'batch-norm', ['flatten']),
  makeLayer('head-size', 'dense', ['norm'], { units: 3 }),
];
const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.01 });
const changes: [string, Partial<Experiment>][] = schedules.flatMap((kind) => [
  [`${kind}, AdamW`, { schedule: { kind }, optimizer: makeOptimizer('adamw', { weightDecay: 0.5 }) }],
  [`${kind}, momentum`, { schedule: { kind }, optimizer: makeOptimizer('momentum') }],
]);
const strategies: [string, Partial<Experiment>][] = (['mgda', 'uncertainty', 'famo', 'db-mtl'] as const).map((kind) => [
  kind,
  { strategy: makeStrategy(kind), optimizer: makeOptimizer('adamw') },
]);

const statisticsOf = async (run: Awaited<ReturnType<typeof start>>) => (await run.stepper.save()).statistics;

describe.each([...changes, ...strategies])('a fader at 0, %s', (_, change) => {
  it('moves what a mute moves, to the bit, and leaves its own head and statistics as they were', async () => {
    const down = await start({ ...change, network: { layers } });
    const muted = await start({ ...change, network: { layers } });
    for (let step = 0; step < 2; step++) {
      await down.take();
      await muted.take();
    }
    const before = { theta: await down.theta(), statistics: await statisticsOf(down) };
    muted.stepper.change({ muted: { size: true } });
    for (let step = 0; step < 3; step++) {
      const { losses } = await down.take({ faders: { size: 0 } });
      expect(losses).toHaveLength(2);
      await muted.take();
    }
    expect(await down.theta()).toEqual(await muted.theta());
    expect(await statisticsOf(down)).toEqual(before.statistics);
    const head = down.stepper.layout.slots.filter(({ layer }) => layer === 'head-size' || layer === 'norm');
    const after = await down.theta();
    for (const { start: from, size: length } of head)
      expect(after.subarray(from, from + length)).toEqual(before.theta.subarray(from, from + length));
    expect(after).not.toEqual(before.theta);
    down.stepper.dispose();
    muted.stepper.dispose();
  });
});

describe.each(schedules)('a penalty at 0, optimizers %s', (kind) => {
  it('moves nothing, also where no other loss reaches', async () => {
    const change = { schedule: { kind }, optimizer: makeOptimizer('adamw', { weightDecay: 0.5 }) };
    const losses = [colour, { ...size, muted: true }];
    const run = await start({ ...change, losses: [...losses, { ...penalty, fader: 0 }] });
    const without = await start({ ...change, losses });
    for (let step = 0; step < 2; step++) {
      await run.take();
      await without.take();
    }
    expect(await run.theta()).toEqual(await without.theta());
    run.stepper.dispose();
    without.stepper.dispose();
  });
});

describe('the memory of a strategy', () => {
  it('of the other losses stays while one is at 0', async () => {
    const area = makeLoss('area', 'mse', { output: 'head-area', target: 'area' });
    const change = {
      network: { layers: [...small.network.layers, makeLayer('head-area', 'dense', ['flatten'], { units: 1 })] },
      losses: [colour, size, area],
      strategy: makeStrategy('uncertainty', { learningRate: 0.1 }),
    };
    const run = await start(change);
    for (let step = 0; step < 5; step++) await run.take();
    const { weights } = await run.take();
    const down = await run.take({ faders: { area: 0 } });
    // Adam moves s by at most the rate of 0.1 a step, a weight by a factor of e^0.1.
    for (const i of [0, 1]) expect(Math.abs(Math.log(down.weights[i]! / weights[i]!))).toBeLessThan(0.11);
    expect(down.weights[2]).toBe(0);
    const back = await run.take();
    for (const i of [0, 1]) expect(Math.abs(Math.log(back.weights[i]! / down.weights[i]!))).toBeLessThan(0.11);
    expect(Math.abs(Math.log(2 * back.weights[0]!))).toBeGreaterThan(0.3);
    // What comes back starts at s = 0.
    expect(back.weights[2]).toBe(0.5);
    run.stepper.dispose();
  });

  it('of averaged gradients is found again where other weights are shared', async () => {
    const run = await start({ strategy: makeStrategy('db-mtl') });
    await run.take();
    await run.take({ faders: { size: 0 } });
    const { weigher } = await run.stepper.save();
    await run.take();
    const after = (await run.stepper.save()).weigher;
    const bufferOf = (saved: unknown) =>
      (saved as { state: { buffers: (Float64Array | undefined)[] } }).state.buffers[0]!;
    const [before, later] = [bufferOf(weigher), bufferOf(after)];
    const { start: from = 0, end = 0 } = run.stepper.sharedRanges[0] ?? {};
    expect(later).toHaveLength(end - from);
    expect(before.length).toBeGreaterThan(later.length);
    // β = 0.9: nine tenths of what was there.
    const kept = later.map((value, p) => value - 0.9 * before[p]!);
    const ratio = Math.hypot(...kept) / Math.hypot(...later);
    expect(ratio).toBeLessThan(0.9);
    run.stepper.dispose();
  });
});

describe('the decay of AdamW', () => {
  /** What the decay does to each weight in a step, as a fraction: (θ with − θ without) / θ. */
  async function decayOf(kind: (typeof schedules)[number], losses = small.losses) {
    const rate = { training: { ...small.training, learningRate: 1e-3 }, losses, schedule: { kind } };
    const [without, decaying] = [
      await start({ ...rate, optimizer: makeOptimizer('adamw', { weightDecay: 0 }) }),
      await start({ ...rate, optimizer: makeOptimizer('adamw', { weightDecay: 1 }) }),
    ];
    const before = await without.theta();
    await without.take();
    await decaying.take();
    const [a, b] = [await without.theta(), await decaying.theta()];
    const ranges = { shared: without.stepper.sharedRanges[0]!, all: { start: 0, end: before.length } };
    without.stepper.dispose();
    decaying.stepper.dispose();
    const large = [...before.keys()].filter((i) => Math.abs(before[i]!) > 0.1);
    return large.map((i) => ({ isShared: i < ranges.shared.end, part: (b[i]! - a[i]!) / before[i]! }));
  }

  it.each(schedules)('is ηλθ a step at every weight, shared or not, optimizers %s', async (kind) => {
    const parts = await decayOf(kind);
    for (const isShared of [true, false]) {
      const ones = parts.filter((part) => part.isShared === isShared);
      expect(ones.length).toBeGreaterThan(10);
      // In turn, Adam's second gradient is taken at another point, which the decay has moved.
      const mean = ones.reduce((sum, { part }) => sum + part, 0) / ones.length;
      expect(mean / -1e-3).toBeCloseTo(1, kind === 'alternating' ? 1 : 2);
    }
  });
});
