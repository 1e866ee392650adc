import { describe, expect, test } from 'vitest';
import { evaluationBatch } from './cost.ts';
import type { Experiment } from './experiment.ts';
import { analyse } from './graph.ts';
import { defaultExperiment, makeLayer, makeLoss, presets } from './presets.ts';

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
    expect(evaluationBatch(experiment, analyse(experiment))).toBe(128);
  });

  test('takes as few as fit where the outputs are large', () => {
    const [few, many] = [wide(3), wide(30)];
    // Twice 3·8 MiB an image in 256 MiB; twice 240 MiB an image in the 720 MiB of a training step.
    expect(evaluationBatch(few, analyse(few))).toBe(5);
    expect(evaluationBatch(many, analyse(many))).toBe(1);
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
