import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer, makeLoss } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { conv, draft, head, image, pool } from '../../core/templates/draft.ts';
import { openBackend } from '../backends/index.ts';
import { initialValues, layOut } from './layout.ts';
import { Tape } from './tape.ts';
import { Terms } from './terms.ts';

beforeAll(() => openBackend('cpu', ''));

/** A convolution with ReLU, pooled; `reads` puts a penalty on what comes out of it. */
function experimentOf(isFused: boolean, reads: boolean): Experiment {
  const first = conv('conv', 'image', 4, { initializer: 'he', activation: isFused ? 'relu' : 'linear' });
  const relu = makeLayer('relu', 'activation', ['conv'], { activation: 'relu' });
  const end = isFused ? 'conv' : 'relu';
  return draft({
    title: 'Pooled ReLU',
    dataset: { size: 16 },
    layers: [
      image,
      first,
      ...(isFused ? [] : [relu]),
      pool('pool', end),
      makeLayer('flatten', 'flatten', ['pool']),
      head('size', 'flatten', 3),
    ],
    losses: [
      makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' }),
      ...(reads ? [makeLoss('quiet', 'activity-l1', { output: end })] : []),
    ],
  });
}

async function gradients(experiment: Experiment): Promise<number[][]> {
  const graph = analyse(experiment);
  const layout = layOut(experiment, graph);
  const terms = new Terms(experiment, graph, layout);
  const random = makeRandom(1);
  const noise = Float32Array.from({ length: 4 * 16 * 16 * 3 }, () => random.normal());
  const tensors = tf.tidy(() => {
    const images = tf.tensor4d(noise, [4, 16, 16, 3]);
    const targets = new Map([['size', tf.tensor1d([0, 1, 2, 1], 'int32')]]);
    const theta = tf.tensor1d(initialValues(experiment, layout));
    const mode = { isTraining: true, random, updates: new Map() };
    const { value, tape } = Tape.record(() =>
      terms.evaluate(theta, new Map(), { images, targets, weights: new Map(), size: 4 }, mode),
    );
    const rows = value.losses.map((loss) => tape.backward(theta, [[loss, 1]]));
    tape.end();
    return rows;
  });
  const rows = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(tensors);
  return rows;
}

test.each([false, true])(
  'a ReLU before a pooling has the same gradient fused as on its own (read by a loss: %s)',
  async (reads) => {
    const [fused, apart] = [await gradients(experimentOf(true, reads)), await gradients(experimentOf(false, reads))];
    expect(fused.length).toBe(reads ? 2 : 1);
    fused.forEach((row, i) => {
      expect(row.some((value) => value !== 0)).toBe(true);
      row.forEach((value, k) => {
        expect(value).toBeCloseTo(apart[i]?.[k] ?? Number.NaN, 6);
      });
    });
  },
);

test('a network of a single weight trains: its gradient is that of a linear classifier, Xᵀ(p − y)/B', async () => {
  const experiment = draft({
    title: 'One kernel',
    dataset: { size: 16 },
    layers: [
      image,
      makeLayer('flatten', 'flatten', ['image']),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3, bias: false }),
    ],
    losses: [makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' })],
  });
  const [found] = await gradients(experiment);
  const layout = layOut(experiment, analyse(experiment));
  const [theta, random, length] = [initialValues(experiment, layout), makeRandom(1), 16 * 16 * 3];
  const x = Array.from({ length: 4 }, () => Array.from({ length }, () => Math.fround(random.normal())));
  const expected = new Array<number>(3 * length).fill(0);
  for (const [b, label] of [0, 1, 2, 1].entries()) {
    const logits = [0, 1, 2].map((k) => x[b]!.reduce((sum, value, i) => sum + value * theta[3 * i + k]!, 0));
    const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
    for (const [k, z] of logits.entries())
      for (const [i, value] of x[b]!.entries())
        expected[3 * i + k]! += (value * (Math.exp(z) / total - (k === label ? 1 : 0))) / 4;
  }
  expect(found?.length).toBe(expected.length);
  expect(Math.max(...expected.map((value, k) => Math.abs(value - found![k]!)))).toBeLessThan(1e-5);
});
