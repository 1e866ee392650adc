/**
 * What every dataset hands to the trainer: bytes, because 20,000 images as float32 would be four times as large.
 * Everything is keyed by the id of the target that it belongs to.
 */
export interface Samples {
  readonly count: number;
  /** Height and width of an image. */
  readonly size: number;
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

/** Called between chunks; a promise is awaited, so that the caller can yield to its event loop or throw to give up. */
export type Progress = (done: number, total: number) => void | Promise<void>;
