/** Finding rows of a table. */
import type { Table } from '../../core/run/metrics.ts';

/** The last row whose value in a rising column, the step where none is named, is not above `value`; −1 where there is none. */
export function rowAt(table: Table, value: number, name = 'step'): number {
  const values = table.buffers[name];
  if (!values) return -1;
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
