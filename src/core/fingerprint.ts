/** Short names for long texts. */

/** 64 bits of a text in hexadecimal: FNV-1a with two primes, mixed as in MurmurHash 3. */
export function fingerprint(text: string): string {
  return [0x01000193, 0x85ebca77]
    .map((prime) => {
      let hash = 0x811c9dc5;
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
