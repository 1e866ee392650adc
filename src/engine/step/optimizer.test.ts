/**
 * The optimizers against their published update rules, a number at a time in float64: SGD; Polyak 1964 and Sutskever et
 * al. 2013 in the form of PyTorch (v ← μv + g); Tieleman & Hinton 2012; Kingma & Ba 2015, Algorithm 1; Loshchilov & Hutter
 * 2019, Algorithm 2 with a schedule of 1.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeOptimizer } from '../../core/make.ts';
import { type Optimizer, optimizerKinds } from '../../core/optimizers.ts';
import type { OptimizerState } from '../../core/run/checkpoint.ts';
import { openBackend } from '../backends/index.ts';
import { FlatOptimizer } from './optimizer.ts';

const rate = 0.03;
const size = 7;
const ranges = [
  { start: 0, end: 2 },
  { start: 3, end: 6 },
];
/** 0, 1, 3, 4, 5: a step leaves the others alone. */
const isActive = (k: number) => ranges.some(({ start, end }) => k >= start && k < end);
const initial = Array.from({ length: size }, (_, k) => Math.sin(k + 1));
const gradientAt = (step: number) => Array.from({ length: size }, (_, k) => Math.cos(3 * step + k) * 10 ** (k - 3));

/** θ after each step on the gradients g₁, g₂ …, for one number. */
type Rule = (theta: number, gradients: readonly number[]) => number[];

/** Steps by `step`, which keeps two moments of its own. */
const rule =
  (step: (theta: number, g: number, moments: [number, number], t: number) => number): Rule =>
  (start, gradients) => {
    const moments: [number, number] = [0, 0];
    let theta = start;
    return gradients.map((g, i) => {
      theta = step(theta, g, moments, i + 1);
      return theta;
    });
  };

const adam = (beta1: number, beta2: number, epsilon: number, decay: number) =>
  rule((theta, g, moments, t) => {
    moments[0] = beta1 * moments[0] + (1 - beta1) * g;
    moments[1] = beta2 * moments[1] + (1 - beta2) * g * g;
    const m = moments[0] / (1 - beta1 ** t);
    const v = moments[1] / (1 - beta2 ** t);
    return theta - rate * (m / (Math.sqrt(v) + epsilon) + decay * theta);
  });

const momentum = (mu: number, isNesterov: boolean) =>
  rule((theta, g, moments) => {
    moments[0] = mu * moments[0] + g;
    return theta - rate * (isNesterov ? g + mu * moments[0] : moments[0]);
  });

const cases: readonly (readonly [name: string, optimizer: Optimizer, rule: Rule])[] = [
  ['sgd', makeOptimizer('sgd'), rule((theta, g) => theta - rate * g)],
  ['momentum', makeOptimizer('momentum', { momentum: 0.8 }), momentum(0.8, false)],
  ['momentum of Nesterov', makeOptimizer('momentum', { momentum: 0.8, nesterov: true }), momentum(0.8, true)],
  [
    'rmsprop',
    makeOptimizer('rmsprop', { rho: 0.7, epsilon: 0.01 }),
    rule((theta, g, moments) => {
      moments[0] = 0.7 * moments[0] + 0.3 * g * g;
      return theta - (rate * g) / Math.sqrt(moments[0] + 0.01);
    }),
  ],
  ['adam', makeOptimizer('adam', { beta1: 0.8, beta2: 0.95, epsilon: 0.01 }), adam(0.8, 0.95, 0.01, 0)],
  [
    'adamw',
    makeOptimizer('adamw', { beta1: 0.8, beta2: 0.95, epsilon: 0.01, weightDecay: 0.5 }),
    adam(0.8, 0.95, 0.01, 0.5),
  ],
];

test('every kind has a rule', () => {
  expect(new Set(cases.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(optimizerKinds)));
});

/** θ after each of the steps `from` … `to` − 1, and the state after them. */
async function run(optimizer: Optimizer, from: number, to: number, theta: readonly number[], state?: OptimizerState) {
  const flat = new FlatOptimizer(optimizer, size, state);
  let at = tf.tensor1d([...theta]);
  const thetas: number[][] = [];
  for (let step = from; step < to; step++) {
    const gradient = tf.tensor1d(gradientAt(step));
    const next = flat.apply(at, gradient, rate, ranges);
    tf.dispose([at, gradient]);
    at = next;
    thetas.push([...(await at.data())]);
  }
  const saved = await flat.save();
  flat.dispose();
  at.dispose();
  return { thetas, saved };
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => openBackend(backend, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

  test.each(cases)(
    '%s steps by its rule where it is told to, and leaves no tensor behind',
    async (_, optimizer, by) => {
      const tensors = tf.memory().numTensors;
      const { thetas } = await run(optimizer, 0, 5, initial);
      const expected = initial.map((theta, k) => {
        const gradients = [0, 1, 2, 3, 4].map((step) => gradientAt(step)[k]!);
        return isActive(k) ? by(theta, gradients) : gradients.map(() => theta);
      });
      const close = (step: number) => expected.map((values) => expect.closeTo(values[step]!, 5));
      expect(thetas).toEqual([0, 1, 2, 3, 4].map(close));
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );

  test.each(cases)('%s goes on from what it saved', async (_, optimizer) => {
    const { thetas } = await run(optimizer, 0, 5, initial);
    const half = await run(optimizer, 0, 3, initial);
    const rest = await run(optimizer, 3, 5, half.thetas.at(-1)!, half.saved);
    expect(rest.thetas).toEqual(thetas.slice(3));
  });
});
