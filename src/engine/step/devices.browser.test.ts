/**
 * Frozen layers, the proximal step of L1, missing labels and class weights on graphics devices: a few steps against those on
 * wasm, which the tests in Node hold against the definitions; and what has to be exact.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss } from '../../core/make.ts';
import { openBackend, surveyBackends } from '../backends/index.ts';
import { wasmUrls } from '../backends/wasmUrls.ts';
import { colour, size, small, start } from '../testing/steps.ts';

const present = (await surveyBackends()).filter(({ available }) => available).map(({ name }) => name);
const devices = present.filter((name) => name === 'webgl' || name === 'webgpu');

const steps = 3;
const training = { ...small.training, batchSize: 8 };
const { layers } = small.network;

/** With a batch norm, which makes all that is before it count by its statistics. */
const normed = layers.flatMap((layer) => {
  if (layer.id === 'pool-1') return [makeLayer('norm', 'batch-norm', ['conv-1']), { ...layer, inputs: ['norm'] }];
  return [layer];
});
const freeze = (ids: readonly string[]) =>
  normed.map((layer) => (ids.includes(layer.id) ? ({ ...layer, trained: false } as typeof layer) : layer));

const sparse = { ...small.dataset, missingColour: 0.9, rareSize: 0.2 };

const cases = {
  'a frozen convolution': { training, network: { layers: freeze(['conv-1']) } },
  'a frozen batch norm': { training, network: { layers: freeze(['norm']) } },
  'the proximal step of L1': {
    training,
    losses: [colour, size, makeLoss('l1', 'l1', { scope: 'all' }, { fader: 0.5 })],
  },
  'missing labels': { training: { ...training, batchSize: 2 }, dataset: sparse },
  'class weights': {
    training,
    dataset: { ...small.dataset, rareSize: 0.2 },
    losses: [
      colour,
      makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' }, { classWeights: 'inverse' }),
    ],
  },
} satisfies Record<string, Partial<Experiment>>;

type Case = keyof typeof cases;

/** The losses of some steps, and θ before and after them, of each case. */
async function taken(name: Case) {
  const run = await start(cases[name]);
  const before = await run.theta();
  const losses: number[][] = [];
  for (let step = 0; step < steps; step++) losses.push((await run.take()).losses);
  const after = await run.theta();
  const { slots } = run.stepper.layout;
  run.stepper.dispose();
  return { before, after, losses, slots };
}

const names = Object.keys(cases) as Case[];
const expected = new Map<Case, Awaited<ReturnType<typeof taken>>>();
beforeAll(async () => {
  await openBackend('wasm', wasmUrls, { threads: 1 });
  for (const name of names) expected.set(name, await taken(name));
});

describe.each<BackendName>(devices)('on %s', (backend) => {
  beforeAll(() => openBackend(backend, wasmUrls));

  it.each(names)('%s', async (name) => {
    const { before, after, losses, slots } = await taken(name);
    const onWasm = expected.get(name)!;
    expect(before).toEqual(onWasm.before);
    for (const [step, row] of losses.entries())
      for (const [i, loss] of row.entries()) expect(loss).toBeCloseTo(onWasm.losses[step]![i]!, 4);
    const off = after.map((value, i) => Math.abs(value - onWasm.after[i]!));
    expect(Math.max(...off)).toBeLessThan(1e-4);

    const zeros = (theta: Float32Array) => theta.filter((value, i) => value === 0 && before[i] !== 0).length;
    if (name === 'the proximal step of L1') expect(zeros(after)).toBeGreaterThan(10);
    if (name === 'a frozen convolution') expect(slots.map(({ layer }) => layer)).not.toContain('conv-1');
    if (name === 'missing labels') {
      const unknown = losses.filter(([ofColour]) => ofColour === 0).length;
      expect(unknown).toBe(onWasm.losses.filter(([ofColour]) => ofColour === 0).length);
      expect(unknown).toBeGreaterThan(0);
    }
  });
});
