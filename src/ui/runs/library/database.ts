/**
 * The database of the library: of every run its summary, in one table that is read as a whole; its parts and chunks, read
 * when a run is loaded; and what a person says of it, in a table of its own, so that another tab than the one that trains
 * it may write it. Studies have a table, too (`studies.ts`). Whatever comes out of here is parsed.
 */
import { Dexie, type Table } from 'dexie';
import * as z from 'zod/mini';
import { parseSummary } from '../../../core/run/kept/parseRecord.ts';
import { type Chunk, type PartName, partNames, type RawRecord } from '../../../core/run/kept/record.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';

export interface SummaryRow {
  readonly id: string;
  readonly summary: RunSummary;
  /** Id of the tab in which it trains or trained. */
  readonly tab: string;
}

export interface PartRow {
  readonly run: string;
  readonly name: PartName;
  readonly value: unknown;
}

export interface ChunkRow extends Chunk {
  readonly run: string;
}

const mark = z.object({
  id: z.string(),
  title: z.exactOptional(z.string()),
  note: z.exactOptional(z.string()),
  isPinned: z.exactOptional(z.boolean()),
  /** Id of the tab in which it was deleted, and can be brought back as long as that is open. */
  deletedIn: z.exactOptional(z.string()),
});

/** What a person says of a run, where it differs from what the run says of itself. */
export type Mark = Readonly<z.infer<typeof mark>>;

/** Whatever stands in the tables: an older or a newer page may have written it. */
export interface Tables {
  readonly summaries: Table<unknown, string>;
  readonly parts: Table<unknown, [run: string, name: PartName]>;
  readonly chunks: Table<unknown, [run: string, table: string, from: number]>;
  readonly marks: Table<unknown, string>;
  readonly studies: Table<unknown, string>;
}

export type Database = Dexie & Tables;

/** Of the tables below: whoever changes them adds a version, with what it does to the rows of the one before. */
export const libraryVersion = 2;

/** A database that is opened by `openDatabase`; `name` is another one in tests. */
export function makeDatabase(name = 'loss-mixer', options?: ConstructorParameters<typeof Dexie>[1]): Database {
  // On localhost it would print every write that fails; the page says them.
  Dexie.debug = false;
  const database = new Dexie(name, { autoOpen: false, ...options });
  database.version(1).stores({
    summaries: 'id',
    parts: '[run+name]',
    chunks: '[run+table+from]',
    marks: 'id',
  });
  database.version(libraryVersion).stores({ studies: 'id' });
  return Object.assign(database, {
    summaries: database.table<unknown, string>('summaries'),
    parts: database.table<unknown, [string, PartName]>('parts'),
    chunks: database.table<unknown, [string, string, number]>('chunks'),
    marks: database.table<unknown, string>('marks'),
    studies: database.table<unknown, string>('studies'),
  });
}

/** Opens it. Rejects with the error of IndexedDB, which is a VersionError where a newer page has written it. */
export async function openDatabase(database: Database): Promise<void> {
  await database.open();
  // Dexie opens a newer one as it finds it, and multiplies its own versions by ten.
  if (database.backendDB().version <= libraryVersion * 10) return;
  database.close();
  throw new DOMException('The database has a newer version.', 'VersionError');
}

const keysOf = (id: string) =>
  [
    [id, Dexie.minKey],
    [id, Dexie.maxKey],
  ] as const;
const part = z.object({ name: z.string(), value: z.unknown() });

/** What is kept of a run beside its summary, as it was found: all parts, or those of the given names. */
export async function readContents(
  database: Database,
  id: string,
  names: readonly PartName[] = partNames,
): Promise<Pick<RawRecord, 'parts' | 'chunks'>> {
  return database.transaction('r', database.parts, database.chunks, async () => {
    const rows = await database.parts.bulkGet(names.map((name): [string, PartName] => [id, name]));
    const chunks = await database.chunks
      .where('[run+table+from]')
      .between(...keysOf(id))
      .toArray();
    const parts = rows.flatMap((row) => {
      const { data } = z.safeParse(part, row);
      return data ? [[data.name, data.value] as const] : [];
    });
    return { parts: Object.fromEntries(parts), chunks };
  });
}

/** A run as the table of all runs needs it. */
export interface Kept {
  readonly summary: RunSummary;
  readonly tab: string;
  readonly deletedIn?: string;
}

const summaryRow = z.object({ summary: z.unknown(), tab: z.string() });

/**
 * The summaries, with what a person said of them, of these runs or of all. `pause` is awaited before each is parsed. The
 * number of those that could not be read comes with them.
 */
export async function readKept(
  database: Database,
  pause: () => Promise<void> | undefined,
  ids?: readonly string[],
): Promise<{ readonly kept: readonly Kept[]; readonly damaged: number }> {
  const { summaries, marks } = database;
  const [rows, said] = await database.transaction('r', summaries, marks, async () =>
    Promise.all(ids ? [summaries.bulkGet([...ids]), marks.bulkGet([...ids])] : [summaries.toArray(), marks.toArray()]),
  );
  const byId = new Map(
    said.flatMap((row) => {
      const { data } = z.safeParse(mark, row);
      return data ? [[data.id, data] as const] : [];
    }),
  );
  const kept: Kept[] = [];
  let damaged = 0;
  for (const row of rows) {
    if (row === undefined) continue;
    await pause();
    const { data } = z.safeParse(summaryRow, row);
    const summary = data && parseSummary(data.summary);
    if (!data || !summary) {
      damaged += 1;
      continue;
    }
    const { id: _, deletedIn, ...changes } = byId.get(summary.id) ?? { id: '' };
    kept.push({ summary: { ...summary, ...changes }, tab: data.tab, ...(deletedIn !== undefined && { deletedIn }) });
  }
  return { kept, damaged };
}

/** The tab of a row of the table of summaries. */
export function tabOf(row: unknown): string | undefined {
  return z.safeParse(summaryRow, row).data?.tab;
}

/** A value of a row of the table of parts. */
export function partOf(row: unknown): unknown {
  return z.safeParse(part, row).data?.value;
}

/** Notes what a person says of runs. */
export async function markRuns(
  database: Database,
  ids: readonly string[],
  change: { readonly [K in keyof Omit<Mark, 'id'>]: Mark[K] | undefined },
): Promise<void> {
  const { marks } = database;
  await database.transaction('rw', marks, async () => {
    const before = await marks.bulkGet([...ids]);
    const marked = ids.map((id, i) => ({ ...z.safeParse(mark, before[i]).data, ...change, id }));
    await marks.bulkPut(
      marked.map((one) => Object.fromEntries(Object.entries(one).filter(([, v]) => v !== undefined))),
    );
  });
}

/** Takes runs out of the database for good. */
export async function removeRuns(database: Database, ids: readonly string[]): Promise<void> {
  const { summaries, parts, chunks, marks } = database;
  await database.transaction('rw', summaries, parts, chunks, marks, async () => {
    for (const id of ids) {
      await parts
        .where('[run+name]')
        .between(...keysOf(id))
        .delete();
      await chunks
        .where('[run+table+from]')
        .between(...keysOf(id))
        .delete();
    }
    await summaries.bulkDelete([...ids]);
    await marks.bulkDelete([...ids]);
  });
}

/** What is written of a run together: all of it, or nothing. */
export interface Writes {
  readonly summary: SummaryRow;
  readonly parts: readonly PartRow[];
  readonly chunks: readonly ChunkRow[];
  /** Row from which on the chunks of a table are void, but for those written. */
  readonly voidFrom: Readonly<Partial<Record<ChunkRow['table'], number>>>;
}

/**
 * Writes in a transaction that is asked for and committed within this very call: a page that closes gets no answer any
 * more, for which Dexie's would wait. Rejects with the error of IndexedDB.
 */
export function writeRun(database: Database, writes: Writes): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.backendDB().transaction(['summaries', 'parts', 'chunks'], 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The write was aborted.', 'AbortError'));
    try {
      putAll(transaction, writes);
      transaction.commit();
    } catch (error) {
      // What was put before would be committed by itself.
      transaction.abort();
      reject(error);
    }
  });
}

function putAll(transaction: IDBTransaction, { summary, parts, chunks, voidFrom }: Writes): void {
  const store = (name: string) => transaction.objectStore(name);
  store('summaries').put(summary);
  for (const part of parts) store('parts').put(part);
  for (const table of ['train', 'validation'] as const) {
    const from = voidFrom[table];
    if (from !== undefined)
      store('chunks').delete(IDBKeyRange.bound([summary.id, table, from], [summary.id, table, Number.MAX_VALUE]));
  }
  for (const chunk of chunks) store('chunks').put(chunk);
}
