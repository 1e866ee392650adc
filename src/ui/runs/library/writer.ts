/** Writes runs into the database: of each only what has changed since it was written last. */
import {
  chunkRows,
  chunksOf,
  type PartName,
  partNames,
  type RunParts,
  sizeBytesOf,
} from '../../../core/run/kept/record.ts';
import type { Table } from '../../../core/run/metrics.ts';
import type { Run } from '../../../core/run/run.ts';
import { type RunSummary, summaryOf } from '../../../core/run/runSummary.ts';
import { type Database, writeRun } from './database.ts';

/** What of a run stands in the database. */
interface Written {
  /** Without the checkpoint, which is large: whoever brings one means it to be written. */
  readonly parts: Omit<RunParts, 'checkpoint'>;
  readonly sizesBytes: ReadonlyMap<PartName, number>;
  readonly train: WrittenTable;
  readonly validation: WrittenTable;
}

interface WrittenTable {
  readonly length: number;
  /** A table that goes on in the same buffer has the same rows; one in another may have had rows taken back. */
  readonly steps: Float32Array | undefined;
}

export interface Writer {
  /** Writes the run and its parts that are new. Returns its summary as it is kept. Rejects if it cannot be written. */
  write(run: Run, parts: RunParts): Promise<RunSummary>;
  /** Notes that the database has the run just as it is here. */
  note(run: Run, parts: RunParts): void;
  /** Forgets what the database has of a run: it is written anew. */
  forget(id: string): void;
}

export function makeWriter(database: Database, { tab, product }: { tab: string; product: string }): Writer {
  const written = new Map<string, Written>();

  return {
    async write(run, newParts) {
      const { id } = run;
      const before = written.get(id);
      const parts: RunParts = { ...before?.parts, ...newParts };
      const known: RunParts = before?.parts ?? {};
      const changed = partNames.filter((name) => parts[name] !== undefined && parts[name] !== known[name]);
      const now = writtenOf(run, parts, before);
      const summary = { ...summaryOf(run), sizeBytes: 0, product };
      summary.sizeBytes = sizeBytesOf(summary) + tableBytes(run.train) + tableBytes(run.validation);
      for (const bytes of now.sizesBytes.values()) summary.sizeBytes += bytes;
      const train = firstChanged(run.train, before?.train);
      const validation = firstChanged(run.validation, before?.validation);
      await writeRun(database, {
        summary: { id, summary, tab },
        parts: changed.map((name) => ({ run: id, name, value: parts[name] })),
        voidFrom: {
          ...(train.isAnew && { train: train.row }),
          ...(validation.isAnew && { validation: validation.row }),
        },
        chunks: [
          ...chunksOf('train', run.train, train.row),
          ...chunksOf('validation', run.validation, validation.row),
        ].map((chunk) => ({ run: id, ...chunk })),
      });
      written.set(id, now);
      return summary;
    },
    note: (run, parts) => void written.set(run.id, writtenOf(run, parts)),
    forget: (id) => void written.delete(id),
  };
}

function writtenOf(run: Run, parts: RunParts, before?: Written): Written {
  const known: RunParts = before?.parts ?? {};
  const sizesBytes = new Map(before?.sizesBytes);
  for (const name of partNames) {
    if (parts[name] !== undefined && parts[name] !== known[name]) sizesBytes.set(name, sizeBytesOf(parts[name]));
  }
  const { checkpoint: _, ...lasting } = parts;
  const { train, validation } = run;
  return {
    parts: lasting,
    sizesBytes,
    train: { length: train.length, steps: train.buffers.step },
    validation: { length: validation.length, steps: validation.buffers.step },
  };
}

/** The row from which on a table has to be written, and whether rows that stand there are void. */
function firstChanged({ length, buffers }: Table, before: WrittenTable | undefined) {
  if (!before) return { row: 0, isAnew: true };
  if (before.steps !== buffers.step) return { row: 0, isAnew: true };
  const row = Math.min(length, before.length);
  return { row: row - (row % chunkRows), isAnew: length < before.length };
}

function tableBytes({ length, buffers }: Table): number {
  return 4 * length * Object.keys(buffers).length;
}
