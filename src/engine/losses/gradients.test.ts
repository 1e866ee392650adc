/**
 * The gradient of every loss against central differences of its formula in float64, on odd shapes: one image, one pixel, two
 * classes, images that are not square or smaller than a window, masks that are empty or full.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { TargetKind } from '../../core/datasets/dataset.ts';
import type { LossKindName } from '../../core/losses/index.ts';
import { openBackend } from '../backends/index.ts';
import { type Case, makeCase, measure, wave } from './testing/cases.ts';
import { referenceGradient, referenceLoss } from './testing/reference.ts';

const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

/** Outputs of a shape, away from margins and equal neighbours. */
const outputs = (shape: readonly number[]) =>
  wave(
    shape.reduce((a, b) => a * b, 1),
    1.7,
    2.3,
    0.4,
  );

type Odd = Pick<Case, 'shape' | 'y'> & { readonly on: TargetKind };

const category = (shape: readonly [number, number], y: readonly number[]): Odd => ({ on: 'category', shape, y });
const categories = [category([1, 2], [1]), category([3, 7], [6, 0, 3]), category([2, 3], [2, 2])];
const mask = (shape: readonly number[], y: (i: number) => number): Odd => {
  return { on: 'mask', shape, y: outputs(shape).map((_, i) => y(i)) };
};
const masks = [
  mask([1, 1, 1, 1], () => 1),
  mask([1, 1, 1, 1], () => 0),
  mask([2, 3, 5, 1], (i) => (i % 3 === 0 ? 1 : 0)),
  mask([1, 4, 2, 1], () => 0),
  mask([3, 1, 4, 1], () => 1),
];
const softMasks = [mask([2, 3, 2, 1], (i) => 0.5 + 0.4 * Math.sin(i))];
const numbers: readonly Odd[] = [1, 5].map((count) => ({
  on: 'number',
  shape: [count, 1],
  y: wave(count, 1, 0.9, 1),
}));
const image = (shape: readonly number[]): Odd => ({
  on: 'image',
  shape,
  y: outputs(shape).map((_, i) => 0.5 + 0.4 * Math.sin(0.8 * i)),
});
const images = [image([1, 1, 1, 3]), image([2, 3, 5, 3]), image([1, 9, 8, 3])];

const odd = {
  'softmax-cross-entropy': categories,
  'softmax-focal': categories,
  'multi-class-hinge': categories,
  'sigmoid-cross-entropy': [...masks, ...softMasks, ...categories],
  'sigmoid-focal': [...masks, ...softMasks, ...categories],
  hinge: [...masks, ...categories],
  'squared-hinge': [...masks, ...categories],
  mse: [...numbers, ...images, ...masks],
  mae: [...numbers, ...images, ...masks],
  huber: [...numbers, ...images],
  'log-cosh': [...numbers, ...images],
  ssim: images,
  dice: [...masks, ...softMasks],
  iou: [...masks, ...softMasks],
  tversky: [...masks, ...softMasks],
  'lovasz-hinge': masks,
  l1: numbers,
  l2: numbers,
  'elastic-net': numbers,
  'activity-l1': [...categories, ...images],
  entropy: [...categories, ...masks],
} satisfies Record<LossKindName, readonly Odd[]>;

const cases = Object.entries(odd).flatMap(([kind, list]) =>
  list.map(({ on, shape, y }) => {
    const it = { ...makeCase(kind as LossKindName, on), z: outputs(shape), y, shape };
    return [`${kind} of ${on} ${JSON.stringify(shape)}`, it] as const;
  }),
);

describe.each(['cpu', 'wasm'] as const)('gradients against finite differences on %s', (backend) => {
  beforeAll(() => openBackend(backend, files));

  test.each(cases)('%s', async (_, it) => {
    const { value, gradient } = await measure(it);
    const exact = referenceLoss(it.loss, it.z, it.y, it.shape);
    expect(Math.abs(value - exact)).toBeLessThan(1e-5 * (1 + Math.abs(exact)));
    const expected = referenceGradient(it.loss, it.z, it.y, it.shape);
    const largest = Math.max(...expected.map(Math.abs), 1e-3);
    expect(gradient.length).toBe(expected.length);
    expect(Math.max(...gradient.map((g, k) => Math.abs(g - expected[k]!))) / largest).toBeLessThan(1e-4);
  });
});
