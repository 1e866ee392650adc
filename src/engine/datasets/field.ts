/**
 * Signed distance fields on a grid over [−REACH, REACH]², read back bilinearly: an outline of any number of corners
 * then costs the same few operations a pixel. The planes of a field lie interleaved, so that all of them are read at
 * one place in memory. The idea is Green, "Improved alpha-tested magnification", SIGGRAPH 2007.
 */

/** Distances are known from −REACH to REACH in both directions; garments live in −1…1. */
const REACH = 1.35;
/** Cells along one side. */
const CELLS = 90;
/** Cells in one unit of the drawing. */
const SCALE = CELLS / (2 * REACH);
/** Numbers of a plane along one side. */
export const STRIDE = CELLS + 1;
/** Two points of one cell lie at most this far apart, and so do their distances to anything. */
export const DIAGONAL = Math.SQRT2 / SCALE;

/** A distance function of the drawing: negative inside, and never steeper than 1. */
export type Distance = (x: number, y: number) => number;

export interface Field {
  readonly planes: number;
  /** [row, column, plane]. */
  readonly values: Float32Array;
}

/**
 * Samples distance functions, one for each plane. Where a distance is beyond `near` on either side, it may be given
 * as any other distance beyond `near` on that side: large steps are taken there.
 */
export function makeField(distances: readonly Distance[], near: number): Field {
  const planes = distances.length;
  const values = new Float32Array(STRIDE * STRIDE * planes);
  distances.forEach((distance, plane) => {
    for (let column = 0; column < STRIDE; column++) {
      for (let row = 0; row < STRIDE; ) {
        const value = distance(column / SCALE - REACH, row / SCALE - REACH);
        const next = Math.min(STRIDE, row + 1 + Math.max(0, Math.floor((Math.abs(value) - near) * SCALE)));
        for (; row < next; row++) values[(row * STRIDE + column) * planes + plane] = value;
      }
    }
  });
  return { planes, values };
}

/** The distance at (x, y) in one plane; outside the grid that of the nearest border, which is far from any garment. */
export function readField({ planes, values }: Field, plane: number, x: number, y: number): number {
  const u = place(x);
  const v = place(y);
  const column = u | 0;
  const row = v | 0;
  return mix(values, (row * STRIDE + column) * planes + plane, planes, u - column, v - row);
}

/** A coordinate of the drawing in cells from the border of the grid. */
export function place(x: number): number {
  const u = (x + REACH) * SCALE;
  if (u < 0) return 0;
  if (u > CELLS - 0.001) return CELLS - 0.001;
  return u;
}

/** The bilinear mean of a cell whose first corner is `values[at]`, at (s, t) in 0…1. */
export function mix(values: Float32Array, at: number, planes: number, s: number, t: number): number {
  const below = at + STRIDE * planes;
  const top = values[at]! * (1 - s) + values[at + planes]! * s;
  const bottom = values[below]! * (1 - s) + values[below + planes]! * s;
  return top * (1 - t) + bottom * t;
}
