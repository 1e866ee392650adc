import { describe, expect, test } from 'vitest';
import { evaluationBatch } from './cost.ts';
import type { Experiment } from './experiment.ts';
import { analyse } from './graph.ts';
import { makeLayer, makeLoss, makeStrategy } from './make.ts';
import { defaultExperiment, presets } from './presets.ts';

/** `count` convolutions of 512 filters on 64×64 images, one image a step: 8 MiB an output. */
function wide(count: number): Experiment {
  const layers = Array.from({ length: count }, (_, i) =>
    makeLayer(`conv-${i}`, 'conv2d', [i === 0 ? 'image' : `conv-${i - 1}`], { filters: 512, kernel: 1, bias: false }),
  );
  return {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, size: 64, count: 64 },
    network: {
      layers: [
        makeLayer('image', 'input', []),
        ...layers,
        makeLayer('pool', 'global-pool', [`conv-${count - 1}`]),
        makeLayer('head', 'dense', ['pool'], { units: 8 }),
      ],
    },
    losses: [makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' })],
    training: { ...defaultExperiment.training, batchSize: 1 },
  };
}

describe('an evaluation', () => {
  test.each(presets)('takes 128 images at a time: $id', ({ experiment }) => {
    expect(evaluationBatch(experiment, analyse(experiment).nodes.values())).toBe(128);
  });

  test('takes as few as fit where the outputs are large', () => {
    const [few, many] = [wide(3), wide(30)];
    // Twice 3·8 MiB an image in 256 MiB; twice 240 MiB an image in the 720 MiB of a training step.
    expect(evaluationBatch(few, analyse(few).nodes.values())).toBe(5);
    expect(evaluationBatch(many, analyse(many).nodes.values())).toBe(1);
  });

  test('counts where it needs more memory than a step', () => {
    // 5 images of 24 MiB (and the image, 49,152 bytes, the pool and the head) twice; parameters five times; the dataset.
    const values = 3 * 64 * 64 * 512 + 64 * 64 * 3 + 512 + 8;
    const parameters = 3 * 512 + 2 * 512 * 512 + 512 * 8 + 8;
    expect(analyse(wide(3)).memoryBytes).toBe(5 * 8 * values + 20 * parameters + 5 * 64 * 64 * 64);
  });

  test('never keeps from running what can be trained', () => {
    const { memoryBytes, problems } = analyse(wide(30));
    const values = 30 * 64 * 64 * 512 + 64 * 64 * 3 + 512 + 8;
    const parameters = 3 * 512 + 29 * 512 * 512 + 512 * 8 + 8;
    expect(memoryBytes).toBe(12 * values + 28 * parameters + 5 * 64 * 64 * 64);
    expect(problems).toEqual([]);
  });
});

test('a dilated convolution costs its dense kernel, as that is computed', () => {
  const dilated = (dilation: number): Experiment => {
    const experiment = wide(1);
    const layers = experiment.network.layers.map((layer) =>
      layer.kind === 'conv2d' ? { ...layer, filters: 16, kernel: 11, dilation } : layer,
    );
    return { ...experiment, network: { layers } };
  };
  const [dense, spread] = [analyse(dilated(1)), analyse(dilated(8))];
  // 11 taps 8 apart: 81².
  expect(spread.flops - dense.flops).toBe(2 * 64 * 64 * 16 * 3 * (81 ** 2 - 11 ** 2));
  expect(spread.memoryBytes - dense.memoryBytes).toBe(4 * 4 * 88 ** 2 * 3 * 16);
});

test('optimizers of their own keep more of the outputs at once', () => {
  const bytes = (kind: Experiment['schedule']['kind']) =>
    analyse({ ...defaultExperiment, schedule: { kind }, training: { ...defaultExperiment.training, batchSize: 128 } })
      .memoryBytes;
  const values = 32 * 32 * (3 + 16) + 16 * 16 * (16 + 32) + 8 * 8 * 32 * 2 + 64 + 8 + 3;
  expect(bytes('simultaneous') - bytes('joint')).toBe(4 * 128 * values);
  expect(bytes('alternating') - bytes('joint')).toBe(4 * 2 * 128 * values);
});

describe('a step', () => {
  const trunk = 2 * 32 * 32 * 16 * 27 + 16 * 16 * 16 * 4 + 2 * 16 * 16 * 32 * 144 + 8 * 8 * 32 * 4 + 2 * 2048 * 64;
  const [colour, size] = [2 * 64 * 8, 2 * 64 * 3];
  const forward = trunk + colour + size;
  const penalty = makeLoss('sparse', 'activity-l1', { output: 'dense' });
  const turns = (...counts: readonly number[]): Partial<Experiment> => ({
    schedule: { kind: 'alternating' },
    losses: defaultExperiment.losses.map((loss, i) => ({ ...loss, turns: counts[i] ?? 1 })),
  });
  const withPenalty = { losses: [...defaultExperiment.losses, penalty] };

  test.each<readonly [string, Partial<Experiment>, number, number, number]>([
    ['on the sum goes back once', {}, 1, 1, 3 * forward],
    ['of MGDA once a loss', { strategy: makeStrategy('mgda') }, 1, 2, forward + 2 * (2 * trunk + colour + size)],
    [
      'of MGDA with a penalty once more',
      { strategy: makeStrategy('mgda'), ...withPenalty },
      1,
      3,
      forward + 2 * (3 * trunk + colour + size),
    ],
    ['of FAMO looks at the losses again', { strategy: makeStrategy('famo') }, 2, 1, 4 * forward],
    [
      'of a rescaled sum measures every gradient',
      { strategy: { ...makeStrategy('sum'), length: 'sum' } },
      1,
      2,
      forward + 2 * (2 * trunk + colour + size),
    ],
    [
      'of two optimizers together goes back once each',
      { schedule: { kind: 'simultaneous' } },
      1,
      2,
      forward + 2 * (2 * trunk + colour + size),
    ],
    [
      'of two optimizers in turn goes there and back at every turn',
      turns(3, 1),
      4,
      4,
      4 * forward + 2 * (4 * trunk + 3 * colour + size),
    ],
    [
      'of two optimizers in turn takes a penalty at every turn',
      { ...turns(3, 1), losses: [...(turns(3, 1).losses ?? []), penalty] },
      4,
      8,
      4 * forward + 2 * (4 * trunk + 3 * colour + size) + 2 * 4 * trunk,
    ],
  ])('%s', (_, change, forwards, backwards, flops) => {
    const experiment: Experiment = { ...defaultExperiment, ...change };
    expect(analyse(experiment).step).toEqual({ forward: forwards, backward: backwards, flops: 64 * flops });
  });

  test('of two towers costs no more with a pass a loss than with one on the sum', () => {
    const separate = presets.find(({ id }) => id === 'colour-size-separate')?.experiment ?? defaultExperiment;
    const graph = analyse({ ...separate, strategy: makeStrategy('mgda') });
    expect(graph.step).toEqual({ forward: 1, backward: 2, flops: 64 * 3 * graph.flops });
  });

  test('of too many turns is refused, with what it would take and what is allowed', () => {
    const training = { ...defaultExperiment.training, batchSize: 512 };
    const { problems, isRunnable } = analyse({ ...defaultExperiment, ...turns(100, 100), training });
    expect(isRunnable).toBe(false);
    expect(problems).toEqual([
      {
        severity: 'error',
        at: ['network'],
        message: 'A step would take 1085 GFLOP (forward 200×, backward 200×); 500 are allowed.',
        remedy: 'Use fewer steps a turn, a smaller batch, smaller images, fewer filters, or pool earlier.',
      },
    ]);
  });
});
