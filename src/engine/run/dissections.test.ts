/**
 * A dissected step: what is told of it is what the run reports and keeps, its sums are those of float64, and the run is
 * the same with it and without.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { columnName, cosineName } from '../../core/run/columns.ts';
import type { Arithmetic, Dissection, Unit } from '../../core/run/dissection.ts';
import type { Run } from '../../core/run/run.ts';
import { cosineAt, stagesOf } from '../../core/run/stages.ts';
import { openBackend } from '../backends/index.ts';
import { layOut } from '../step/layout.ts';
import { runOf } from '../testing/runs.ts';
import { small } from '../testing/steps.ts';
import { Control } from './control.ts';

const wasmPath = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';
beforeAll(() => openBackend('wasm', wasmPath, { threads: 1 }));
afterAll(() => tf.disposeVariables());

const penalty = makeLoss('decay', 'l2', { scope: 'all' }, { fader: 0.01 });
const [colour, size] = small.losses as [Experiment['losses'][number], Experiment['losses'][number]];
const noisy = makeLayer('drop', 'dropout', ['flatten'], { rate: 0.3 });
const norm = makeLayer('norm', 'batch-norm', ['conv-1']);
/** With dropout, batch statistics and the L1 and L2 of a layer: all that a step may be upset by. */
const layers = [
  ...small.network.layers
    .slice(0, 2)
    .map((layer) => (layer.kind === 'conv2d' ? { ...layer, l1: 1e-3, l2: 1e-3 } : layer)),
  norm,
  makeLayer('pool-1', 'max-pool', ['norm']),
  makeLayer('flatten', 'flatten', ['pool-1']),
  noisy,
  makeLayer('head-colour', 'dense', ['drop'], { units: 8 }),
  makeLayer('head-size', 'dense', ['drop'], { units: 3 }),
];
const base: Experiment = {
  ...small,
  network: { layers },
  losses: [colour, { ...size, fader: 0.5 }, penalty],
  training: { ...small.training, epochs: 2 },
};
const adam = makeOptimizer('adam');

const setups: Readonly<Record<string, Experiment>> = {
  'the plain sum': { ...base, optimizer: makeOptimizer('momentum') },
  PCGrad: { ...base, strategy: makeStrategy('pcgrad'), optimizer: adam },
  'a trained weight': { ...base, strategy: makeStrategy('trainable-weight'), optimizer: makeOptimizer('adamw') },
  GradDrop: { ...base, strategy: makeStrategy('graddrop') },
  'MGDA, now and then': { ...base, strategy: makeStrategy('mgda', { refreshEvery: 3, length: 'sum' }) },
  'optimizers together': { ...base, schedule: { kind: 'simultaneous' }, optimizer: makeOptimizer('adamw') },
  'optimizers in turn': {
    ...base,
    schedule: { kind: 'alternating' },
    optimizer: adam,
    losses: [{ ...colour, turns: 2 }, { ...size, rate: 0.5 }, penalty],
  },
  'proximal L1': {
    ...base,
    losses: [colour, size, makeLoss('lasso', 'l1', { scope: 'all' }, { fader: 0.01 })],
    optimizer: makeOptimizer('sgd'),
  },
};

/** Takes all steps one by one, dissected or not, and looks at a unit of the trunk and of a head in turn. */
async function stepped(experiment: Experiment, dissects: boolean) {
  const control = new Control(true);
  const dissections: Dissection[] = [];
  const arithmetics: Arithmetic[] = [];
  let theta: Float32Array | undefined;
  const run = await runOf(experiment, control, (event) => {
    if (event.kind === 'status' && event.status === 'paused') {
      control.show(dissections.length % 2 === 0 ? filter : output);
      control.step(dissects);
    }
    if (event.kind === 'dissection') dissections.push(event.dissection);
    if (event.kind === 'arithmetic') arithmetics.push(event.arithmetic);
    if (event.kind === 'checkpoint') theta = event.checkpoint.theta;
  });
  return { run, dissections, arithmetics, theta };
}

const filter: Unit = { layer: 'conv-1', pass: 0, image: 1, row: 7, column: 0, channel: 1 };
/** The output of the largest value. */
const output: Unit = { layer: 'head-size', pass: 0, image: 2, weight: 5 };

const columnsOf = ({ train, validation }: Run) =>
  [train, validation].map(({ length, buffers }) =>
    Object.fromEntries(Object.entries(buffers).map(([name, values]) => [name, [...values.slice(0, length)]])),
  );
const at = ({ train }: Run, name: string, step: number) => train.buffers[name]?.[step] ?? Number.NaN;

describe.each(Object.entries(setups))('%s', (_, experiment) => {
  let plain: Awaited<ReturnType<typeof stepped>>;
  let dissected: typeof plain;
  beforeAll(async () => {
    plain = await stepped(experiment, false);
    dissected = await stepped(experiment, true);
  });

  it('is the same run to the last bit', () => {
    expect(columnsOf(dissected.run)).toEqual(columnsOf(plain.run));
    expect(dissected.theta).toEqual(plain.theta);
    expect(plain.dissections).toEqual([]);
  });

  it('tells of each step what the run reports of it', () => {
    const { run, dissections } = dissected;
    expect(dissections.map(({ step }) => step)).toEqual([...run.train.buffers.step!.slice(0, run.train.length)]);
    for (const { step, passes } of dissections) {
      const [first] = passes;
      for (const { loss, value } of first!.losses) expect(value).toBe(at(run, columnName('loss', loss), step));
      const { combination } = first!;
      if (!combination) continue;
      for (const [i, id] of combination.rows.entries()) {
        const norm = at(run, columnName('norm', id), step);
        if (!Number.isNaN(norm)) expect(Math.sqrt(combination.gramian[i]![i]!)).toBeCloseTo(norm, 6);
      }
      const cosine = at(run, cosineName('colour', 'size'), step);
      if (!Number.isNaN(cosine)) expect(cosineAt(combination.gramian, 0, 1)).toBeCloseTo(cosine, 5);
      const { weighing } = combination;
      if (!weighing) continue;
      for (const [id, weight] of Object.entries(weighing.acting))
        expect(Math.fround(weight)).toBe(at(run, columnName('weight', id), step));
      expect(weighing.total).toBeCloseTo(at(run, 'total', step), 5);
    }
  });

  it('writes a unit out: its inputs times its weights make what comes out', () => {
    for (const { inputs, weights, bias, sum, value, activation } of dissected.arithmetics) {
      expect([...inputs].reduce((total, input, k) => total + input * weights[k]!, bias)).toBeCloseTo(sum, 10);
      const acted = activation === 'relu' ? Math.max(0, sum) : sum;
      expect(Math.abs(value - acted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(acted)));
    }
  });

  it('writes a weight out: its gradients make what the optimizer is given, and it moves from θ to the next θ', () => {
    const { dissections, arithmetics, theta } = dissected;
    expect(arithmetics.map(({ unit }) => unit.layer)).toEqual(['conv-1', 'head-size', 'conv-1', 'head-size']);
    for (const [i, { trained, unit, weights, shape }] of arithmetics.entries()) {
      const moves = trained!.passes.flatMap((pass) => pass.moves);
      expect(trained!.value).toBe(weights[unit.weight]);
      expect(moves[0]!.before).toBe(trained!.value);
      for (const [k, move] of moves.entries()) if (k > 0) expect(move.before).toBe(moves[k - 1]!.after);
      if (i === arithmetics.length - 1) {
        const { slots } = layOut(experiment, graphOf(experiment));
        const kernel = slots.find(({ layer, spec }) => layer === unit.layer && spec.name === 'kernel');
        expect(moves.at(-1)!.after).toBe(theta![kernel!.start + unit.weight * shape.at(-1)! + unit.channel]);
      }
      for (const [k, { gradients, moves }] of trained!.passes.entries()) {
        const { combination, updates } = dissections[i]!.passes[k]!;
        for (const { of, gradient, rest } of moves) {
          if (of === 'proximal') continue;
          const factor = (loss: string, weight = Number.NaN) =>
            of === 'total' ? weight : typeof of === 'object' && of.loss === loss ? 1 : 0;
          const given = gradients.reduce((sum, one) => sum + factor(one.loss, one.weight) * one.gradient, rest);
          const scale = Math.max(...updates.map((update) => update.gradient.layers[unit.layer] ?? 0));
          const isElementwise = combination?.weighing?.isElementwise && unit.layer === 'conv-1';
          if (isElementwise) expect(given).toBeNaN();
          else expect(Math.abs(given - gradient)).toBeLessThan(1e-6 * scale);
        }
      }
    }
  });

  it('moves a weight as the formula of the optimizer says', () => {
    for (const { trained } of dissected.arithmetics) {
      for (const { of, rate, count, gradient, before, after, slots } of trained!.passes.flatMap((pass) => pass.moves)) {
        if (of === 'proximal') continue;
        const { optimizer } = experiment;
        const [m, v] = slots;
        let expected = before - rate * gradient;
        if (optimizer.kind === 'momentum') {
          expect(m!.after).toBeCloseTo(optimizer.momentum * m!.before + gradient, 6);
          expected = before - rate * m!.after;
        }
        if (optimizer.kind === 'adam' || optimizer.kind === 'adamw') {
          const { beta1, beta2, epsilon } = optimizer;
          expect(m!.after).toBeCloseTo(beta1 * m!.before + (1 - beta1) * gradient, 7);
          const mean = m!.after / (1 - beta1 ** count);
          const root = Math.sqrt(v!.after / (1 - beta2 ** count));
          // Two optimizers divide the decay of what both reach: at most the whole of it is seen here.
          const decay = optimizer.kind === 'adamw' ? rate * optimizer.weightDecay * Math.abs(before) : 0;
          expected = before - (rate * mean) / (root + epsilon);
          expect(Math.abs(after - expected)).toBeLessThan(decay + 1e-6 * (rate + Math.abs(before)));
        } else expect(Math.abs(after - expected)).toBeLessThan(1e-6 * (Math.abs(before) + rate));
      }
    }
  });
});

describe('the stages', () => {
  const order = async (experiment: Experiment) => {
    const { dissections } = await stepped(
      { ...experiment, optimizer: adam, training: { ...experiment.training, epochs: 1 } },
      true,
    );
    return stagesOf(dissections[0]!).map(({ kind, loss, pass }) =>
      [kind, loss, pass].filter((x) => x !== undefined).join(' '),
    );
  };

  it('are in the true order of each schedule', async () => {
    const losses = [colour, size];
    expect(await order({ ...base, losses })).toEqual([
      'batch 0',
      'forward 0',
      'loss colour 0',
      'loss size 0',
      'backward colour 0',
      'backward size 0',
      'combine 0',
      'update 0',
    ]);
    expect(await order({ ...base, losses, schedule: { kind: 'simultaneous' } })).toEqual([
      'batch 0',
      'forward 0',
      'loss colour 0',
      'loss size 0',
      'backward colour 0',
      'backward size 0',
      'combine 0',
      'update colour 0',
      'update size 0',
    ]);
    expect(await order({ ...base, losses, schedule: { kind: 'alternating' } })).toEqual([
      'batch 0',
      'forward 0',
      'loss colour 0',
      'backward colour 0',
      'update colour 0',
      'forward 1',
      'loss size 1',
      'backward size 1',
      'update size 1',
    ]);
  });

  it('leave muted losses out, and take no backward pass of a loss with fader 0', async () => {
    const losses = [{ ...colour, muted: true }, { ...size, fader: 0 }, penalty];
    expect(await order({ ...base, losses })).toEqual([
      'batch 0',
      'forward 0',
      'loss size 0',
      'loss decay 0',
      'backward decay 0',
      'update 0',
    ]);
  });

  it('are told of the first turns alone where there are many', async () => {
    const experiment: Experiment = { ...setups['optimizers in turn']!, losses: [{ ...colour, turns: 13 }, size] };
    const { dissections } = await stepped({ ...experiment, training: { ...experiment.training, epochs: 1 } }, true);
    expect(dissections[0]!.passes).toHaveLength(12);
    expect(dissections[0]!.untold).toBe(2);
  });

  it('show where numbers stop being finite', async () => {
    const experiment: Experiment = {
      ...base,
      losses: [colour, size],
      training: { ...base.training, learningRate: 1e38 },
    };
    const { dissections, run } = await stepped(experiment, true);
    expect(run.failure?.code).toBe('diverged');
    const broken = dissections.flatMap((one) =>
      stagesOf(one)
        .filter(({ isBroken }) => isBroken)
        .map(({ kind }) => `${one.step} ${kind}`),
    );
    expect(broken).toEqual(['1 forward']);
  });
});

it.each([
  { dilation: 2, padding: 'same' },
  { dilation: 3, padding: 'valid' },
  { stride: 3, padding: 'same', kernel: 5 },
] as const)('writes a unit of a convolution out with %o', async (params) => {
  const layers = small.network.layers.map((layer) =>
    layer.id === 'conv-1'
      ? makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, activation: 'tanh', ...params })
      : layer,
  );
  const { arithmetics } = await stepped(
    { ...small, network: { layers }, training: { ...small.training, epochs: 1 } },
    true,
  );
  const { sum, value, unit } = arithmetics[0]!;
  expect(unit).toMatchObject({ layer: 'conv-1', column: 0 });
  expect(value).toBeCloseTo(Math.tanh(sum), 6);
});

it('is the same run to the last bit on the cpu backend too', async () => {
  await openBackend('cpu', wasmPath);
  // One step: this backend is slow.
  const experiment: Experiment = {
    ...setups.PCGrad!,
    dataset: { ...base.dataset, count: 16 },
    training: { ...base.training, batchSize: 8, epochs: 1 },
  };
  const [plain, dissected] = [await stepped(experiment, false), await stepped(experiment, true)];
  expect(columnsOf(dissected.run)).toEqual(columnsOf(plain.run));
  expect(dissected.theta).toEqual(plain.theta);
  expect(dissected.dissections).toHaveLength(1);
});
