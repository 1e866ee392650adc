import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { openBackend } from '../backends/index.ts';
import { initialValues, layOut } from './layout.ts';
import { Regulariser } from './regulariser.ts';

beforeAll(() => openBackend('cpu', ''));

const factors: Readonly<Record<string, { readonly l1: number; readonly l2: number }>> = {
  'conv-2': { l1: 0.5, l2: 0 },
  dense: { l1: 0, l2: 0.25 },
  'head-size': { l1: 0.125, l2: 2 },
};
const experiment: Experiment = {
  ...defaultExperiment,
  network: { layers: defaultExperiment.network.layers.map((layer) => ({ ...layer, ...factors[layer.id] })) },
};

it('adds the slope of Σ λ₁|w| + λ₂w² over the kernels of each layer, by central differences, and nothing elsewhere', () => {
  const layout = layOut(experiment, graphOf(experiment));
  // No weight is near 0, where |w| has a kink; biases are not 0.
  const theta = initialValues(experiment, layout).map((value) => (value < 0 ? value - 0.5 : value + 0.5));
  const regulariser = new Regulariser(experiment, layout);
  const found = tf.tidy(() => regulariser.addTo(tf.fill([layout.size], 3), tf.tensor1d(theta)).dataSync());
  regulariser.dispose();
  const h = 2 ** -10;
  const slopes = layout.slots.flatMap(({ layer, spec, start, size }) => {
    const { l1, l2 } = (spec.name === 'kernel' && factors[layer]) || { l1: 0, l2: 0 };
    const penalty = (w: number) => l1 * Math.abs(w) + l2 * w ** 2;
    return Array.from(theta.subarray(start, start + size), (w) => (penalty(w + h) - penalty(w - h)) / (2 * h));
  });
  expect(slopes.filter((slope) => slope > 2).length).toBeGreaterThan(0);
  expect(found.length).toBe(slopes.length);
  expect(slopes.reduce((most, slope, k) => Math.max(most, Math.abs(found[k]! - 3 - slope)), 0)).toBeLessThan(1e-5);
});

it('is not active, and gives the gradient itself, where no layer has any', () => {
  const regulariser = new Regulariser(defaultExperiment, layOut(defaultExperiment, graphOf(defaultExperiment)));
  const gradient = tf.tensor1d([1]);
  expect(regulariser.isActive).toBe(false);
  expect(regulariser.addTo(gradient, gradient)).toBe(gradient);
  gradient.dispose();
});
