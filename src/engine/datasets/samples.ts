/**
 * What every dataset hands to the trainer, as many and of such a shape as `describeData` says: samples that are drawn when they are first asked for, so that a run begins
 * with its first batch however many there are.
 */
export interface Samples {
  /** Draws those of the samples at `indices` that are not there yet. The same arrays every time; all else in them is blank. */
  draw(indices: ArrayLike<number>): Drawn;
  /** Draws the classes alone, without a picture: for counting those of all samples. */
  label(indices: ArrayLike<number>): Pick<Drawn, 'categories' | 'known'>;
}

/**
 * Bytes, because 20,000 images as float32 would be four times as large. Everything is keyed by the id of the target that
 * it belongs to.
 */
export interface Drawn {
  /** [count, height, width, channels], 0…255 for 0…1. */
  readonly images: Uint8Array;
  /** [count] class numbers per category, as they are trained on: with label noise. */
  readonly categories: Readonly<Record<string, Uint8Array>>;
  /** [count] class numbers per category without label noise, to validate on. */
  readonly cleanCategories: Readonly<Record<string, Uint8Array>>;
  /** [count] per number, with label noise. */
  readonly numbers: Readonly<Record<string, Float32Array>>;
  /** [count] per number without label noise; the same array where there is none. */
  readonly cleanNumbers: Readonly<Record<string, Float32Array>>;
  /** [count, height, width] per mask: coverage, 0…255 for 0…1; with label noise. */
  readonly masks: Readonly<Record<string, Uint8Array>>;
  /** [count, height, width] per mask without label noise; the same array where there is none. */
  readonly cleanMasks: Readonly<Record<string, Uint8Array>>;
  /** [count] per target of which some labels are unknown: 1 where the label is known. */
  readonly known: Readonly<Record<string, Uint8Array>>;
}

/** All of the first `count` samples, drawn. */
export function drawAll(samples: Samples, count: number): Drawn {
  return samples.draw(Array.from({ length: count }, (_, i) => i));
}
