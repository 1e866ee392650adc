/** Labels are short at the end of a line; the whole one stands in the legend. */

/** Most letters of a label at the end of a line. */
const mostLetters = 12;

/**
 * The titles of runs in short, in their order. Of "MGDA → PCGrad" what the run has, not what the one before it had; where two would
 * be called alike, their starts and ends, in which "Learning rate 0.001 → 3e-4" differs from its like.
 */
export function endLabels(titles: readonly string[]): readonly string[] {
  const short = titles.map(arrived);
  return short.map((one, i) =>
    short.filter((other) => other === one).length === 1 ? one : shortened(titles[i] ?? ''),
  );
}

function arrived(title: string): string {
  const [, after, ...others] = title.split(' → ');
  if (title.length <= mostLetters || after === undefined || others.length > 0) return shortened(title);
  return after.length <= mostLetters ? after : `${after.slice(0, mostLetters - 1).trimEnd()}…`;
}

/** Keeps the start and the end of a label. */
export function shortened(label: string): string {
  if (label.length <= mostLetters) return label;
  const kept = mostLetters - 1;
  const ending = Math.floor(kept / 2);
  return `${label.slice(0, kept - ending).trimEnd()}…${label.slice(-ending).trimStart()}`;
}
