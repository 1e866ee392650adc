/** The gallery: some validation images, what is true of them, and the network's answers in words and pictures. */

import type { Target } from '../../core/datasets/dataset.ts';
import { datasets } from '../../core/datasets/index.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { GalleryAnswer, GallerySample } from '../../core/run/protocol.ts';
import type { Drawn, Samples } from '../datasets/samples.ts';

/** Images in the gallery. */
export const gallerySize = 16;

/** A number is right within this distance: numbers here are shares from 0 to 1. */
const tolerance = 0.05;

/** The samples at `indices` with what is true of each, by target id. */
export function makeGallery(experiment: Experiment, samples: Samples, indices: ArrayLike<number>): GallerySample[] {
  const { targets } = datasets[experiment.dataset.kind];
  const bytes = samples.size * samples.size * 3;
  const drawn = samples.draw(indices);
  return Array.from({ length: indices.length }, (_, i) => {
    const at = indices[i] as number;
    return {
      pixels: drawn.images.slice(at * bytes, (at + 1) * bytes),
      truths: Object.fromEntries(targets.map((target) => [target.id, truthOf(target, drawn, at)])),
    };
  });
}

function truthOf(target: Target, drawn: Drawn, at: number): string {
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

function answerOf(target: Target, output: Float32Array, drawn: Drawn, at: number, threshold: number): GalleryAnswer {
  switch (target.kind) {
    case 'category': {
      const best = output.reduce((top, value, k) => (value > (output[top] ?? -Infinity) ? k : top), 0);
      return { text: target.classes?.[best]?.label ?? '', isRight: best === drawn.cleanCategories[target.id]?.[at] };
    }
    case 'number': {
      const value = output[0] ?? 0;
      const truth = drawn.cleanNumbers[target.id]?.[at] ?? 0;
      return { text: value.toFixed(2), isRight: Math.abs(value - truth) <= tolerance };
    }
    case 'mask': {
      const truth = drawn.cleanMasks[target.id]?.subarray(at * output.length, (at + 1) * output.length);
      let both = 0;
      let either = 0;
      for (const [j, z] of output.entries()) {
        const isIn = z > threshold;
        const isTrue = (truth?.[j] ?? 0) >= 128;
        both += Number(isIn && isTrue);
        either += Number(isIn || isTrue);
      }
      const iou = either === 0 ? 1 : both / either;
      const share = (z: number) => (threshold === 0 ? 1 / (1 + Math.exp(-z)) : Math.min(1, Math.max(0, z)));
      const pixels = Uint8Array.from(output, (z) => 255 * share(z));
      return { text: `IoU ${iou.toFixed(2)}`, isRight: iou >= 0.5, pixels };
    }
    case 'image': {
      let squares = 0;
      for (const [j, value] of output.entries()) {
        squares += (value - (drawn.images[at * output.length + j] ?? 0) / 255) ** 2;
      }
      const psnr = -10 * Math.log10(Math.max(1e-10, squares / output.length));
      const pixels = Uint8Array.from(output, (value) => 255 * Math.min(1, Math.max(0, value)));
      return { text: `${psnr.toFixed(0)} dB`, isRight: psnr >= 20, pixels };
    }
    default:
      return target.kind satisfies never;
  }
}
