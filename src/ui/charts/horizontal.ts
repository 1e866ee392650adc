/** What the horizontal axis counts: steps, epochs, or the seconds that the run has trained. */
import type { Table } from '../../core/run/metrics.ts';
import type { Run } from '../../core/run/run.ts';
import { rowAt } from './rowAt.ts';

export type HorizontalKind = 'step' | 'epoch' | 'time';

/** The axis as it is for one run: what an epoch is differs between runs. */
export interface Horizontal {
  readonly by: HorizontalKind;
  readonly stepsPerEpoch: number;
}

export const bySteps: Horizontal = { by: 'step', stepsPerEpoch: 1 };

/** The axis for a run; an epoch of one that has not drawn its data is a step. */
export function horizontalOf(by: HorizontalKind, { dataset }: Pick<Run, 'dataset'>): Horizontal {
  return { by, stepsPerEpoch: Math.max(1, dataset?.stepsPerEpoch ?? 1) };
}

/** Where a row of a table stands; NaN where its time was not measured. */
export function xAt({ by, stepsPerEpoch }: Horizontal, { buffers }: Table, row: number): number {
  if (by === 'time') return buffers.time?.[row] ?? Number.NaN;
  return (buffers.step?.[row] ?? Number.NaN) / (by === 'epoch' ? stepsPerEpoch : 1);
}

/** Where a step stands in a run; by time, where the last row stands that is not after it. */
export function xOfStep({ by, stepsPerEpoch }: Horizontal, train: Table, step: number): number {
  if (by === 'time') return xAt({ by, stepsPerEpoch }, train, Math.max(0, rowAt(train, step)));
  return step / (by === 'epoch' ? stepsPerEpoch : 1);
}

/** The step that a run had taken at x: the last measured one by time, else exact. */
export function stepAtX({ by, stepsPerEpoch }: Horizontal, train: Table, x: number): number {
  if (by !== 'time') return x * (by === 'epoch' ? stepsPerEpoch : 1);
  const row = rowAt(train, x, 'time');
  return row < 0 ? Number.NEGATIVE_INFINITY : (train.buffers.step?.[row] ?? 0);
}

/** The last x of a run; 0 before its first row. */
export function lastX(across: Horizontal, { train, validation }: Pick<Run, 'train' | 'validation'>): number {
  const ends = [train, validation].map((table) => xAt(across, table, table.length - 1));
  return Math.max(0, ...ends.filter(Number.isFinite));
}
