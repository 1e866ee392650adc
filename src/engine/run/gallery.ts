/** The gallery: some validation images, what is true of them, and the network's answers in words and pictures. */

import { gallerySize, type Target } from '../../core/datasets/dataset.ts';
import { describeData } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { headMetric, headMetricText } from '../../core/run/headMetrics.ts';
import type { GalleryAnswer, GallerySample } from '../../core/run/protocol.ts';
import type { Drawn, Samples } from '../datasets/samples.ts';
import type { Data } from './data.ts';
import { makeHeadMetric } from './headMetrics.ts';

/** A number is right within this distance: numbers here are shares from 0 to 1. */
const tolerance = 0.05;

/** Numbers of the samples in the gallery: the first ones of the validation. */
export function galleryOf({ validation }: Data): Int32Array {
  return validation.subarray(0, gallerySize);
}

/** The samples at `indices` with what is true of each, by target id, or what the network is told of it. */
export function makeGallery(
  experiment: Experiment,
  samples: Samples,
  indices: ArrayLike<number>,
  isClean = true,
): GallerySample[] {
  const { targets, height, width, channels } = describeData(experiment);
  const bytes = height * width * channels;
  const all = samples.draw(indices);
  const drawn = isClean ? all : { ...all, cleanCategories: all.categories, cleanNumbers: all.numbers };
  return Array.from({ length: indices.length }, (_, i) => {
    const at = indices[i] as number;
    return {
      pixels: drawn.images.slice(at * bytes, (at + 1) * bytes),
      truths: Object.fromEntries(targets.map((target) => [target.id, truthOf(target, drawn, at)])),
    };
  });
}

/** What is true in words; "unknown" where nobody said. */
function truthOf(target: Target, drawn: Drawn, at: number): string {
  if (!isKnown(target, drawn, at)) return 'unknown';
  if (target.kind === 'category') return target.classes?.[drawn.cleanCategories[target.id]?.[at] ?? 0]?.label ?? '';
  if (target.kind === 'number') return (drawn.cleanNumbers[target.id]?.[at] ?? 0).toFixed(2);
  return '';
}

/** The answers of one head, from its outputs [n, …]; a pixel is in the mask where its output is over `threshold`. */
export function answersOf(
  target: Target,
  outputs: Float32Array,
  drawn: Drawn,
  indices: ArrayLike<number>,
  threshold: number,
): GalleryAnswer[] {
  const count = indices.length;
  const length = outputs.length / count;
  return Array.from({ length: count }, (_, i) =>
    answerOf(target, outputs.subarray(i * length, (i + 1) * length), drawn, indices[i] as number, threshold),
  );
}

function isKnown({ id }: Target, { known }: Drawn, at: number): boolean {
  return known[id]?.[at] !== 0;
}

/** The answer; neither right nor wrong where the truth is unknown. */
function answerOf(target: Target, output: Float32Array, drawn: Drawn, at: number, threshold: number): GalleryAnswer {
  const answer = judged(target, output, drawn, at, threshold);
  if (isKnown(target, drawn, at)) return answer;
  const { isRight, ...said } = answer;
  // The text of a picture is how near it comes to the truth.
  return said.pixels ? { ...said, text: '' } : said;
}

function judged(target: Target, output: Float32Array, drawn: Drawn, at: number, threshold: number): GalleryAnswer {
  const truth = truthValues(target, drawn, at, output.length);
  const metric = makeHeadMetric(target, threshold);
  metric.add(output, truth, 1);
  const measured = metric.result();
  const isWhole = target.kind === 'category' || target.kind === 'number';
  if (isWhole && output.some(Number.isNaN)) return { text: 'not a number', isRight: false };
  switch (target.kind) {
    case 'category': {
      const best = output.reduce((top, value, k) => (value > (output[top] ?? -Infinity) ? k : top), 0);
      return { text: target.classes?.[best]?.label ?? '', isRight: measured.accuracy === 1 };
    }
    case 'number':
      return { text: (output[0] ?? 0).toFixed(2), isRight: (measured.mae ?? Number.NaN) <= tolerance };
    case 'mask': {
      const { iou = Number.NaN } = measured;
      const share = (z: number) => (threshold === 0 ? 1 / (1 + Math.exp(-z)) : z);
      return {
        text: `${headMetric('iou').label} ${headMetricText('iou', iou)}`,
        isRight: iou >= 0.5,
        pixels: pixelsOf(output.map(share)),
      };
    }
    case 'image': {
      const { psnr = Number.NaN } = measured;
      return { text: headMetricText('psnr', psnr), isRight: psnr >= 20, pixels: pixelsOf(output) };
    }
    default:
      return target.kind satisfies never;
  }
}

/** What is true of one sample, as the metrics read it: a label, a number, or values in 0…1. */
function truthValues({ kind, id }: Target, drawn: Drawn, at: number, length: number): ArrayLike<number> {
  const own = (all: Uint8Array | undefined) =>
    Float32Array.from(all?.subarray(at * length, (at + 1) * length) ?? [], (byte) => byte / 255);
  switch (kind) {
    case 'category':
      return [drawn.cleanCategories[id]?.[at] ?? Number.NaN];
    case 'number':
      return [drawn.cleanNumbers[id]?.[at] ?? Number.NaN];
    case 'mask':
      return own(drawn.cleanMasks[id]);
    case 'image':
      return own(drawn.images);
    default:
      return kind satisfies never;
  }
}

/** Values in 0…1 as the pixels of a picture. */
function pixelsOf(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => 255 * Math.min(1, Math.max(0, value)));
}
