/** JSON that a person brings as a file or a text: bounded, with or without a byte-order mark. What is none says why. */
import { error, type Problem } from './problem.ts';

/** What is read at most: bytes of a file, characters of a text. */
export const jsonLimits = { bytes: 4_000_000, characters: 2_000_000 } as const;

export type ReadJson = { readonly value: unknown } | { readonly problem: Problem };

/** What no text has in it: control characters, and what a decoder puts for bytes that are none. */
const binary = /[^\P{Cc}\t\n\v\f\r]|\ufffd/u;

/** The value of a JSON text. Never throws. */
export function readJson(text: string): ReadJson {
  if (text.length > jsonLimits.characters) {
    return fail(
      `The text has ${text.length} characters; ${jsonLimits.characters} are read.`,
      'Open the JSON of one experiment.',
    );
  }
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (reason) {
    if (binary.test(text)) return fail('This is not text.', remedy);
    const detail = reason instanceof Error ? reason.message : '';
    return fail(`This is not JSON: ${detail.slice(0, 120)}.`, remedy);
  }
}

/** Why a file of that many bytes is not read; nothing where it is. */
export function tooLarge(bytes: number): Problem | undefined {
  if (bytes <= jsonLimits.bytes) return undefined;
  const size = `The file has ${megabytes(bytes)}; at most ${megabytes(jsonLimits.bytes)} are read.`;
  return fail(size, 'Open the JSON of one experiment.').problem;
}

/** How the bytes of a text file are encoded, by their byte-order mark; UTF-8 without one. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

const remedy = 'Open a file that Loss Mixer has saved, or its text.';

function megabytes(bytes: number): string {
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}

function fail(message: string, remedy: string): { readonly problem: Problem } {
  return { problem: error([], message, remedy) };
}
