/** Labels are short at the end of a line; the whole one stands in the legend. */

/** Most letters of a label at the end of a line. */
const mostLetters = 12;

/** Keeps the start and the end: "Learning rate 0.001 → 3e-4" differs from its like in its last letters. */
export function shortened(label: string): string {
  if (label.length <= mostLetters) return label;
  const kept = mostLetters - 1;
  const ending = Math.floor(kept / 2);
  return `${label.slice(0, kept - ending).trimEnd()}…${label.slice(-ending).trimStart()}`;
}
