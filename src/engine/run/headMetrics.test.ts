import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Target } from '../../core/datasets/dataset.ts';
import { headMetricsOf } from '../../core/run/headMetrics.ts';
import { makeHeadMetric } from './headMetrics.ts';

const target = (kind: Target['kind']): Target => ({
  id: 'it',
  label: 'It',
  help: '',
  kind,
  ...(kind === 'category' ? { classes: ['a', 'b', 'c'].map((id) => ({ id, label: id })) } : {}),
});

test('categories: accuracy, top-2, macro-F1 and the confusion matrix, counted by hand', () => {
  const metric = makeHeadMetric(target('category'));
  metric.add([3, 1, 0, /* b */ 2, 1, 0, /* c */ 0, 1, 2], [0, 1, 2], 3);
  metric.add([0, 5, 1], [0], 1);
  const result = metric.result();
  expect(metric.confusion?.()).toEqual([
    [1, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ]);
  // F1: a 2·1/(2+2), b 0/(1+1), c 2·1/(1+1)
  expect(result).toEqual({ accuracy: 0.5, 'top-2': 0.75, 'macro-f1': 0.5 });
});

test('a class that neither occurs nor is answered does not count in macro-F1', () => {
  const metric = makeHeadMetric(target('category'));
  metric.add([1, 0, 0, 0, 1, 0], [0, 1], 2);
  expect(metric.result()).toEqual({ accuracy: 1, 'top-2': 1, 'macro-f1': 1 });
});

test('an answer that is not a number is wrong in every metric', () => {
  const category = makeHeadMetric(target('category'));
  category.add([Number.NaN, 0, 0], [0], 1);
  expect(category.result()).toEqual({ accuracy: 0, 'top-2': 0, 'macro-f1': 0 });
  const mask = makeHeadMetric(target('mask'));
  mask.add([Number.NaN, Number.NaN], [0, 1], 1);
  expect(mask.result()).toEqual({ iou: 0, dice: 0 });
  const image = makeHeadMetric(target('image'));
  image.add([Number.NaN], [0], 1);
  expect(image.result()).toEqual({ psnr: Number.NaN });
});

test('numbers: errors and the share of variance explained', () => {
  const metric = makeHeadMetric(target('number'));
  metric.add([1, 2], [1, 4], 2);
  metric.add([6], [7], 1);
  // Truths 1, 4, 7: spread 18; errors 0, −2, −1
  const { mae, rmse, r2 } = metric.result();
  expect([mae, rmse, r2].map((value) => value?.toFixed(12))).toEqual(
    [1, Math.sqrt(5 / 3), 1 - 5 / 18].map((value) => value.toFixed(12)),
  );
});

test('numbers that are all alike have no R²', () => {
  const metric = makeHeadMetric(target('number'));
  metric.add([1, 2], [3, 3], 2);
  expect(metric.result()).toEqual({ mae: 1.5, rmse: Math.sqrt(2.5), r2: Number.NaN });
});

test('masks: IoU and Dice over the whole set, from logits or from values', () => {
  const metric = makeHeadMetric(target('mask'));
  metric.add([5, -5, 5, -5], [1, 1, 0, 0], 1);
  metric.add([0.1, 0.1, -1, -1], [1, 0.6, 0, 0.4], 1);
  expect(metric.result()).toEqual({ iou: 3 / 5, dice: 6 / 8 });
  const values = makeHeadMetric(target('mask'), 0.5);
  values.add([0.9, 0.4], [1, 0], 1);
  expect(values.result()).toEqual({ iou: 1, dice: 1 });
});

test('empty masks that are found empty are right', () => {
  const metric = makeHeadMetric(target('mask'));
  metric.add([-1, -1], [0, 0], 1);
  expect(metric.result()).toEqual({ iou: 1, dice: 1 });
});

test('images: an error of a tenth everywhere is 20 dB, none is 100', () => {
  const metric = makeHeadMetric(target('image'));
  metric.add([0.5, 0.25], [0.5, 0.25], 1);
  expect(metric.result()).toEqual({ psnr: 100 });
  const noisy = makeHeadMetric(target('image'));
  noisy.add([0.1, 0.9], [0, 1], 1);
  expect(noisy.result().psnr).toBeCloseTo(20, 10);
});

test('every kind gives the metrics of its row and no other, also before anything was added', () => {
  for (const kind of ['category', 'number', 'mask', 'image'] as const) {
    const result = makeHeadMetric(target(kind)).result();
    expect(Object.keys(result)).toEqual(headMetricsOf(kind));
    expect(Object.values(result).filter((value) => !Number.isNaN(value))).toEqual([]);
  }
});

test('how the images are dealt into batches does not matter', () => {
  const row = fc.tuple(
    fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }),
    fc.nat(2),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), fc.nat(19), (rows, cut) => {
      for (const kind of ['category', 'number', 'mask', 'image'] as const) {
        const width = kind === 'number' ? 1 : 3;
        const outputs = (part: typeof rows) => part.flatMap(([values]) => values.slice(0, width));
        const truths = (part: typeof rows) =>
          part.flatMap(([, label]) => (kind === 'category' || kind === 'number' ? [label] : [label / 2, 0, 1]));
        const [whole, parts] = [makeHeadMetric(target(kind)), makeHeadMetric(target(kind))];
        whole.add(outputs(rows), truths(rows), rows.length);
        for (const part of [rows.slice(0, cut), rows.slice(cut)]) parts.add(outputs(part), truths(part), part.length);
        expect(parts.result()).toEqual(whole.result());
      }
    }),
    { seed: 1, numRuns: 50 },
  );
});
