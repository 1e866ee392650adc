/**
 * One sample before it has pixels: its labels and everything else that varies, a function of (seed, i) alone. Image
 * size, pixel noise and label noise do not reach in here, so the same garments appear whatever those are. No sine,
 * logarithm or power is taken: they may differ in the last bit from one JavaScript engine to the next.
 */
import {
  colours,
  type GarmentId,
  garments,
  ownColour,
  patterns,
  sizes,
  type WardrobeOptions,
} from '../../core/datasets/wardrobe.ts';
import type { Random } from '../../core/random.ts';
import type { Garment } from './garments.ts';

export type Rgb = readonly [number, number, number];

/** Lengths are fractions of the frame, y down; colours are 0…1. */
export interface Scene {
  /** Class numbers. */
  readonly garment: number;
  readonly colour: number;
  readonly size: number;
  readonly pattern: number;
  readonly centre: readonly [x: number, y: number];
  /** Length of one unit of the drawing; a negative x mirrors it. */
  readonly scale: readonly [x: number, y: number];
  readonly rotation: readonly [cos: number, sin: number];
  readonly cloth: Rgb;
  readonly background: Rgb;
  /** Brightness of everything, the direction that light comes from, and how much it falls off across the frame. */
  readonly light: { readonly level: number; readonly from: readonly [x: number, y: number]; readonly fall: number };
  /** Direction across the pattern in the drawing, its period in units of the drawing, and where it starts. */
  readonly weave: {
    readonly across: readonly [x: number, y: number];
    readonly period: number;
    readonly phase: readonly [x: number, y: number];
  };
}

/** Half of the longest side as a fraction of the frame: ±SIZE_JITTER brings neighbours close without letting them meet. */
const HALF_LENGTH = [0.23, 0.312, 0.418] as const;
const SIZE_JITTER = 0.06;
/** Pairs (cos, sin) of 0°, 90° and 45°. */
const ACROSS = [
  [0, 1],
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
] as const;

/**
 * Draws the scene of one sample; the number of draws is the same for all, so that no option shifts the others. `rare` decides
 * about rare classes alone.
 */
export function drawScene(
  random: Random,
  rare: Random,
  options: Pick<WardrobeOptions, 'correlation' | 'rareGarment' | 'rareColour' | 'rareSize' | 'rarePattern'>,
  outlines: Readonly<Record<GarmentId, Garment>>,
): Scene {
  /** The last class stays with a probability of `share`, else it becomes any other one. */
  const draw = (classes: number, share: number): number => {
    const drawn = random.index(classes);
    const stays = rare.next() < share;
    const other = rare.index(classes - 1);
    return drawn === classes - 1 && !stays ? other : drawn;
  };
  const garment = draw(garments.length, options.rareGarment);
  const anyColour = draw(colours.length, options.rareColour);
  const follows = random.next() < options.correlation;
  const size = draw(sizes.length, options.rareSize);
  const pattern = draw(patterns.length, options.rarePattern);
  const id = garments[garment]!.id;
  const colour = follows ? colours.findIndex((c) => c.id === ownColour[id]) : anyColour;
  const cloth = jitter(random, rgbOf(colours[colour]!.css), 0.035);

  const { halfWidth, halfHeight } = outlines[id];
  const length = HALF_LENGTH[size]! * (1 + random.uniform(-SIZE_JITTER, SIZE_JITTER));
  const squeeze = 1 + random.uniform(-0.08, 0.08);
  const flip = random.next() < 0.5 ? -1 : 1;
  // The longest side stays as it is: it is what the size label means.
  const scale = (halfWidth >= halfHeight ? [length * flip, length * squeeze] : [length * squeeze * flip, length]) as [
    number,
    number,
  ];
  const tangent = random.uniform(-0.1, 0.1);
  const cos = (1 - tangent * tangent) / (1 + tangent * tangent);
  const sin = (2 * tangent) / (1 + tangent * tangent);
  const width = cos * halfWidth * Math.abs(scale[0]) + Math.abs(sin) * halfHeight * scale[1];
  const height = cos * halfHeight * scale[1] + Math.abs(sin) * halfWidth * Math.abs(scale[0]);

  return {
    garment,
    colour,
    size,
    pattern,
    cloth,
    scale,
    rotation: [cos, sin],
    centre: [place(random, width), place(random, height)],
    background: drawBackground(random, cloth),
    light: {
      level: random.uniform(0.86, 1.06),
      from: random.next() < 0.5 ? [-0.6, -0.8] : [0.6, -0.8],
      fall: random.uniform(0.05, 0.2),
    },
    weave: {
      across: ACROSS[random.index(ACROSS.length)]!,
      period: random.uniform(0.36, 0.46),
      phase: [random.next(), random.next()],
    },
  };
}

/** A centre such that the garment stays in the frame where it fits. */
function place(random: Random, half: number): number {
  return 0.5 + random.uniform(-1, 1) * Math.min(0.24, Math.max(0.01, 0.49 - half));
}

/** A quiet backdrop that the cloth stands out from: the first of four that is far enough from it. */
function drawBackground(random: Random, cloth: Rgb): Rgb {
  let best: Rgb = [0, 0, 0];
  let farthest = 0;
  for (let attempt = 0; attempt < 4; attempt++) {
    const grey = random.next() < 0.75 ? random.uniform(0.66, 0.93) : random.uniform(0.26, 0.46);
    const backdrop = jitter(random, [grey, grey, grey], 0.1 * grey);
    const distance = Math.min(
      0.45,
      Math.sqrt(backdrop.reduce((sum, value, c) => sum + (value - cloth[c]!) * (value - cloth[c]!), 0)),
    );
    if (distance > farthest) {
      farthest = distance;
      best = backdrop;
    }
  }
  return best;
}

function jitter(random: Random, [r, g, b]: Rgb, amount: number): Rgb {
  return [
    r + random.uniform(-amount, amount),
    g + random.uniform(-amount, amount),
    b + random.uniform(-amount, amount),
  ];
}

/** `#rrggbb` as 0…1. */
function rgbOf(css: string): Rgb {
  const at = (start: number): number => Number.parseInt(css.slice(start, start + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}
