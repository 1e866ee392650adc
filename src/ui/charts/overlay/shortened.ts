/** What the runs are called at the ends of their lines, in a few letters; the whole title stands in the legend. */

/** Most letters of a label at the end of a line. */
const mostLetters = 12;

/**
 * The labels in short, in their order. Of "MGDA → PCGrad" what the run has, not what the one before it had; where two would
 * be called alike, their starts and ends, in which "Learning rate 0.001 → 3e-4" differs from its like.
 */
export function shortened(labels: readonly string[]): readonly string[] {
  const short = labels.map(arrived);
  return short.map((one, i) =>
    short.filter((other) => other === one).length === 1 ? one : middleCut(labels[i] ?? ''),
  );
}

function arrived(label: string): string {
  if (label.length <= mostLetters) return label;
  const [, after, ...others] = label.split(' → ');
  if (after === undefined || others.length > 0) return middleCut(label);
  return after.length <= mostLetters ? after : `${after.slice(0, mostLetters - 1).trimEnd()}…`;
}

function middleCut(label: string): string {
  if (label.length <= mostLetters) return label;
  const kept = mostLetters - 1;
  const ending = Math.floor(kept / 2);
  return `${label.slice(0, kept - ending).trimEnd()}…${label.slice(-ending).trimStart()}`;
}
