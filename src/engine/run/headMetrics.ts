/**
 * The metrics of a head over many batches, in float64 on numbers that were read back: counts and sums, no images kept.
 * An output that is not a number is a wrong answer, never a lucky one.
 */
import type { Target } from '../../core/datasets/dataset.ts';
import type { HeadMetricName } from '../../core/run/headMetrics.ts';

/** Adds up batches; `result` may be asked at any time and is NaN where nothing was added. */
export interface HeadMetric {
  /** Outputs [count, …] as the head gives them, and the truths: labels or numbers [count], masks, images. */
  add(output: ArrayLike<number>, truth: ArrayLike<number>, count: number): void;
  result(): Readonly<Partial<Record<HeadMetricName, number>>>;
  /** Of categories: images by [truth][answer]. */
  confusion?(): readonly (readonly number[])[];
}

/** The metrics for a target. `threshold`: where a mask's output says inside, 0 for logits, ½ for values. */
export function makeHeadMetric(target: Target, threshold = 0): HeadMetric {
  switch (target.kind) {
    case 'category':
      return forCategories(target.classes?.length ?? 0);
    case 'number':
      return forNumbers();
    case 'mask':
      return forMasks(threshold);
    case 'image':
      return forImages();
    default:
      return target.kind satisfies never;
  }
}

function forCategories(classes: number): HeadMetric {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const truths = new Array<number>(classes).fill(0);
  let images = 0;
  let second = 0;
  const right = () => counts.reduce((sum, row, k) => sum + (row[k] ?? 0), 0);
  return {
    add(output, truth, count) {
      images += count;
      for (let i = 0; i < count; i++) {
        const label = truth[i] ?? 0;
        truths[label] = (truths[label] ?? 0) + 1;
        const row = Array.from({ length: classes }, (_, k) => output[i * classes + k] ?? Number.NaN);
        if (row.some(Number.isNaN)) continue;
        const order = row.map((_, k) => k).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b);
        const cells = counts[label];
        const best = order[0] ?? 0;
        if (cells) cells[best] = (cells[best] ?? 0) + 1;
        if (order.slice(0, 2).includes(label)) second++;
      }
    },
    result() {
      const scores = counts.flatMap((row, k) => {
        const answers = counts.reduce((sum, other) => sum + (other[k] ?? 0), 0);
        const all = (truths[k] ?? 0) + answers;
        return all === 0 ? [] : [(2 * (row[k] ?? 0)) / all];
      });
      return {
        accuracy: right() / images,
        'top-2': second / images,
        'macro-f1': scores.reduce((sum, score) => sum + score, 0) / scores.length,
      };
    },
    confusion: () => counts.map((row) => [...row]),
  };
}

function forNumbers(): HeadMetric {
  let [count, absolute, squared, mean, spread] = [0, 0, 0, 0, 0];
  return {
    add(output, truth, images) {
      for (let i = 0; i < images; i++) {
        const y = truth[i] ?? Number.NaN;
        const error = (output[i] ?? Number.NaN) - y;
        absolute += Math.abs(error);
        squared += error * error;
        // Welford's running mean and sum of squared deviations
        const away = y - mean;
        mean += away / ++count;
        spread += away * (y - mean);
      }
    },
    result: () => ({
      mae: absolute / count,
      rmse: Math.sqrt(squared / count),
      r2: spread > 0 ? 1 - squared / spread : Number.NaN,
    }),
  };
}

function forMasks(threshold: number): HeadMetric {
  let [both, predicted, inside, pixels] = [0, 0, 0, 0];
  return {
    add(output, truth) {
      pixels += output.length;
      for (let i = 0; i < output.length; i++) {
        const isInside = (truth[i] ?? 0) >= 0.5;
        const value = output[i] ?? Number.NaN;
        const isPredicted = Number.isNaN(value) ? !isInside : value > threshold;
        if (isInside) inside++;
        if (isPredicted) predicted++;
        if (isInside && isPredicted) both++;
      }
    },
    result() {
      if (pixels === 0) return { iou: Number.NaN, dice: Number.NaN };
      const either = predicted + inside - both;
      // Nothing there and nothing found is right.
      if (either === 0) return { iou: 1, dice: 1 };
      return { iou: both / either, dice: (2 * both) / (predicted + inside) };
    },
  };
}

function forImages(): HeadMetric {
  let [squared, count] = [0, 0];
  return {
    add(output, truth) {
      count += output.length;
      for (let i = 0; i < output.length; i++) squared += ((output[i] ?? Number.NaN) - (truth[i] ?? Number.NaN)) ** 2;
    },
    result: () => ({ psnr: -10 * Math.log10(Math.max(squared / count, 1e-10)) }),
  };
}
