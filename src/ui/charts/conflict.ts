/** How often two losses' gradients conflict. */
import type { Table } from '../../core/run/metrics.ts';
import { rowAt } from './rowAt.ts';

/** Share of the measured steps up to `step` at which the cosine in `column` is below zero; undefined before the first. */
export function conflictRate(table: Table, column: string, step: number): number | undefined {
  const values = table.buffers[column];
  let measured = 0;
  let conflicts = 0;
  for (let row = rowAt(table, step); values && row >= 0; row--) {
    const value = values[row];
    if (value === undefined || Number.isNaN(value)) continue;
    measured++;
    if (value < 0) conflicts++;
  }
  return measured === 0 ? undefined : conflicts / measured;
}
