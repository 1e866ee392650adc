/**
 * The six garments as drawings: SVG paths in a box from −1 to 1, y down. `outline` is what the mask covers; `details`
 * are laid over it in order: seams, folds, a belt, a sole. To change a garment, paste its paths into any SVG editor.
 */
import type { GarmentId } from '../../core/datasets/wardrobe.ts';
import { type Distance, type Field, makeField } from './field.ts';
import { flatten, regionDistance } from './path.ts';

interface Shape {
  readonly path: string;
  /** Drawn as a line of this width instead of a region. */
  readonly width?: number;
  /** Drawn on the other side as well; a half outline that starts and ends at x = 0 is completed. */
  readonly mirrored?: boolean;
}

interface Detail extends Shape {
  /** Brightness of the cloth here: below 1 darker, above 1 lighter. */
  readonly tone?: number;
  /** RGB in 0…1, where it is not cloth. */
  readonly paint?: readonly [number, number, number];
  /** No pattern here. */
  readonly plain?: boolean;
}

interface Drawing {
  /** Half of the extent that the outline really has. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly outline: readonly Shape[];
  readonly details: readonly Detail[];
}

const CREAM = [0.95, 0.94, 0.91] as const;
const LEATHER = [0.3, 0.2, 0.15] as const;
const GOLD = [0.95, 0.77, 0.32] as const;

const drawings = {
  't-shirt': {
    halfWidth: 1,
    halfHeight: 0.9,
    outline: [
      {
        path: 'M 0 -.64 C .16 -.64 .25 -.74 .27 -.9 Q .54 -.84 .7 -.68 L 1 -.2 Q .86 -.02 .68 .04 L .53 -.22 Q .5 .3 .56 .86 Q .3 .9 0 .9',
        mirrored: true,
      },
    ],
    details: [
      { path: 'M .5 -.7 Q .56 -.5 .53 -.22', width: 0.05, mirrored: true, tone: 0.68 },
      { path: 'M .9 -.3 Q .78 -.16 .6 -.1', width: 0.05, mirrored: true, tone: 0.75 },
      { path: 'M 0 -.59 C .2 -.59 .3 -.7 .33 -.92', width: 0.09, mirrored: true, tone: 0.72, plain: true },
      { path: 'M 0 .78 Q .3 .78 .6 .74', width: 0.04, mirrored: true, tone: 0.75 },
    ],
  },
  trousers: {
    halfWidth: 0.66,
    halfHeight: 1,
    outline: [
      {
        path: 'M 0 -1 L .46 -1 Q .62 -.6 .62 -.1 L .66 .98 Q .44 1.02 .22 .98 L .08 -.2 Q .05 -.3 0 -.3',
        mirrored: true,
      },
    ],
    details: [
      { path: 'M .52 -.78 Q .46 -.5 .26 -.46', width: 0.05, mirrored: true, tone: 0.66 },
      { path: 'M 0 -.82 L 0 -.3', width: 0.05, tone: 0.62 },
      { path: 'M .42 -.2 L .46 .86', width: 0.045, mirrored: true, tone: 1.25 },
      { path: 'M .2 .86 L .7 .86', width: 0.04, mirrored: true, tone: 0.7 },
      { path: 'M -.7 -1.1 L .7 -1.1 L .7 -.82 L -.7 -.82 Z', tone: 0.7, plain: true },
      { path: 'M 0 -.91 L .01 -.91', width: 0.12, paint: GOLD },
    ],
  },
  dress: {
    halfWidth: 0.78,
    halfHeight: 1,
    outline: [
      {
        path: 'M 0 -.62 C .12 -.62 .2 -.76 .2 -1 L .34 -1 C .34 -.8 .38 -.7 .46 -.62 Q .36 -.4 .27 -.2 C .36 .1 .62 .4 .78 .84 Q .6 .98 .42 .94 Q .22 1.04 0 .98',
        mirrored: true,
      },
    ],
    details: [
      { path: 'M .14 0 Q .28 .4 .42 .94', width: 0.055, mirrored: true, tone: 0.7 },
      { path: 'M 0 0 L 0 .98', width: 0.05, tone: 0.76 },
      { path: 'M .22 .06 Q .42 .4 .58 .84', width: 0.05, mirrored: true, tone: 1.22 },
      { path: 'M -.5 -.26 Q 0 -.2 .5 -.26 L .5 -.08 Q 0 -.02 -.5 -.08 Z', tone: 0.6, plain: true },
    ],
  },
  shoe: {
    halfWidth: 1,
    halfHeight: 0.62,
    outline: [
      {
        path: 'M -.94 .3 Q -.98 -.1 -.9 -.5 Q -.88 -.6 -.78 -.56 Q -.58 -.4 -.3 -.6 Q -.22 -.66 -.14 -.56 C 0 -.34 .2 -.2 .44 -.14 C .8 -.06 1 .04 .98 .32 L 1 .44 Q 1 .62 .84 .62 L -.84 .62 Q -1 .62 -1 .46 Z',
      },
    ],
    details: [
      { path: 'M .42 -.2 Q .46 .1 .6 .36', width: 0.05, tone: 0.66 },
      { path: 'M -.98 -.08 Q -.66 -.1 -.56 .36', width: 0.05, tone: 0.66 },
      { path: 'M -.78 -.6 Q -.56 -.4 -.26 -.62 L -.2 -.5 Q -.56 -.24 -.86 -.44 Z', tone: 0.55, plain: true },
      { path: 'M -.12 -.32 L .06 -.5', width: 0.075, paint: CREAM },
      { path: 'M .04 -.17 L .22 -.36', width: 0.075, paint: CREAM },
      { path: 'M .22 -.05 L .38 -.25', width: 0.075, paint: CREAM },
      { path: 'M -1.2 .32 L 1.2 .32 L 1.2 .8 L -1.2 .8 Z', paint: CREAM },
      { path: 'M -1.2 .34 L 1.2 .34', width: 0.06, paint: [0.55, 0.54, 0.52] },
    ],
  },
  bag: {
    halfWidth: 0.86,
    halfHeight: 0.96,
    outline: [
      { path: 'M 0 -.2 L .6 -.2 Q .7 -.2 .72 -.1 L .86 .82 Q .87 .96 .72 .96 L 0 .96', mirrored: true },
      { path: 'M -.4 -.16 C -.4 -1.14 .4 -1.14 .4 -.16', width: 0.14 },
    ],
    details: [
      { path: 'M -.4 -.22 C -.4 -1.14 .4 -1.14 .4 -.22', width: 0.16, paint: LEATHER },
      { path: 'M -.9 .84 L .9 .84', width: 0.04, tone: 0.7 },
      { path: 'M -.8 -.2 L .8 -.2 L .7 .18 Q .2 .34 0 .34 Q -.2 .34 -.7 .18 Z', tone: 0.76, plain: true },
      { path: 'M 0 .26 L 0 .4', width: 0.16, paint: GOLD },
    ],
  },
  hat: {
    halfWidth: 1,
    halfHeight: 0.66,
    outline: [
      {
        path: 'M 0 -.5 C .14 -.5 .2 -.66 .36 -.64 C .54 -.6 .56 -.2 .6 .16 C .74 .18 .96 .18 1 .32 C .98 .56 .5 .66 0 .66',
        mirrored: true,
      },
    ],
    details: [
      { path: 'M 0 -.5 Q .02 -.36 0 -.28', width: 0.07, tone: 0.68 },
      { path: 'M -.58 -.04 Q 0 .14 .58 -.04 L .62 .26 Q 0 .42 -.62 .26 Z', paint: LEATHER },
      { path: 'M -1 .4 C -.6 .56 .6 .56 1 .4 L 1 .8 L -1 .8 Z', tone: 0.8 },
    ],
  },
} as const satisfies Record<GarmentId, Drawing>;

export interface Layer {
  readonly tone: number;
  readonly paint: readonly [number, number, number] | undefined;
  readonly plain: boolean;
}

export interface Garment {
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** One plane. */
  readonly outline: Field;
  /** What each plane of `details` is, in the order in which they are laid over the cloth. */
  readonly layers: readonly Layer[];
  readonly details: Field;
}

/** The distance fields of every garment, in units of the drawing. */
export function makeGarments(): Readonly<Record<GarmentId, Garment>> {
  return {
    't-shirt': makeGarment(drawings['t-shirt']),
    trousers: makeGarment(drawings.trousers),
    dress: makeGarment(drawings.dress),
    shoe: makeGarment(drawings.shoe),
    bag: makeGarment(drawings.bag),
    hat: makeGarment(drawings.hat),
  };
}

/** The slope of the outline is asked for where the edge is rounded, and a pixel of the smallest image is 0.3 long. */
const OUTLINE_NEAR = 0.6;
/** A detail ends half a pixel of the smallest image away; and there are the corners of a cell. */
const DETAIL_NEAR = 0.25;

function makeGarment({ halfWidth, halfHeight, outline, details }: Drawing): Garment {
  return {
    halfWidth,
    halfHeight,
    outline: makeField([distanceTo(outline)], OUTLINE_NEAR),
    layers: details.map(({ tone, paint, plain }) => ({ tone: tone ?? 1, paint, plain: plain ?? false })),
    details: makeField(
      details.map((detail) => distanceTo([detail])),
      DETAIL_NEAR,
    ),
  };
}

/** The distance to the nearest of the shapes. */
function distanceTo(shapes: readonly Shape[]): Distance {
  const forms = shapes.map(({ path, width, mirrored }) => ({
    points: Float64Array.from(flatten(path)),
    mirrored: mirrored ?? false,
    halfWidth: (width ?? 0) / 2,
    isLine: width !== undefined,
  }));
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const { points, mirrored, halfWidth, isLine } of forms) {
      const distance = regionDistance(points, mirrored ? Math.abs(x) : x, y);
      nearest = Math.min(nearest, isLine ? Math.abs(distance) - halfWidth : distance);
    }
    return nearest;
  };
}
