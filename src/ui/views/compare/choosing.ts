/** Choosing runs to compare: one row, or all rows from the last one chosen to another. */
import { comparedLimit } from '../../store.ts';
import type { TableRow } from './rows.ts';

/** The chosen runs with a row's put in or taken out; what does not fit is left out. */
export function withToggled(chosen: readonly string[], row: TableRow): readonly string[] {
  const ids = row.group.members.map(({ id }) => id);
  if (ids.every((id) => chosen.includes(id))) return chosen.filter((id) => !ids.includes(id));
  return withAdded(chosen, ids);
}

/** The chosen runs with those of all rows between two, the first end first. */
export function withRange(
  chosen: readonly string[],
  rows: readonly TableRow[],
  from: number,
  to: number,
): readonly string[] {
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  const ordered = from <= to ? between : between.reverse();
  return withAdded(
    chosen,
    ordered.flatMap(({ group }) => group.members.map(({ id }) => id)),
  );
}

function withAdded(chosen: readonly string[], ids: readonly string[]): readonly string[] {
  return [...new Set([...chosen, ...ids])].slice(0, Math.max(comparedLimit, chosen.length));
}
