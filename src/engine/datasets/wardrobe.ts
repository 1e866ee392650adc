/** Draws the dataset `wardrobe`: a scene for every sample, its pixels, its labels with and without label noise, and which are known. */
import { colours, garments, patterns, sizes, type WardrobeOptions } from '../../core/datasets/wardrobe.ts';
import { makeRandom, type Random } from '../../core/random.ts';
import { makeCanvas } from './canvas.ts';
import { makeGarments } from './garments.ts';
import { paint } from './paint.ts';
import type { Drawn, Samples } from './samples.ts';
import { drawScene, type Scene } from './scene.ts';

/** The same for all wardrobes: made while the module loads, before anybody waits for a sample. */
const outlines = makeGarments();

/** Sample i depends on the options and on i, not on `count` or on what was drawn before it. */
export function makeWardrobe(options: WardrobeOptions): Samples {
  const { seed, count, size } = options;
  const root = makeRandom(seed);
  const canvas = makeCanvas(count, size);
  const pixels = size * size;
  const area = new Float32Array(count);
  const clean = columns(count);
  const noisy = columns(count);
  const missing = missingShares(options);
  const { images, masks } = canvas;
  const drawn: Drawn = {
    images,
    categories: noisy,
    cleanCategories: clean,
    numbers: { area: options.labelNoiseArea > 0 ? new Float32Array(count) : area },
    cleanNumbers: { area },
    masks: { mask: options.labelNoiseMask > 0 ? new Uint8Array(masks.length) : masks },
    cleanMasks: { mask: masks },
    known: Object.fromEntries(missing.flatMap(([id, share]) => (share > 0 ? [[id, new Uint8Array(count)]] : []))),
  };
  const isLabelled = new Uint8Array(count);
  const isPainted = new Uint8Array(count);
  const isDrawn = new Uint8Array(count);

  function sceneOf(random: Random): Scene {
    return drawScene(random.fork('scene'), random.fork('rare'), options, outlines);
  }

  function paintOnce(i: number): void {
    if (isPainted[i]) return;
    const random = root.fork(`wardrobe-${i}`);
    const scene = sceneOf(random);
    const grain = { seed: random.fork('grain').index(2 ** 32), deviation: options.noise };
    area[i] = paint(canvas, i, scene, outlines[garments[scene.garment]!.id], grain) / (255 * pixels);
    labelOnce(i, random, scene);
    isPainted[i] = 1;
  }

  function labelOnce(i: number, random: Random, scene: Scene): void {
    if (isLabelled[i]) return;
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

    const unknown = random.fork('missing-labels');
    for (const [id, share] of missing) {
      const isKnown = unknown.next() >= share;
      const known = drawn.known[id];
      if (known && isKnown) known[i] = 1;
    }
    isLabelled[i] = 1;
  }

  /** Label noise of mask and area gives an image those of another one. */
  function borrow(i: number): void {
    const borrowed = root.fork(`wardrobe-${i}`).fork('borrowed-labels');
    // An earlier image, so that it does not depend on how many come after.
    const lender = (rate: number): number => {
      const wrong = borrowed.next() < rate;
      const other = i === 0 ? Math.min(1, count - 1) : borrowed.index(i);
      if (!wrong) return i;
      paintOnce(other);
      return other;
    };
    const maskOf = lender(options.labelNoiseMask);
    const areaOf = lender(options.labelNoiseArea);
    drawn.masks.mask!.set(masks.subarray(maskOf * pixels, (maskOf + 1) * pixels), i * pixels);
    drawn.numbers.area![i] = area[areaOf]!;
  }

  const borrows = options.labelNoiseMask > 0 || options.labelNoiseArea > 0;
  return {
    draw(indices) {
      for (let k = 0; k < indices.length; k++) {
        const i = indices[k]!;
        if (isDrawn[i]) continue;
        paintOnce(i);
        if (borrows) borrow(i);
        isDrawn[i] = 1;
      }
      return drawn;
    },
    label(indices) {
      for (let k = 0; k < indices.length; k++) {
        const i = indices[k]!;
        if (isLabelled[i]) continue;
        const random = root.fork(`wardrobe-${i}`);
        labelOnce(i, random, sceneOf(random));
      }
      return drawn;
    },
  };
}

/** The share of unknown labels of every target, in a fixed order. */
function missingShares(options: WardrobeOptions): readonly (readonly [target: string, share: number])[] {
  return [
    ['garment', options.missingGarment],
    ['colour', options.missingColour],
    ['size', options.missingSize],
    ['pattern', options.missingPattern],
    ['mask', options.missingMask],
    ['area', options.missingArea],
  ];
}

function columns(count: number) {
  const column = (): Uint8Array => new Uint8Array(count);
  return { garment: column(), colour: column(), size: column(), pattern: column() };
}
