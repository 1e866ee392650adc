/**
 * A Scene turned into the bytes of one image and one mask, in small loops over its pixels: distances to the outline;
 * the backdrop with the garment's shadow (the same distances, shifted); the cloth, in light that follows the slope of
 * the distances, so that the edge looks rounded; and grain. Edges are anti-aliased: coverage is ½ − distance in pixels.
 * Nothing is allocated for a pixel, and only those near the garment are asked for their distance.
 */
import { type Box, type Canvas, within } from './canvas.ts';
import { dye } from './cloth.ts';
import { readField } from './field.ts';
import type { Garment } from './garments.ts';
import { develop, type Grain } from './grain.ts';
import { clamp } from './print.ts';
import type { Scene } from './scene.ts';

/** How far inwards the edge is rounded, in units of the drawing. */
const ROUND = 0.2;
/** A distance, in units of the drawing, at which a garment neither covers nor shades anything. */
const FAR = 1;

/** Paints the `index`th image and mask; returns the mask's sum. */
export function paint(canvas: Canvas, index: number, scene: Scene, garment: Garment, grain: Grain): number {
  const pixels = canvas.size * canvas.size;
  const box = boxAround(canvas, scene, garment);
  measure(canvas, scene, garment, box);
  paintBackdrop(canvas, scene);
  dye(canvas, scene, garment, box);
  const covered = paintGarment(canvas, scene, box, index * pixels);
  develop(canvas.colours, grain, canvas.images, index * pixels * 3);
  return covered;
}

function boxAround({ size }: Canvas, { centre, scale, rotation }: Scene, garment: Garment): Box {
  const [cos, sin] = rotation;
  const width = Math.abs(scale[0]);
  const height = scale[1];
  const shortest = Math.min(width, height);
  // Half a shadow, or the pixel next to one half covered; and what the outline and the grid may be off.
  const margin = Math.max(0.05 / shortest, 1.5 / (shortest * size)) + 0.07;
  const halfX = (garment.halfWidth + margin) * width;
  const halfY = (garment.halfHeight + margin) * height;
  const reachX = cos * halfX + Math.abs(sin) * halfY;
  const reachY = cos * halfY + Math.abs(sin) * halfX;
  return {
    left: within(Math.floor((centre[0] - reachX) * size), size),
    right: within(Math.floor((centre[0] + reachX) * size), size),
    top: within(Math.floor((centre[1] - reachY) * size), size),
    bottom: within(Math.floor((centre[1] + reachY) * size), size),
  };
}

function measure(canvas: Canvas, { centre, scale, rotation }: Scene, garment: Garment, box: Box): void {
  const { size, middles, distances } = canvas;
  const [cos, sin] = rotation;
  const perX = 1 / scale[0];
  const perY = 1 / scale[1];
  distances.fill(FAR);
  for (let row = box.top; row <= box.bottom; row++) {
    const py = middles[row]! - centre[1];
    for (let column = box.left; column <= box.right; column++) {
      const px = middles[column]! - centre[0];
      const x = (cos * px + sin * py) * perX;
      const y = (cos * py - sin * px) * perY;
      distances[row * size + column] = readField(garment.outline, 0, x, y);
    }
  }
}

function paintBackdrop({ size, middles, distances, colours }: Canvas, { background, light, scale }: Scene): void {
  const [red, green, blue] = background;
  const [lightX, lightY] = light.from;
  const { level, fall } = light;
  const shadowX = Math.round(lightX * 0.06 * size);
  const shadowY = Math.round(lightY * 0.06 * size);
  const perReach = scale[1] / 0.1;
  for (let at = 0, row = 0; row < size; row++) {
    const shadowRow = within(row + shadowY, size) * size;
    const acrossY = (middles[row]! - 0.5) * lightY;
    for (let column = 0; column < size; column++, at += 3) {
      const shadow = clamp(0.5 - distances[shadowRow + within(column + shadowX, size)]! * perReach);
      const ambient = level * (1 + fall * ((middles[column]! - 0.5) * lightX + acrossY)) * (1 - 0.34 * shadow);
      colours[at] = red * ambient;
      colours[at + 1] = green * ambient;
      colours[at + 2] = blue * ambient;
    }
  }
}

/** Lays the garment over the backdrop and writes the mask from `masks[first]` on; returns the mask's sum. */
function paintGarment(canvas: Canvas, { scale, light }: Scene, box: Box, first: number): number {
  const { size, middles, distances, colours, dyes, masks } = canvas;
  const [lightX, lightY] = light.from;
  const { level, fall } = light;
  const unitPx = scale[1] * size;
  let covered = 0;
  for (let row = box.top; row <= box.bottom; row++) {
    const acrossY = (middles[row]! - 0.5) * lightY;
    const start = row * size;
    const upper = within(row - 1, size) * size;
    const lower = within(row + 1, size) * size;
    for (let column = box.left; column <= box.right; column++) {
      const at = start + column;
      const distance = distances[at]!;
      const coverage = clamp(0.5 - distance * unitPx);
      if (coverage === 0) continue;
      let shade = level * (1 + fall * ((middles[column]! - 0.5) * lightX + acrossY));
      if (distance > -ROUND) {
        const edge = clamp(1 + distance / ROUND);
        // Central differences of the distance: the outward direction, in the frame.
        const outX = distances[start + within(column + 1, size)]! - distances[start + within(column - 1, size)]!;
        const outY = distances[lower + column]! - distances[upper + column]!;
        shade *= 1 + edge * edge * (0.08 * unitPx * (outX * lightX + outY * lightY) - 0.14);
      }
      const mask = (coverage * 255 + 0.5) | 0;
      masks[first + at] = mask;
      covered += mask;
      const lit = shade * coverage;
      const behind = 1 - coverage;
      for (let i = at * 3; i < at * 3 + 3; i++) colours[i] = colours[i]! * behind + dyes[i]! * lit;
    }
  }
  return covered;
}
