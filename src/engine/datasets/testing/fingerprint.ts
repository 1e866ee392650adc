import type { Drawn } from '../samples.ts';

/** A number that changes with any byte of the pictures and masks: FNV-1a, 32 bits. */
export function fingerprint({ images, masks }: Drawn): number {
  let hash = 0x811c9dc5;
  for (const bytes of [images, ...Object.values(masks)]) {
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
