/** JSON in the fragment of a link: base64url after `j`, or deflated after `z` where that is shorter. Bounded both ways. */
import { deflateSync, Inflate } from 'fflate';

/** The longest fragment that is read, in characters, and the longest JSON, in bytes. */
export const linkLimits = { fragment: 60_000, json: 400_000 } as const;

/** The JSON as characters that a link may have. */
export function pack(json: string): string {
  const bytes = new TextEncoder().encode(json);
  const deflated = deflateSync(bytes, { level: 9 });
  return deflated.length < bytes.length ? `z${toBase64(deflated)}` : `j${toBase64(bytes)}`;
}

/** What was packed; nothing where it is damaged or too long. */
export function unpack(payload: string): { readonly value: unknown } | undefined {
  try {
    const bytes = fromBase64(payload.slice(1));
    const json = payload.startsWith('z') ? inflate(bytes) : payload.startsWith('j') ? bytes : undefined;
    if (!json || json.length > linkLimits.json) return undefined;
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) };
  } catch {
    return undefined;
  }
}

/** Inflates piece by piece, so that a decompression bomb is given up before it fills the memory. */
function inflate(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Inflate((chunk, isLast) => {
    length += chunk.length;
    if (length > linkLimits.json) throw new Error('too long');
    chunks.push(chunk);
    isWhole = isLast;
  });
  const piece = 512;
  for (let i = 0; i < bytes.length; i += piece) stream.push(bytes.slice(i, i + piece), i + piece >= bytes.length);
  if (!isWhole) throw new Error('cut short');
  const result = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
