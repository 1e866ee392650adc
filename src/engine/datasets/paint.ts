/**
 * A Scene turned into the bytes of one image and one mask. Three passes: distances to the outline for all pixels, then
 * the backdrop with the garment's shadow (the same distances, shifted), then the cloth: pattern, details, and light
 * that follows the slope of the distances, so that the edge looks rounded. Edges are anti-aliased: coverage is ½ − distance in pixels.
 */
import { type ColourId, colours } from '../../core/datasets/wardrobe.ts';
import { readField } from './field.ts';
import type { Garment, Layer } from './garments.ts';
import type { Rgb, Scene } from './scene.ts';

/** The second colour of a pattern. Less of it than of the cloth is seen, so that the cloth gives the label. */
const accents = {
  red: [0.97, 0.92, 0.85],
  orange: [0.99, 0.94, 0.84],
  yellow: [0.5, 0.38, 0.16],
  green: [0.93, 0.95, 0.84],
  blue: [0.9, 0.94, 0.98],
  purple: [0.94, 0.9, 0.97],
  white: [0.52, 0.57, 0.64],
  black: [0.68, 0.69, 0.72],
} as const satisfies Record<ColourId, Rgb>;

/** Fewer pixels a period than this cannot be seen. */
const MIN_PERIOD_PX = 4.4;
/** How far inwards the edge is rounded, in units of the drawing. */
const ROUND = 0.2;

/** Paints one scene of `size`×`size` pixels at `pixel` (in pixels) of `images` and `masks`; returns the mask's sum. */
export function paint(
  scene: Scene,
  garment: Garment,
  size: number,
  grain: Grain,
  images: Uint8Array,
  masks: Uint8Array,
  pixel: number,
): number {
  const { centre, scale, rotation, background, light } = scene;
  const [cos, sin] = rotation;
  const unitPx = Math.abs(scale[1]) * size;
  const xs = new Float64Array(size * size);
  const ys = new Float64Array(size * size);
  const distances = new Float64Array(size * size);
  for (let at = 0, row = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      const px = (column + 0.5) / size - centre[0];
      const py = (row + 0.5) / size - centre[1];
      xs[at] = (cos * px + sin * py) / scale[0];
      ys[at] = (cos * py - sin * px) / scale[1];
      distances[at] = readField(garment.outline, xs[at]!, ys[at]!);
    }
  }

  const clamped = (row: number, column: number): number =>
    distances[Math.min(size - 1, Math.max(0, row)) * size + Math.min(size - 1, Math.max(0, column))]!;
  const shadowX = Math.round(light.from[0] * 0.06 * size);
  const shadowY = Math.round(light.from[1] * 0.06 * size);
  const shadowReach = 0.1 / scale[1];
  const cloth = makeCloth(scene, garment.details, unitPx);
  const colour: [number, number, number] = [0, 0, 0];
  let covered = 0;

  for (let at = 0, row = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      const distance = distances[at]!;
      const coverage = clamp(0.5 - distance * unitPx);
      const across = ((column + 0.5) / size - 0.5) * light.from[0] + ((row + 0.5) / size - 0.5) * light.from[1];
      const ambient = light.level * (1 + light.fall * across);
      const depth = clamp(0.5 - clamped(row + shadowY, column + shadowX) / shadowReach);
      const backdrop = ambient * (1 - 0.34 * depth);
      let shade = 0;
      if (coverage > 0) {
        cloth(xs[at]!, ys[at]!, colour);
        const edge = clamp(1 + distance / ROUND);
        // Central differences of the distance: the outward direction, in the frame.
        const outX = (clamped(row, column + 1) - clamped(row, column - 1)) * unitPx * 0.5;
        const outY = (clamped(row + 1, column) - clamped(row - 1, column)) * unitPx * 0.5;
        shade = ambient * (1 + edge * edge * (0.16 * (outX * light.from[0] + outY * light.from[1]) - 0.14));
      }
      const mask = Math.round(coverage * 255);
      masks[pixel + at] = mask;
      covered += mask;
      for (let channel = 0; channel < 3; channel++) {
        const value = background[channel]! * backdrop * (1 - coverage) + colour[channel]! * shade * coverage;
        images[(pixel + at) * 3 + channel] = Math.round(clamp(value + grain()) * 255);
      }
    }
  }
  return covered;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** The colour of the garment at a point of the drawing, before light. */
function makeCloth(
  scene: Scene,
  details: readonly Layer[],
  unitPx: number,
): (x: number, y: number, into: [number, number, number]) => void {
  const print = makePrint(scene, unitPx);
  const accent = accents[colours[scene.colour]!.id];
  return (x, y, into) => {
    let amount = print(x, y);
    let tone = 1;
    let painted = 0;
    let paint: Rgb = accent;
    for (const layer of details) {
      const coverage = clamp(0.5 - readField(layer.field, x, y) * unitPx);
      if (coverage === 0) continue;
      if (layer.plain) amount *= 1 - coverage;
      if (layer.paint) {
        paint = layer.paint;
        painted = Math.max(painted * (1 - coverage), coverage);
      }
      tone = tone * (1 - coverage) + (layer.paint ? 1 : layer.tone) * coverage;
    }
    for (let channel = 0; channel < 3; channel++) {
      const dyed = scene.cloth[channel]! * (1 - amount) + accent[channel]! * amount;
      // A lighter tone mixes towards white: multiplied, a saturated colour would not get lighter.
      const toned = tone > 1 ? dyed + (1 - dyed) * (tone - 1) : dyed * tone;
      into[channel] = toned * (1 - painted) + paint[channel]! * painted;
    }
  };
}

/** How much of the accent is printed at a point of the drawing, 0…1. */
function makePrint({ pattern, weave }: Scene, unitPx: number): (x: number, y: number) => number {
  const period = Math.max(weave.period, MIN_PERIOD_PX / unitPx);
  const periodPx = period * unitPx;
  const [ax, ay] = weave.across;
  const wave = (along: number, phase: number): number => {
    const turn = along / period + phase;
    return Math.abs(turn - Math.floor(turn) - 0.5);
  };
  const band = (along: number, phase: number, share: number): number =>
    clamp(0.5 + (share / 2 - wave(along, phase)) * periodPx);
  switch (pattern) {
    case 1:
      return (x, y) => band(x * ax + y * ay, weave.phase[0], 0.42);
    case 2:
      return (x, y) => {
        const row = Math.floor(y / period + weave.phase[1]);
        const dx = wave(x, weave.phase[0] + (row % 2) / 2);
        const dy = wave(y, weave.phase[1]);
        return clamp(0.5 + (0.31 - Math.sqrt(dx * dx + dy * dy)) * periodPx);
      };
    case 3:
      return (x, y) => {
        const warp = band(x, weave.phase[0], 0.48);
        const weft = band(y, weave.phase[1], 0.48);
        return 0.5 * (warp + weft);
      };
    default:
      return () => 0;
  }
}

export type Grain = () => number;

/**
 * Pixel noise of standard deviation `noise`: the four bytes of a xorshift32 word, added, are close to a normal
 * distribution (Irwin–Hall) and cost no logarithm.
 */
export function makeGrain(seed: number, noise: number): Grain {
  let word = seed | 0 || 1;
  const gain = noise / Math.sqrt((4 * (256 * 256 - 1)) / 12);
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return ((word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24) - 510) * gain;
  };
}
