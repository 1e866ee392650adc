/** How often two losses' gradients conflict. */
import type { Table } from '../../core/run/metrics.ts';

/** Share of the last `count` measured steps at which the cosine in `column` is below zero; undefined where none was measured. */
export function conflictRate(table: Table, column: string, count = 200): number | undefined {
  const values = table.buffers[column];
  if (!values) return undefined;
  let measured = 0;
  let conflicts = 0;
  for (let i = table.length - 1; i >= 0 && measured < count; i--) {
    const value = values[i];
    if (value === undefined || Number.isNaN(value)) continue;
    measured++;
    if (value < 0) conflicts++;
  }
  return measured === 0 ? undefined : conflicts / measured;
}
