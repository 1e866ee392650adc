import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { type ColumnMeaning, columnName, cosineName, layersShare, readColumnName } from '../../core/run/columns.ts';
import type { Columns, EventBody } from '../../core/run/protocol.ts';
import { strategies } from '../../core/strategies/index.ts';
import { openBackend } from '../backends/index.ts';
import { initialValues, layOut } from '../step/layout.ts';
import { eventsOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';
import { Control } from './control.ts';
import { train } from './trainer.ts';

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';
beforeAll(() => openBackend('wasm', wasmFiles, { threads: 1 }));

const small: Experiment = { ...twoHeads, dataset: { ...twoHeads.dataset, count: 96 } };

/** What a checkpoint says of a run that has only begun. */
const begun = { step: 0, evaluated: 0, changes: 0, seconds: 0 };

function columnOf(events: readonly EventBody[], table: 'train' | 'validation', name: string): number[] {
  const chunks: Columns[] = events.flatMap((event) =>
    event.kind === 'metrics' && event.table === table ? [event.columns] : [],
  );
  return chunks.flatMap((columns) => [...(columns[name] ?? [])]);
}

const statuses = (events: readonly EventBody[]) =>
  events.flatMap((event) => (event.kind === 'status' ? [event.status] : []));

describe('a run', () => {
  it('reports every step, evaluates on time, and finishes', async () => {
    const events = await eventsOf(small);
    // 96 images, 19 for validation: 77 make 4 batches of 16 an epoch.
    expect(columnOf(events, 'train', 'step')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(columnOf(events, 'validation', 'step')).toEqual([4, 8]);
    expect(statuses(events).at(-1)).toBe('finished');
  });

  it('learns: the losses fall', async () => {
    const events = await eventsOf({ ...small, training: { ...small.training, epochs: 30, learningRate: 0.01 } });
    const total = columnOf(events, 'train', 'total');
    expect(total.at(-1)).toBeLessThan(0.7 * (total[0] ?? 0));
  });

  it('gives the same numbers twice, also with dropout, and others for another seed', async () => {
    const layers = small.network.layers.flatMap((layer) =>
      layer.id === 'flatten' ? [layer, makeLayer('dropout', 'dropout', ['flatten'], { rate: 0.5 })] : [layer],
    );
    const wired = layers.map((layer) => (layer.id.startsWith('head') ? { ...layer, inputs: ['dropout'] } : layer));
    const experiment: Experiment = { ...small, network: { layers: wired } };
    const first = columnOf(await eventsOf(experiment), 'train', 'total');
    expect(columnOf(await eventsOf(experiment), 'train', 'total')).toEqual(first);
    const other = { ...experiment, training: { ...experiment.training, seed: 2 } };
    expect(columnOf(await eventsOf(other), 'train', 'total')).not.toEqual(first);
  });

  it('takes single steps while paused', async () => {
    const control = new Control(true);
    let pauses = 0;
    const events = await eventsOf(small, control, (event) => {
      if (event.kind !== 'status' || event.status !== 'paused') return;
      pauses++;
      if (pauses <= 3) setTimeout(() => control.step());
      else setTimeout(() => control.stop());
    });
    expect(columnOf(events, 'train', 'step')).toEqual([0, 1, 2]);
    expect(statuses(events).at(-1)).toBe('stopped');
  });

  it('applies a fader while running and records the step', async () => {
    const control = new Control(true);
    let hasChanged = false;
    const events = await eventsOf(small, control, (event) => {
      if (event.kind !== 'status' || event.status !== 'paused') return;
      setTimeout(() => {
        if (!hasChanged) control.change({ faders: { size: 0.25 }, learningRate: 0.01 });
        hasChanged = true;
        control.resume();
      });
    });
    const change = { faders: { size: 0.25 }, learningRate: 0.01 };
    expect(events.filter((event) => event.kind === 'changed')).toEqual([{ kind: 'changed', step: 0, change }]);
    expect(new Set(columnOf(events, 'train', columnName('weight', 'size')))).toEqual(new Set([0.25]));
    expect(columnOf(events, 'train', 'learning-rate')[0]).toBe(Math.fround(0.01));
  });

  it('computes nothing of a muted loss, and goes on when it is unmuted', async () => {
    const control = new Control(true);
    control.change({ muted: { size: true } });
    let step = 0;
    const events = await eventsOf(small, control, (event) => {
      if (event.kind === 'status' && event.status === 'paused') setTimeout(() => control.step());
      if (event.kind === 'pace' && ++step === 3) control.change({ muted: { size: false } });
    });
    expect(columnOf(events, 'train', columnName('loss', 'colour'))).toHaveLength(8);
    // Steps 3 to 7: while paused every step is told on its own.
    expect(columnOf(events, 'train', columnName('loss', 'size'))).toHaveLength(5);
  });

  it('goes on counting while every loss is muted, evaluations included', async () => {
    const control = new Control(true);
    control.change({ muted: { colour: true, size: true } });
    control.inspect('conv-1', 0);
    const events = await eventsOf(small, control, (event) => {
      if (event.kind === 'status' && event.status === 'paused') setTimeout(() => control.resume());
      if (event.kind === 'metrics' && event.table === 'validation') control.change({ muted: { size: false } });
    });
    expect(events.filter((event) => event.kind === 'layer').length).toBeGreaterThan(0);
    expect(columnOf(events, 'train', 'step')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(columnOf(events, 'train', 'total').slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(columnOf(events, 'train', columnName('loss', 'size'))).toHaveLength(4);
    expect(columnOf(events, 'validation', 'step')).toEqual([4, 8]);
    expect(statuses(events).at(-1)).toBe('finished');
  });

  it('says which loss diverged, at which step, and what to do', async () => {
    const layers = [...small.network.layers, makeLayer('head-area', 'dense', ['flatten'], { units: 1 })];
    const losses = [makeLoss('area', 'mse', { output: 'head-area', target: 'area' }, { fader: 1000 })];
    const training = { ...small.training, learningRate: 10, epochs: 20 };
    const events = await eventsOf({ ...small, network: { layers }, losses, optimizer: makeOptimizer('sgd'), training });
    expect(events.at(-1)).toEqual({
      kind: 'failure',
      failure: {
        code: 'diverged',
        message: expect.stringMatching(/^The loss area became (NaN|Infinity) at step \d+\.$/),
        remedy:
          'A learning rate below 10 or a lower fader of this loss may help, unless the objective has no least value.',
      },
    });
  });

  it.each(['weight', 'moving statistic'] as const)('has diverged by a %s that no loss shows', async (what) => {
    const layers = small.network.layers.flatMap((layer) =>
      layer.id !== 'pool-1' ? [layer] : [makeLayer('norm', 'batch-norm', ['conv-1']), { ...layer, inputs: ['norm'] }],
    );
    const experiment = { ...small, network: { layers } };
    const graph = graphOf(experiment);
    const layout = layOut(experiment, graph);
    const theta = initialValues(experiment, layout);
    const bias = layout.slots.find(({ layer, spec }) => layer === 'conv-1' && spec.name === 'bias');
    const moving = new Float32Array(4);
    // A ReLU makes 0 of −∞; a moving mean counts only in an evaluation.
    if (what === 'weight') theta[bias?.start ?? Number.NaN] = Number.NEGATIVE_INFINITY;
    else moving[2] = Number.NaN;
    const control = new Control();
    const statistics = { 'norm/moving-mean': moving, 'norm/moving-variance': new Float32Array(4).fill(1) };
    control.checkpoint = { ...begun, theta, statistics, optimizers: {}, weigher: undefined };
    const events = await eventsOf(experiment, control);
    expect(columnOf(events, 'train', columnName('loss', 'colour')).map(Number.isFinite)).toEqual(Array(4).fill(true));
    expect(events.at(-1)).toEqual({
      kind: 'failure',
      failure: {
        code: 'diverged',
        message:
          what === 'weight'
            ? 'A weight of Conv became -Infinity between steps 0 and 3.'
            : 'A moving statistic of Batch norm became NaN between steps 0 and 3.',
        remedy: 'A learning rate below 0.001 or lower faders may help, unless the objective has no least value.',
      },
    });
  });

  it('refuses a network that cannot run, with the problem and its remedy', async () => {
    const layers = small.network.layers.filter((layer) => layer.id !== 'flatten');
    const wired = layers.map((layer) => (layer.id.startsWith('head') ? { ...layer, inputs: ['pool-1'] } : layer));
    const events = await eventsOf({ ...small, network: { layers: wired } });
    expect(events).toEqual([
      {
        kind: 'failure',
        failure: {
          code: 'not-runnable',
          message: 'Head: colour needs a vector, gets 4×4×4.',
          remedy: 'Insert Flatten or global pooling before it.',
        },
      },
    ]);
  });

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const whole = columnOf(await eventsOf(small), 'train', 'total');
    const { Stepper } = await import('../step/stepper.ts');
    const { Data } = await import('./data.ts');
    const { analyse } = await import('../../core/graph.ts');
    const data = new Data(small);
    const stepper = new Stepper(small, analyse(small), data.stepsPerEpoch);
    for (let step = 0; step < 3; step++) {
      // The run looks at the gradients at its first step, which rounds their sum differently.
      const looks = step === 0;
      const { losses } = await stepper.step(data.trainingBatch(step, stepper.terms.targets), step, looks);
      if (losses instanceof tf.Tensor) losses.dispose();
    }
    const control = new Control();
    control.checkpoint = { ...begun, step: 3, ...(await stepper.save()) };
    const rest = columnOf(await eventsOf(small, control), 'train', 'total');
    expect(rest).toEqual(whole.slice(3));
  });
});

describe('what is recorded of the gradients', () => {
  const names = (events: readonly EventBody[], quantity: ColumnMeaning['quantity']) => [
    ...new Set(
      events.flatMap((event) =>
        event.kind === 'metrics'
          ? Object.keys(event.columns).filter((name) => readColumnName(name)?.quantity === quantity)
          : [],
      ),
    ),
  ];

  it('is a norm, a share and a cosine for losses that share weights', async () => {
    const events = await eventsOf(small);
    expect(names(events, 'norm')).toEqual([columnName('norm', 'colour'), columnName('norm', 'size')]);
    expect(names(events, 'share')).toEqual([columnName('share', 'colour'), columnName('share', 'size')]);
    expect(names(events, 'cosine')).toEqual([cosineName('colour', 'size')]);
  });

  it('is the total that the strategy defines, with the penalties that are added', async () => {
    const losses = [...small.losses, makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 })];
    const events = await eventsOf({ ...small, losses, strategy: makeStrategy('uncertainty') });
    const at = (quantity: 'loss' | 'weight', id: string) => columnOf(events, 'train', columnName(quantity, id));
    const total = columnOf(events, 'train', 'total');
    for (const [i, value] of total.entries()) {
      // ½e^(−s)L + ½s of each loss, where ½e^(−s) is its weight.
      const terms = ['colour', 'size'].map(
        (id) => at('weight', id)[i]! * at('loss', id)[i]! - 0.5 * Math.log(2 * at('weight', id)[i]!),
      );
      expect(value).toBeCloseTo(terms[0]! + terms[1]! + 1e-3 * at('loss', 'l2')[i]!, 5);
    }
    expect(total).toHaveLength(8);
  });

  it('is a share for the L1 and L2 of layers where there are any', async () => {
    const layers = small.network.layers.map((layer) => (layer.kind === 'conv2d' ? { ...layer, l2: 0.1 } : layer));
    const events = await eventsOf({ ...small, network: { layers } });
    const shares = ['share:colour', 'share:size', layersShare].map((name) => columnOf(events, 'train', name)[0]!);
    expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 6);
    expect(shares[2]).toBeGreaterThan(0);
    expect(columnOf(await eventsOf(small), 'train', layersShare)).toEqual([]);
  });

  it('is no cosine and no share for losses that share none, also where the strategy needs the gradients', async () => {
    const layers = small.network.layers.flatMap((layer) => {
      if (layer.kind === 'input' || layer.id === 'head-colour') return [layer];
      if (layer.id === 'head-size') return [{ ...layer, inputs: ['flatten-2'] }];
      const inputs = layer.inputs.map((input) => (input === 'image' ? input : `${input}-2`));
      return [layer, { ...layer, id: `${layer.id}-2`, inputs }];
    });
    const events = await eventsOf({ ...small, network: { layers }, strategy: makeStrategy('mgda') });
    expect(statuses(events).at(-1)).toBe('finished');
    expect(columnOf(events, 'train', columnName('norm', 'size')).map((norm) => norm > 0)).toEqual(Array(8).fill(true));
    expect([...names(events, 'share'), ...names(events, 'cosine')]).toEqual([]);
  });
});

describe('a run whose device was lost', () => {
  /** Trains until `step` is reported, as if the device were lost then. */
  async function lose(control: Control, step: number) {
    for await (const event of train(small, control)) {
      if (event.kind === 'pace' && event.step >= step) return;
    }
  }

  it('goes on with the faders, mutes and learning rate of its checkpoint', async () => {
    const { Stepper } = await import('../step/stepper.ts');
    const { analyse } = await import('../../core/graph.ts');
    const stepper = new Stepper(small, analyse(small), 4);
    stepper.change({ learningRate: 0.01, faders: { colour: 0.5 }, muted: { size: true } });
    const control = new Control();
    control.checkpoint = { ...begun, step: 3, ...(await stepper.save()) };
    stepper.dispose();
    const events = await eventsOf(small, control);
    expect(columnOf(events, 'train', columnName('weight', 'colour'))).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(columnOf(events, 'train', columnName('loss', 'size'))).toEqual([]);
    expect(columnOf(events, 'train', 'learning-rate')[0]).toBe(Math.fround(0.01));
  });

  it('makes the changes since its checkpoint again, and begins anew where there is none', async () => {
    const control = new Control();
    const change = { faders: { size: 0.25 } };
    control.change(change);
    await lose(control, 1);
    const events = await eventsOf(small, control);
    expect(events.filter((event) => event.kind === 'restored')).toEqual([{ kind: 'restored', step: 0, changes: 0 }]);
    expect(events.filter((event) => event.kind === 'changed')).toEqual([{ kind: 'changed', step: 0, change }]);
    expect(new Set(columnOf(events, 'train', columnName('weight', 'size')))).toEqual(new Set([0.25]));
  });
});

describe('no run leaks a tensor', () => {
  const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 });
  const cases: [string, Partial<Experiment>][] = [
    ['the plain sum', {}],
    ['a penalty', { losses: [...small.losses, penalty] }],
    [
      'a penalty that joins PCGrad',
      { losses: [...small.losses, penalty], strategy: makeStrategy('pcgrad', { penalties: 'joined' }) },
    ],
    ['uncertainty weighting', { strategy: makeStrategy('uncertainty') }],
    ['FAMO, which looks again', { strategy: makeStrategy('famo') }],
    ['MGDA, refreshed every third step', { strategy: makeStrategy('mgda', { refreshEvery: 3 }) }],
    ['GradDrop on the gradients', { strategy: makeStrategy('graddrop', { length: 'sum' }) }],
    ['two optimizers together', { schedule: { kind: 'simultaneous' } }],
    ['two optimizers in turn', { schedule: { kind: 'alternating' } }],
    ['AdamW', { optimizer: makeOptimizer('adamw') }],
  ];
  it.each(cases)('with %s', async (_, change) => {
    const before = tf.memory().numTensors;
    const events = await eventsOf({ ...small, ...change });
    expect(statuses(events).at(-1)).toBe('finished');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('strategies on the device', () => {
  it.each(Object.keys(strategies) as (keyof typeof strategies)[])(
    '%s trains with finite losses and weights',
    async (kind) => {
      const events = await eventsOf({ ...small, strategy: makeStrategy(kind) });
      const numbers = ['total', columnName('weight', 'colour'), columnName('weight', 'size')].flatMap((name) =>
        columnOf(events, 'train', name),
      );
      expect(numbers).toHaveLength(24);
      expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
    },
  );

  it('is plain gradient descent for the sum with SGD, however the optimizers are arranged at one point', async () => {
    const sgd = { ...small, optimizer: makeOptimizer('sgd'), training: { ...small.training, learningRate: 0.05 } };
    const joint = columnOf(await eventsOf(sgd), 'train', 'total');
    const simultaneous = columnOf(await eventsOf({ ...sgd, schedule: { kind: 'simultaneous' } }), 'train', 'total');
    const alternating = columnOf(await eventsOf({ ...sgd, schedule: { kind: 'alternating' } }), 'train', 'total');
    expect(joint).toHaveLength(8);
    expect(simultaneous).toEqual(joint.map((value) => expect.closeTo(value, 4)));
    expect(alternating.at(-1)).not.toBeCloseTo(joint.at(-1) ?? 0, 4);
  });

  it('leaves a head alone while its loss is muted, also with weight decay', async () => {
    const muted = small.losses.map((loss) => (loss.id === 'size' ? { ...loss, muted: true } : loss));
    const { Stepper } = await import('../step/stepper.ts');
    const { Data } = await import('./data.ts');
    const { analyse } = await import('../../core/graph.ts');
    const decaying = makeOptimizer('adamw', { weightDecay: 0.5 });
    const experiment: Experiment = { ...small, losses: muted, optimizer: decaying };
    const data = new Data(experiment);
    const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
    const readAll = async () => {
      const theta = await stepper.theta.data();
      return stepper.layout.slots.map(({ layer, start, size }) => ({
        layer,
        values: theta.slice(start, start + size),
      }));
    };
    const before = await readAll();
    const { losses } = await stepper.step(data.trainingBatch(0, stepper.terms.targets), 0, false);
    if (losses instanceof tf.Tensor) losses.dispose();
    const moved = (await readAll()).filter(({ values }, i) => values.join() !== before[i]?.values.join());
    const layers = (slots: typeof before) => new Set(slots.map(({ layer }) => layer));
    expect([layers(before), layers(moved)]).toEqual([
      new Set(['conv-1', 'head-colour', 'head-size']),
      new Set(['conv-1', 'head-colour']),
    ]);
    stepper.dispose();
  });
});
