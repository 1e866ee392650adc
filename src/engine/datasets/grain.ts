/** The last step to an image: grain on every number of it, and bytes. */
import { clamp } from './print.ts';

/** Pixel noise: a seed of 32 bits, and the standard deviation. */
export interface Grain {
  readonly seed: number;
  readonly deviation: number;
}

/**
 * Writes numbers in 0…1 with grain as bytes, from `bytes[at]` on. The four bytes of a xorshift32 word, added, are
 * close to a normal distribution (Irwin–Hall) and cost no logarithm.
 */
export function develop(values: Float64Array, { seed, deviation }: Grain, bytes: Uint8Array, at: number): void {
  const gain = deviation / Math.sqrt((4 * (256 * 256 - 1)) / 12);
  let word = seed | 0 || 1;
  for (let i = 0; i < values.length; i++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
    bytes[at + i] = (clamp(values[i]! + (sum - 510) * gain) * 255 + 0.5) | 0;
  }
}
