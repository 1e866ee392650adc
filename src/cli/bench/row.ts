/** A line of the benchmark's table, and how it is printed. */

export interface Row {
  /** Number of the row in the table; several lines share one. */
  readonly row: number;
  readonly what: string;
  /** 'Node wasm', 'Chromium webgl' … */
  readonly where: string;
  /** Numbers by name; units are part of the name (`oursMs`, `ratio`). */
  readonly figures: Readonly<Record<string, number>>;
  /** A bound on one of the figures. */
  readonly bound?: { readonly figure: string; readonly most?: number; readonly least?: number };
  /** What has to be known to read the figures, or why there are none. */
  readonly note?: string;
}

/** Whether the row keeps its bound; nothing where it has none. */
export function isKept({ bound, figures }: Row): boolean | undefined {
  if (!bound) return undefined;
  const value = figures[bound.figure] ?? Number.NaN;
  return value <= (bound.most ?? Number.POSITIVE_INFINITY) && value >= (bound.least ?? Number.NEGATIVE_INFINITY);
}

/** One line of text, with a second one for a note. */
export function textOf(row: Row): string {
  const figures = Object.entries(row.figures).map(([name, value]) => `${name} ${round(value)}`);
  const kept = isKept(row);
  const { bound } = row;
  const limit = bound?.most === undefined ? `≥ ${bound?.least}` : `≤ ${bound.most}`;
  const verdict = kept === undefined ? '' : `  [${bound?.figure} ${limit}: ${kept ? 'kept' : 'NOT KEPT'}]`;
  const line = `${String(row.row).padStart(2)}  ${row.what.padEnd(34)} ${row.where.padEnd(17)} ${figures.join('  ')}${verdict}`;
  return row.note ? `${line}\n      ${row.note}` : line;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(value >= 1000 ? 5 : 3);
}
