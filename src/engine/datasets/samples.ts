/**
 * What every dataset hands to the trainer: samples that are drawn when they are first asked for, so that a run begins
 * with its first batch however many there are.
 */
export interface Samples {
  readonly count: number;
  /** Height and width of an image. */
  readonly size: number;
  /** Draws those of the samples at `indices` that are not there yet. The same arrays every time; all else in them is blank. */
  draw(indices: ArrayLike<number>): Drawn;
}

/**
 * Bytes, because 20,000 images as float32 would be four times as large. Everything is keyed by the id of the target that
 * it belongs to.
 */
export interface Drawn {
  /** [count, size, size, 3], 0…255 for 0…1. */
  readonly images: Uint8Array;
  /** [count] class numbers per category, as they are trained on: with label noise. */
  readonly categories: Readonly<Record<string, Uint8Array>>;
  /** [count] class numbers per category without label noise, to validate on. */
  readonly cleanCategories: Readonly<Record<string, Uint8Array>>;
  /** [count] per number, with label noise. */
  readonly numbers: Readonly<Record<string, Float32Array>>;
  /** [count] per number without label noise; the same array where there is none. */
  readonly cleanNumbers: Readonly<Record<string, Float32Array>>;
  /** [count, size, size] per mask: coverage, 0…255 for 0…1; with label noise. */
  readonly masks: Readonly<Record<string, Uint8Array>>;
  /** [count, size, size] per mask without label noise; the same array where there is none. */
  readonly cleanMasks: Readonly<Record<string, Uint8Array>>;
}

/** Every sample, drawn. */
export function drawAll(samples: Samples): Drawn {
  return samples.draw(Array.from({ length: samples.count }, (_, i) => i));
}
