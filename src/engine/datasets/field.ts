/**
 * A signed distance field on a grid over [−REACH, REACH]², read back bilinearly: an outline of any number of corners
 * then costs the same few operations a pixel, and 4,000 images take a second instead of ten. The idea is Green,
 * "Improved alpha-tested magnification", SIGGRAPH 2007.
 */

/** Distances are known from −REACH to REACH in both directions; garments live in −1…1. */
export const REACH = 1.35;
const CELLS = 90;
const STRIDE = CELLS + 1;
const SCALE = CELLS / (2 * REACH);

export type Field = Float32Array;

/** Samples a distance function. */
export function makeField(distance: (x: number, y: number) => number): Field {
  const field = new Float32Array(STRIDE * STRIDE);
  for (let row = 0; row < STRIDE; row++) {
    for (let column = 0; column < STRIDE; column++) {
      field[row * STRIDE + column] = distance(column / SCALE - REACH, row / SCALE - REACH);
    }
  }
  return field;
}

/** The distance at (x, y); outside the grid that of the nearest border, which is far from any garment. */
export function readField(field: Field, x: number, y: number): number {
  const u = Math.min(CELLS - 0.001, Math.max(0, (x + REACH) * SCALE));
  const v = Math.min(CELLS - 0.001, Math.max(0, (y + REACH) * SCALE));
  const column = u | 0;
  const row = v | 0;
  const at = row * STRIDE + column;
  const s = u - column;
  const t = v - row;
  const top = field[at]! * (1 - s) + field[at + 1]! * s;
  const bottom = field[at + STRIDE]! * (1 - s) + field[at + STRIDE + 1]! * s;
  return top * (1 - t) + bottom * t;
}
