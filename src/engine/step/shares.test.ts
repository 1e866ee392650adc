/** What has which share of the update: from the lengths of its parts over the shared weights. */
import { beforeAll, expect, it } from 'vitest';
import { makeLoss, makeStrategy } from '../../core/make.ts';
import { openBackend } from '../backends/index.ts';
import { small, start } from '../testing/steps.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.25 });
const layers = small.network.layers.map((layer) => (layer.kind === 'conv2d' ? { ...layer, l1: 0.1, l2: 0.3 } : layer));

/** The kernel and the bias of the trunk, and the lengths of the gradients of L2 and of the layers there. */
async function lengthsOf(run: Awaited<ReturnType<typeof start>>) {
  const slot = run.stepper.layout.slots.find(({ layer, spec }) => layer === 'conv-1' && spec.name === 'kernel')!;
  const kernel = (await run.theta()).subarray(slot.start, slot.start + slot.size);
  return {
    l2: 0.25 * Math.hypot(...kernel.map((w) => 2 * w)),
    layers: Math.hypot(...kernel.map((w) => 0.6 * w + 0.1 * Math.sign(w))),
  };
}

const schedules = ['joint', 'simultaneous', 'alternating'] as const;

it.each(schedules)('counts losses, penalties, and the L1 and L2 of layers, optimizers %s', async (kind) => {
  const run = await start({ network: { layers }, losses: [...small.losses, penalty], schedule: { kind } });
  const { l2, layers: own } = await lengthsOf(run);
  const { measurement } = await run.take({ measures: true, faders: { colour: 2 } });
  const { gramian = [], shares } = measurement!;
  const [colour, size] = gramian.map((row, i) => Math.sqrt(row[i]!)) as [number, number];
  const all = colour + size + l2 + own;
  expect(shares).toEqual({
    losses: {
      colour: expect.closeTo(colour / all, 5),
      size: expect.closeTo(size / all, 5),
      l2: expect.closeTo(l2 / all, 5),
    },
    layers: expect.closeTo(own / all, 5),
  });
  run.stepper.dispose();
});

it('takes the weights of the strategy, with the length of the update', async () => {
  const strategy = makeStrategy('mgda', { length: 'sum' });
  const run = await start({ losses: [...small.losses, penalty], strategy });
  const { l2 } = await lengthsOf(run);
  const { measurement, weights } = await run.take();
  const lengths = measurement!.gramian.map((row, i) => weights[i]! * Math.sqrt(row[i]!));
  const all = l2 + lengths[0]! + lengths[1]!;
  expect(measurement?.shares?.losses).toEqual({
    colour: expect.closeTo(lengths[0]! / all, 5),
    size: expect.closeTo(lengths[1]! / all, 5),
    l2: expect.closeTo(l2 / all, 5),
  });
  run.stepper.dispose();
});

it.each(schedules)(
  'is all of the update for a loss alone, and nothing for a fader at 0, optimizers %s',
  async (kind) => {
    const run = await start({ schedule: { kind } });
    const { measurement } = await run.take({ measures: true, faders: { size: 0 } });
    expect(measurement?.shares).toEqual({ losses: { colour: 1, size: 0 } });
    run.stepper.change({ muted: { size: true } });
    expect((await run.take({ measures: true })).measurement?.shares).toEqual({ losses: { colour: 1 } });
    run.stepper.dispose();
  },
);
