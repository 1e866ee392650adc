/**
 * Texts that strangers wrote. Characters that are not seen, or that turn the order of what is read, can make a text look
 * like another one: they are taken out. Marks of direction and joiners, which real languages need, stay.
 */

/** Control characters, zero-width spaces, fillers, soft hyphens, overrides and embeddings of direction, tags, half pairs. */
const unseen =
  /(?![\t\n])\p{Cc}|[\u00ad\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** More marks on one letter than any language has: they grow over the lines above and below. */
const piled = /(\p{M}{8})\p{M}+/gu;

/** The text as it is seen. */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(unseen, '').replaceAll(piled, '$1');
}

/** The text as it is seen, on one line, without space around it. */
export function oneLine(text: string): string {
  return plainText(text).replaceAll(/\s+/g, ' ').trim();
}

/** A letter of a script that is read from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The text for a place in a sentence: between isolates (UAX #9) where it would turn the order of what stands beside it. */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
