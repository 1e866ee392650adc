import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Experiment } from './experiment.ts';
import { analyse, outputShape, sharedLayers } from './graph.ts';
import type { Layer } from './layers/index.ts';
import { ownsWeights } from './layers/index.ts';
import { findCycle } from './layers/order.ts';
import type { Loss } from './losses/index.ts';
import { makeLayer, makeLoss } from './make.ts';
import { defaultExperiment } from './presets.ts';
import { anyExperiment } from './testing/arbitraries.ts';
import { titlesOf } from './titles.ts';

const image = makeLayer('image', 'input', []);
const colourLoss = makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' });

/** The default experiment (32×32 images, batches of 64) with other layers and losses. */
function withLayers(layers: readonly Layer[], losses: readonly Loss[] = [colourLoss]): Experiment {
  return { ...defaultExperiment, network: { layers: [image, ...layers] }, losses };
}

const nodeOf = (experiment: Experiment, id: string) => analyse(experiment).nodes.get(id);
const head = (input: string, units = 8) => makeLayer('head', 'dense', [input], { units });
/** One layer after the image, then global pooling and a head. */
const around = (kind: Layer['kind'], params: Readonly<Record<string, unknown>> = {}) =>
  withLayers([makeLayer('it', kind, ['image'], params), makeLayer('pool', 'global-pool', ['it']), head('pool')]);

describe('the default network', () => {
  const graph = analyse(defaultExperiment);

  test('has these shapes, parameters and costs, counted by hand', () => {
    const rows = [...graph.nodes.values()].map(({ layer, shape, parameters, flops }) => [
      layer.id,
      shape?.join('×'),
      parameters,
      flops,
    ]);
    expect(rows.slice(0, 7)).toEqual([
      ['image', '32×32×3', 0, 0],
      ['conv-1', '32×32×16', 3 * 3 * 3 * 16 + 16, 2 * 32 * 32 * 16 * 27],
      ['pool-1', '16×16×16', 0, 16 * 16 * 16 * 4],
      ['conv-2', '16×16×32', 3 * 3 * 16 * 32 + 32, 2 * 16 * 16 * 32 * 144],
      ['pool-2', '8×8×32', 0, 8 * 8 * 32 * 4],
      ['flatten', '2048', 0, 0],
      ['dense', '64', 2048 * 64 + 64, 2 * 2048 * 64],
    ]);
    expect(graph.parameters).toBe(448 + 4640 + 131_136 + (64 * 8 + 8) + (64 * 3 + 3));
    expect(graph.problems).toEqual([]);
    expect(graph.isRunnable).toBe(true);
  });

  test('sees this much of the image: 3, then +1 by the pool, +2·2 by the second convolution, +2 by the second pool', () => {
    const views = ['image', 'conv-1', 'pool-1', 'conv-2', 'pool-2', 'flatten', 'dense'].map((id) => {
      const node = graph.nodes.get(id);
      return [node?.receptiveField, node?.jump];
    });
    expect(views).toEqual([
      [1, 1],
      [3, 1],
      [4, 2],
      [8, 2],
      [10, 4],
      [10, 4],
      ['all', 4],
    ]);
  });

  test('shares its trunk between both losses, and no head', () => {
    expect([...sharedLayers(graph, ['colour', 'size'])]).toEqual([
      'image',
      'conv-1',
      'pool-1',
      'conv-2',
      'pool-2',
      'flatten',
      'dense',
    ]);
    expect(graph.nodes.get('head-colour')?.reachedBy).toEqual(['colour']);
    expect([...sharedLayers(graph, ['colour'])]).toEqual([]);
  });

  test('is titled by kinds, numbers and targets', () => {
    expect([...titlesOf(defaultExperiment).values()]).toEqual([
      'Image',
      'Conv 1',
      'Max-pool 1',
      'Conv 2',
      'Max-pool 2',
      'Flatten',
      'Dense',
      'Head: colour',
      'Head: size',
    ]);
  });
});

describe('every kind has its shape and its parameters', () => {
  test.each([
    ['conv2d', { filters: 5, kernel: 5, stride: 2 }, '16×16×5', 5 * 5 * 3 * 5 + 5],
    ['conv2d', { filters: 5, padding: 'valid', bias: false }, '30×30×5', 3 * 3 * 3 * 5],
    ['conv2d', { filters: 5, padding: 'valid', dilation: 2 }, '28×28×5', 3 * 3 * 3 * 5 + 5],
    ['depthwise-conv2d', { multiplier: 2 }, '32×32×6', 3 * 3 * 3 * 2 + 6],
    ['separable-conv2d', { filters: 5 }, '32×32×5', 3 * 3 * 3 + 3 * 5 + 5],
    ['conv2d-transpose', { filters: 5, stride: 2 }, '64×64×5', 3 * 3 * 3 * 5 + 5],
    ['conv2d-transpose', { filters: 5, stride: 2, padding: 'valid' }, '65×65×5', 3 * 3 * 3 * 5 + 5],
    ['max-pool', { size: 3, stride: 2, padding: 'valid' }, '15×15×3', 0],
    ['average-pool', { size: 3, stride: 2 }, '15×15×3', 0],
    ['batch-norm', {}, '32×32×3', 6],
    ['layer-norm', {}, '32×32×3', 6],
    ['dropout', {}, '32×32×3', 0],
    ['spatial-dropout', {}, '32×32×3', 0],
    ['activation', { activation: 'relu' }, '32×32×3', 0],
    ['up-sample', { factor: 3 }, '96×96×3', 0],
    ['zero-pad', { pixels: 2 }, '36×36×3', 0],
    ['reshape', { height: 16, width: 64, channels: 3 }, '16×64×3', 0],
  ] as const)('%s %j', (kind, params, shape, parameters) => {
    const node = nodeOf(around(kind, params), 'it');
    expect([node?.shape?.join('×'), node?.parameters]).toEqual([shape, parameters]);
  });

  test('concatenation adds channels, addition and multiplication keep the shape', () => {
    const merged = (kind: Layer['kind']) =>
      nodeOf(withLayers([makeLayer('it', kind, ['image', 'image'])]), 'it')?.shape;
    expect([merged('concat'), merged('add'), merged('multiply')]).toEqual([
      [32, 32, 6],
      [32, 32, 3],
      [32, 32, 3],
    ]);
  });

  test('statistics of batch normalisation are weights but no parameters', () => {
    expect(nodeOf(around('batch-norm'), 'it')?.weights.map(({ name, trainable }) => [name, trainable])).toEqual([
      ['gamma', true],
      ['beta', true],
      ['moving-mean', false],
      ['moving-variance', false],
    ]);
    expect([ownsWeights(makeLayer('a', 'batch-norm', [])), ownsWeights(makeLayer('a', 'add', []))]).toEqual([
      true,
      false,
    ]);
  });

  test('a head has the shape of its target', () => {
    const targets = (['colour', 'area', 'mask', 'image'] as const).map((id) => {
      const kinds = { colour: 'category', area: 'number', mask: 'mask', image: 'image' } as const;
      const classes =
        id === 'colour'
          ? [
              { id: 'a', label: 'A' },
              { id: 'b', label: 'B' },
            ]
          : undefined;
      return outputShape(
        { id, label: '', help: '', kind: kinds[id], ...(classes ? { classes } : {}) },
        { height: 24, width: 16, channels: 3 },
      );
    });
    expect(targets).toEqual([[2], [1], [24, 16, 1], [24, 16, 3]]);
  });
});

describe('the receptive field', () => {
  test('grows with dilation, with strides before it, and through the wider of two branches', () => {
    const experiment = withLayers([
      makeLayer('dilated', 'conv2d', ['image'], { dilation: 4 }),
      makeLayer('strided', 'conv2d', ['dilated'], { stride: 2, kernel: 1 }),
      makeLayer('wide', 'conv2d', ['strided'], { kernel: 5 }),
      makeLayer('both', 'concat', ['strided', 'wide']),
      makeLayer('up', 'up-sample', ['both']),
    ]);
    const { nodes } = analyse(experiment);
    const views = ['dilated', 'strided', 'wide', 'both', 'up'].map((id) => [
      nodes.get(id)?.receptiveField,
      nodes.get(id)?.jump,
    ]);
    expect(views).toEqual([
      [9, 1],
      [9, 2],
      [17, 2],
      [17, 2],
      [17, 1],
    ]);
  });
});

describe('Problems have a place and, where one exists, a fix', () => {
  const problemsOf = (experiment: Experiment) =>
    analyse(experiment).problems.map(({ severity, at, message, fix }) => ({
      severity,
      at,
      message,
      ...(fix ? { fix } : {}),
    }));

  test('a dense layer on an image wants Flatten', () => {
    expect(problemsOf(withLayers([head('image')]))).toEqual([
      {
        severity: 'error',
        at: ['network', 'head'],
        message: 'Head: colour needs a vector, gets 32×32×3.',
        fix: { kind: 'insert-before', layer: 'head', input: 'image', insert: 'flatten' },
      },
    ]);
  });

  test('a shortcut of another shape wants a projection', () => {
    const layers = [
      makeLayer('conv', 'conv2d', ['image'], { filters: 4 }),
      makeLayer('sum', 'add', ['conv', 'image']),
      makeLayer('pool', 'global-pool', ['sum']),
      head('pool'),
    ];
    expect(problemsOf(withLayers(layers))).toEqual([
      {
        severity: 'error',
        at: ['network', 'sum'],
        message: 'Add needs inputs of one shape, gets 32×32×4 and 32×32×3.',
        fix: { kind: 'project-shortcut', layer: 'sum', input: 'image' },
      },
    ]);
  });

  test('a head with the wrong number of units, or channels, wants the right one', () => {
    const flat = makeLayer('flat', 'flatten', ['image']);
    expect(problemsOf(withLayers([flat, head('flat', 5)]))).toEqual([
      {
        severity: 'error',
        at: ['network', 'head'],
        message: 'Head: colour gives 5, the target needs 8.',
        fix: { kind: 'set', at: ['network', 'head', 'units'], value: 8 },
      },
    ]);
    const mask = makeLoss('mask', 'dice', { output: 'head', target: 'mask' });
    expect(problemsOf(withLayers([makeLayer('head', 'conv2d', ['image'], { filters: 2 })], [mask]))).toEqual([
      {
        severity: 'error',
        at: ['network', 'head'],
        message: 'Head: mask gives 32×32×2, the target needs 32×32×1.',
        fix: { kind: 'set', at: ['network', 'head', 'filters'], value: 1 },
      },
    ]);
  });

  test('a window larger than what is left is an error at its layer alone', () => {
    const pools = Array.from({ length: 6 }, (_, i) =>
      makeLayer(`pool-${i}`, 'max-pool', [i === 0 ? 'image' : `pool-${i - 1}`], { padding: 'valid' }),
    );
    const layers = [...pools, makeLayer('flat', 'flatten', ['pool-5']), head('flat')];
    expect(problemsOf(withLayers(layers))).toEqual([
      {
        severity: 'error',
        at: ['network', 'pool-5'],
        message: 'Max-pool 6 needs at least 2×2, gets 1×1.',
        fix: { kind: 'set', at: ['network', 'pool-5', 'padding'], value: 'same', label: 'Set the padding to same' },
      },
    ]);
  });

  test('a layer that nothing reads is a draft: its mistakes are advice', () => {
    const draft = [makeLayer('draft', 'conv2d', []), makeLayer('loose', 'dense', ['image'])];
    const graph = analyse({
      ...defaultExperiment,
      network: { layers: [...defaultExperiment.network.layers, ...draft] },
    });
    expect(graph.problems.map(({ severity, at }) => [severity, at[1]])).toEqual([
      ['warning', 'draft'],
      ['warning', 'loose'],
    ]);
    expect(graph.isRunnable).toBe(true);
    expect(graph.parameters).toBe(analyse(defaultExperiment).parameters);
  });

  test('a circle is named, and what is outside it is still analysed', () => {
    const layers = [
      makeLayer('a', 'conv2d', ['b']),
      makeLayer('b', 'conv2d', ['a']),
      makeLayer('c', 'flatten', ['image']),
    ];
    expect(findCycle([image, ...layers])).toEqual(['b', 'a']);
    const graph = analyse(withLayers(layers));
    expect(graph.order).toEqual(['image', 'c']);
    expect(graph.problems[0]).toEqual({
      severity: 'error',
      at: ['network', 'b'],
      message: 'b → a is a circle.',
      remedy: 'Remove one of the connections.',
      fix: { kind: 'disconnect', from: 'b', to: 'a', label: 'Cut b → a' },
    });
    expect(findCycle(defaultExperiment.network.layers)).toBeUndefined();
  });

  test.each([
    [
      'a layer that is not there',
      makeLoss('bad', 'mse', { output: 'nowhere', target: 'area' }),
      'Mean squared error reads the layer "nowhere", which is not there.',
    ],
    [
      'a target that is not there',
      makeLoss('bad', 'mse', { output: 'head', target: 'price' }),
      'Mean squared error reads the target "price", which the dataset does not have.',
    ],
    [
      'a target that it does not fit',
      makeLoss('bad', 'dice', { output: 'head', target: 'colour' }),
      'Soft Dice does not fit colour, a category.',
    ],
    [
      'a scope that is not there',
      makeLoss('bad', 'l2', { scope: 'nowhere' }),
      'L2 penalty is over "nowhere", which is not there.',
    ],
  ])('a loss of %s', (_, bad, message) => {
    const layers = [makeLayer('flat', 'flatten', ['image']), head('flat')];
    const problems = problemsOf(withLayers(layers, [colourLoss, bad]));
    expect(problems.map((problem) => [problem.severity, problem.at, problem.message])).toEqual([
      ['error', ['losses', 'bad'], message],
    ]);
  });

  test('a confidence penalty on an image has nothing to be confident of', () => {
    const layers = [makeLayer('conv', 'conv2d', ['image'], { filters: 4 }), makeLayer('pool', 'global-pool', ['conv'])];
    const bad = makeLoss('bad', 'entropy', { output: 'conv' });
    const { problems, isRunnable } = analyse(withLayers([...layers, head('pool')], [colourLoss, bad]));
    expect(problems).toEqual([
      {
        severity: 'error',
        at: ['losses', 'bad'],
        message: 'Confidence penalty needs one logit a class; this output is 32×32×4.',
        remedy: 'Choose another output, or remove it.',
        fix: { kind: 'remove-loss', loss: 'bad' },
      },
    ]);
    expect(isRunnable).toBe(false);
  });

  test.each([
    ['shared', 'what two losses share'],
    ['flat', 'Flatten'],
  ])('a penalty over %s without kernels is 0, and said to be', (scope, where) => {
    const layers = [makeLayer('flat', 'flatten', ['image']), head('flat')];
    const { problems, isRunnable } = analyse(withLayers(layers, [colourLoss, makeLoss('p', 'l2', { scope })]));
    expect(problems).toEqual([
      {
        severity: 'warning',
        at: ['losses', 'p', 'scope'],
        message: `L2 penalty is over ${where}, where no kernels are trained: it is always 0.`,
        remedy: 'Choose another scope: all layers, or one with a trained kernel.',
        fix: { kind: 'rescope', loss: 'p', scope: 'all' },
      },
    ]);
    expect(isRunnable).toBe(true);
  });

  test('a penalty over what is shared, or over one layer, is welcome', () => {
    const penalties = ['shared', 'conv-1', 'head-size'].map((scope, i) => makeLoss(`p-${i}`, 'l2', { scope }));
    const losses = [...defaultExperiment.losses, ...penalties];
    expect(analyse({ ...defaultExperiment, losses }).problems).toEqual([]);
  });

  test('without a loss that reads a target there is nothing to learn', () => {
    const { network } = defaultExperiment;
    const messages = (losses: readonly Loss[]) =>
      analyse({ ...defaultExperiment, network, losses }).problems.map(({ message }) => message);
    const nothing = 'No loss reads a target yet: there is nothing to learn.';
    expect(messages([])).toEqual([nothing]);
    expect(messages([makeLoss('p', 'l2', { scope: 'all' })])).toEqual([nothing]);
    const muted = { ...defaultExperiment.losses[0]!, muted: true };
    expect(messages([muted])).toEqual(['Every loss that reads a target is muted.']);
  });

  test('without weights there is nothing to train', () => {
    const copyLoss = makeLoss('copy', 'mse', { output: 'image', target: 'image' });
    expect(analyse(withLayers([], [copyLoss])).problems.map(({ message }) => message)).toEqual([
      'No layer that a loss reads has weights: there is nothing to train.',
    ]);
  });
});

describe('what would hang a browser is refused, with figures', () => {
  const messages = (experiment: Experiment) => analyse(experiment).problems.map(({ message }) => message);

  test('too many parameters', () => {
    const layers = [
      makeLayer('flat', 'flatten', ['image']),
      makeLayer('wide', 'dense', ['flat'], { units: 2048 }),
      makeLayer('wider', 'dense', ['wide'], { units: 2048 }),
      head('wider'),
    ];
    // (3072 + 1)·2048 + (2048 + 1)·2048 + (2048 + 1)·8
    expect(messages(withLayers(layers))).toEqual(['The network has 10.5 million parameters; 8.0 million are allowed.']);
  });

  test('too much memory and too long a step', () => {
    const experiment = {
      ...around('conv2d', { filters: 512, kernel: 11 }),
      dataset: { ...defaultExperiment.dataset, size: 64 },
      training: { ...defaultExperiment.training, batchSize: 512 },
    };
    // Activations: 3·512·64²·(512 + 3) values of 4 bytes are 12.1 GiB; operations: 3·512·2·64²·512·11²·3 are 2339 G
    expect(messages(experiment)).toEqual([
      'Training would need about 12.2 GiB of memory; 1.5 GiB are allowed.',
      'A step would take 2342 GFLOP; 500 are allowed.',
    ]);
  });

  test('a hundred up-samplings do not overflow', () => {
    const ups = Array.from({ length: 96 }, (_, i) =>
      makeLayer(`up-${i}`, 'up-sample', [i === 0 ? 'image' : `up-${i - 1}`], { factor: 4 }),
    );
    const graph = analyse(withLayers([...ups, makeLayer('pool', 'global-pool', ['up-95']), head('pool')]));
    expect(Number.isFinite(graph.memoryBytes)).toBe(true);
    expect(graph.isRunnable).toBe(false);
  });
});

test('any experiment has an analysis: every layer once and after its inputs, and Problems that say something', () => {
  fc.assert(
    fc.property(anyExperiment, (experiment) => {
      const graph = analyse(experiment);
      expect(new Set(graph.order).size).toBe(experiment.network.layers.length);
      for (const node of graph.nodes.values()) {
        for (const input of node.layer.inputs)
          expect(graph.order.indexOf(input)).toBeLessThan(graph.order.indexOf(node.layer.id));
        expect(node.shape?.every((length) => Number.isInteger(length) && length > 0) ?? true).toBe(true);
      }
      for (const problem of graph.problems) {
        expect(problem.message).toMatch(/^.{9,}\.$/);
        expect(problem.remedy).toMatch(/^.{9,}\.$/);
      }
      expect([graph.parameters, graph.flops, graph.memoryBytes].every(Number.isFinite)).toBe(true);
    }),
    { seed: 2, numRuns: 100 },
  );
});
