/** Makes the dataset `wardrobe`: a scene for every sample, its pixels, and its labels with and without label noise. */
import { colours, garments, patterns, sizes, type WardrobeOptions } from '../../core/datasets/wardrobe.ts';
import { makeRandom } from '../../core/random.ts';
import { makeCanvas } from './canvas.ts';
import { makeGarments } from './garments.ts';
import { paint } from './paint.ts';
import type { Progress, Samples } from './samples.ts';
import { drawScene } from './scene.ts';

/** Samples between two reports of progress: some ten milliseconds at 32×32. */
const CHUNK = 64;

/** Sample i depends on the options and on i, not on `count`: a larger set begins with the smaller one. */
export async function generateWardrobe(options: WardrobeOptions, onProgress?: Progress): Promise<Samples> {
  const { seed, count, size } = options;
  const outlines = makeGarments();
  const root = makeRandom(seed);
  const canvas = makeCanvas(count, size);
  const area = new Float32Array(count);
  const clean = columns(count);
  const noisy = columns(count);
  // The images whose mask and area each image is given: its own, but for label noise.
  const maskOf = new Uint32Array(count);
  const areaOf = new Uint32Array(count);

  for (let i = 0; i < count; i++) {
    if (i % CHUNK === 0) await onProgress?.(i, count);
    const random = root.fork(`wardrobe-${i}`);
    const scene = drawScene(random.fork('scene'), options, outlines);
    const grain = { seed: random.fork('grain').index(2 ** 32), deviation: options.noise };
    const garment = outlines[garments[scene.garment]!.id];
    area[i] = paint(canvas, i, scene, garment, grain) / (255 * size * size);

    const labels = random.fork('labels');
    const label = (id: 'garment' | 'colour' | 'size' | 'pattern', classes: number, rate: number): void => {
      const wrong = labels.next() < rate;
      const shift = 1 + labels.index(classes - 1);
      clean[id][i] = scene[id];
      noisy[id][i] = wrong ? (scene[id] + shift) % classes : scene[id];
    };
    label('garment', garments.length, options.labelNoiseGarment);
    label('colour', colours.length, options.labelNoiseColour);
    label('size', sizes.length, options.labelNoiseSize);
    label('pattern', patterns.length, options.labelNoisePattern);

    const borrowed = random.fork('borrowed-labels');
    // An earlier image, so that it does not depend on how many come after.
    const lender = (rate: number): number => {
      const wrong = borrowed.next() < rate;
      const other = i === 0 ? Math.min(1, count - 1) : borrowed.index(i);
      return wrong ? other : i;
    };
    maskOf[i] = lender(options.labelNoiseMask);
    areaOf[i] = lender(options.labelNoiseArea);
  }
  await onProgress?.(count, count);
  const { images, masks } = canvas;
  return {
    count,
    size,
    images,
    categories: noisy,
    cleanCategories: clean,
    numbers: { area: options.labelNoiseArea > 0 ? area.map((_, i) => area[areaOf[i]!]!) : area },
    cleanNumbers: { area },
    masks: { mask: options.labelNoiseMask > 0 ? borrowedMasks(masks, maskOf, size * size) : masks },
    cleanMasks: { mask: masks },
  };
}

/** For every image the mask of the image that `lenders` names. */
function borrowedMasks(masks: Uint8Array, lenders: Uint32Array, pixels: number): Uint8Array {
  const noisy = masks.slice();
  lenders.forEach((lender, i) => {
    if (lender !== i) noisy.set(masks.subarray(lender * pixels, (lender + 1) * pixels), i * pixels);
  });
  return noisy;
}

function columns(count: number) {
  const column = (): Uint8Array => new Uint8Array(count);
  return { garment: column(), colour: column(), size: column(), pattern: column() };
}
