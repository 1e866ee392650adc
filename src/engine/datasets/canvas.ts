/** Where images are painted, one after the other: the bytes of all, and the numbers of the one being painted. */
export interface Canvas {
  /** Height and width of an image. */
  readonly size: number;
  /** [count, size, size, 3] and [count, size, size], 0…255. */
  readonly images: Uint8Array;
  readonly masks: Uint8Array;
  /** The middle of each row and column as a fraction of the frame. */
  readonly middles: Float64Array;
  /** Of the image being painted: [size, size] distances to the outline in units of the drawing, and its RGB in 0…1. */
  readonly distances: Float64Array;
  readonly colours: Float64Array;
  /** [size, size, 3] colours of the cloth before light, in 0…1: those of the image being painted where it is covered. */
  readonly dyes: Float64Array;
}

/** A canvas for `count` images. */
export function makeCanvas(count: number, size: number): Canvas {
  return {
    size,
    images: new Uint8Array(count * size * size * 3),
    masks: new Uint8Array(count * size * size),
    middles: Float64Array.from({ length: size }, (_, i) => (i + 0.5) / size),
    distances: new Float64Array(size * size),
    colours: new Float64Array(size * size * 3),
    dyes: new Float64Array(size * size * 3),
  };
}

/** The first and last columns and rows of a part of the frame. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The row or column, or the nearest that there is. */
export function within(i: number, size: number): number {
  return i < 0 ? 0 : i >= size ? size - 1 : i;
}
