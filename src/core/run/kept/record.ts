/**
 * A run taken apart for keeping, and put together again. Its summary is what a table of many runs needs. The parts are
 * what else the engine said of it, each changing at its own pace. The chunks are its tables in pieces of at most
 * `chunkRows` rows, so that a run that grows is not written anew as a whole.
 */
import type { Checkpoint } from '../checkpoint.ts';
import { append, emptyTable, type Table } from '../metrics.ts';
import type { Columns } from '../protocol.ts';
import type { Run } from '../run.ts';
import { inCommon, type RunSummary, summaryOf } from '../runSummary.ts';

export interface RunParts
  extends Partial<Pick<Run, 'choice' | 'dataset' | 'pace' | 'answers' | 'confusion' | 'layerView' | 'notices'>> {
  /** Where it can go on from. */
  readonly checkpoint?: Checkpoint;
}

export const partNames = [
  'choice',
  'dataset',
  'pace',
  'answers',
  'confusion',
  'layerView',
  'notices',
  'checkpoint',
] as const satisfies readonly (keyof RunParts)[];

export type PartName = (typeof partNames)[number];
export type TableName = 'train' | 'validation';

/** Rows of a table from row `from` on. A column may be missing: its values are NaN there. */
export interface Chunk {
  readonly table: TableName;
  readonly from: number;
  readonly columns: Columns;
}

/** What is kept of a run, as it was found. */
export interface RawRecord {
  readonly summary: unknown;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly chunks: readonly unknown[];
}

/** All that is kept of a run. */
export interface RunRecord {
  readonly summary: RunSummary;
  readonly parts: RunParts;
  readonly chunks: readonly Chunk[];
}

export const chunkRows = 1024;

/** The parts of a run that has any; `checkpoint` is not the run's own. */
export function partsOf(run: Run): RunParts {
  const { choice, dataset, pace, answers, confusion, layerView, notices } = run;
  return {
    ...(choice && { choice }),
    ...(dataset && { dataset }),
    ...(pace && { pace }),
    ...(answers && { answers }),
    ...(layerView && { layerView }),
    confusion,
    notices,
  };
}

/** The chunks of a table that hold its rows from row `from` on, in copies. */
export function chunksOf(table: TableName, { length, buffers }: Table, from = 0): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = from - (from % chunkRows); first < length; first += chunkRows) {
    const end = Math.min(length, first + chunkRows);
    const columns = Object.entries(buffers).map(([name, buffer]) => [name, buffer.slice(first, end)] as const);
    chunks.push({ table, from: first, columns: Object.fromEntries(columns) });
  }
  return chunks;
}

/** The rows of the chunks up to the first gap. Throws if the columns of a chunk differ in length. */
export function tableOf(chunks: readonly Chunk[]): Table {
  let table = emptyTable;
  for (const { from, columns } of [...chunks].sort((a, b) => a.from - b.from)) {
    if (from === table.length) table = append(table, columns);
  }
  return table;
}

/** The record of a run in memory. */
export function recordOf(run: Run, checkpoint: Checkpoint | undefined): RunRecord {
  return {
    summary: summaryOf(run),
    parts: { ...partsOf(run), ...(checkpoint && { checkpoint }) },
    chunks: [...chunksOf('train', run.train), ...chunksOf('validation', run.validation)],
  };
}

/** The run of a record. Throws like `tableOf`. */
export function runOf({ summary, parts, chunks }: RunRecord): Run {
  const { checkpoint: _, confusion = {}, notices = [], ...others } = parts;
  const named = (name: TableName) => tableOf(chunks.filter(({ table }) => table === name));
  return {
    ...inCommon(summary),
    confusion,
    notices,
    ...others,
    train: named('train'),
    validation: named('validation'),
  };
}

/** About how many bytes a value takes where it is kept: numbers in arrays as they are, anything else as its text. */
export function sizeBytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 0;
  for (const [key, one] of Object.entries(value)) bytes += (Array.isArray(value) ? 0 : key.length) + sizeBytesOf(one);
  return bytes;
}
