/** A table of texts and numbers as Markdown and as CSV, for papers, notebooks and spreadsheets. */

/** A text, a number, or nothing. */
export type Cell = string | number | undefined;

/** As a table of GitHub's Markdown; what would be taken for a sign of it is written out. */
export function toMarkdown(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = head.map((_, i) => rows.every((row) => typeof row[i] !== 'string'));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = line(isNumber.map((right) => (right ? '--:' : ':--')));
  const texts = rows.map((row) => head.map((_, i) => (row[i] === undefined ? '–' : plainMarkdown(String(row[i])))));
  return `${[line(head.map(plainMarkdown)), rule, ...texts.map(line)].join('\n')}\n`;
}

/** What would be taken for a sign of Markdown or of HTML is written out. */
export function plainMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|`*_~<>[\]]|&(?=#?\w+;)/g, '\\$&');
}

/**
 * As CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises:
 * text is text. Numbers are written in full.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${head.map((_, i) => csvCell(row[i])).join(',')}\r\n`).join('');
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
