/**
 * The studies kept in this browser, a row each. They follow the store: what changed is written a while later, together
 * with what another tab has written meanwhile. Their runs are kept as all runs are.
 */
import * as z from 'zod/mini';
import type { KeptStudy } from '../../../core/study/keptStudy.ts';
import { mergeKept } from '../../../core/study/mergeKept.ts';
import { parseKeptStudy } from '../../../core/study/parseKept.ts';
import type { State } from '../../store.ts';
import type { Later } from '../silence.ts';
import type { Database } from './database.ts';
import type { Presence } from './presence.ts';

const everyMs = 1000;
const soonMs = 100;
/** After a write that failed. */
const againMs = 10_000;

const row = z.object({
  place: z.number(),
  revision: z.int(),
  study: z.unknown(),
  /** Id of the tab in which it was deleted, and can be brought back as long as that is open. */
  deletedIn: z.exactOptional(z.string()),
});

/** A study as the database has it. */
interface Row {
  readonly study: KeptStudy;
  /** Its rank in the queue. */
  readonly place: number;
  /** Counts the writes: another number than the one read last comes from another tab. */
  readonly revision: number;
  readonly deletedIn?: string;
}

function parseRow(raw: unknown): Row | undefined {
  const { data } = z.safeParse(row, raw);
  const study = data && parseKeptStudy(data.study);
  return data && study && { ...data, study };
}

/** All studies that are kept, in their order, and how many cannot be read. Those deleted in tabs that are closed go. */
export async function readStudies(
  { studies }: Database,
  openTabs: ReadonlySet<string>,
): Promise<{ readonly rows: readonly Row[]; readonly damaged: number }> {
  const all = await studies.toArray();
  const read = all.flatMap((raw) => parseRow(raw) ?? []);
  const gone = read.filter(({ deletedIn }) => deletedIn !== undefined && !openTabs.has(deletedIn));
  if (gone.length > 0) await studies.bulkDelete(gone.map(({ study }) => study.id));
  const rows = read.filter(({ deletedIn }) => deletedIn === undefined).sort((a, b) => a.place - b.place);
  return { rows, damaged: all.length - read.length };
}

interface Surroundings {
  readonly database: Database;
  readonly presence: Pick<Presence, 'tab' | 'tell'>;
  readonly store: {
    getState(): State;
    setState(change: (state: State) => Partial<State>): void;
    subscribe(listener: () => void): () => void;
  };
  readonly later: Later;
  /** Answers what the work gives; where it fails, that is said. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** Is told that all that changed was written. */
  readonly onSettled: () => void;
}

export interface KeptStudies {
  /** Takes over what another tab has written. */
  refresh(ids: readonly string[]): Promise<void>;
  /** Takes a study out so that it can come back as long as this tab is open. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Takes a study out for good. */
  erase(id: string): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Whether a study waits that could not be written. */
  hasFailed(): boolean;
}

/** Follows the studies of the store, of which the database has these. */
export function followStudies(surroundings: Surroundings, rows: readonly Row[]): KeptStudies {
  const { database, presence, store, later, attempt, onSettled } = surroundings;
  const { studies } = database;
  /** What the database has, as it was written or read last. */
  const known = new Map<string, Row>(rows.map((one) => [one.study.id, one]));
  let timer: { readonly isSoon: boolean; readonly cancel: () => void } | undefined;
  let writing: Promise<void> = Promise.resolve();
  let hasFailed = false;

  /** The studies of the store that the database does not have as they are. */
  function changed(): Pick<Row, 'study' | 'place'>[] {
    const { studies: now } = store.getState();
    const places = placesOf(now, known);
    return now.flatMap((study, i) => {
      const place = places[i] ?? i;
      const before = known.get(study.id);
      return before?.study === study && before.place === place ? [] : [{ study, place }];
    });
  }

  function look() {
    const rows = changed();
    if (rows.length === 0) return;
    const isSoon = rows.some(({ study }) => known.get(study.id)?.study.status !== study.status);
    if (timer && (timer.isSoon || !isSoon)) return;
    timer?.cancel();
    const ms = hasFailed ? againMs : isSoon ? soonMs : everyMs;
    timer = { isSoon, cancel: later(() => void flush(), ms) };
  }

  function flush(): Promise<void> {
    timer?.cancel();
    timer = undefined;
    writing = writing.then(async () => {
      const rows = changed();
      if (rows.length === 0 && !hasFailed) return;
      let isWhole = true;
      for (const one of rows) isWhole = (await put(one)) && isWhole;
      hasFailed = !isWhole;
      if (isWhole) onSettled();
      // Tried again, whether or not the store changes until then.
      else look();
    });
    return writing;
  }

  /** Answers whether the study need not be tried again. */
  async function put({ study: mine, place }: Pick<Row, 'study' | 'place'>): Promise<boolean> {
    const { id } = mine;
    const base = known.get(id);
    const write = () =>
      database.transaction('rw', studies, async (): Promise<Row | 'deleted'> => {
        const there = parseRow(await studies.get(id));
        if (there?.deletedIn !== undefined) return 'deleted';
        const isForeign = base && there && there.revision !== base.revision;
        const study = isForeign ? mergeKept(base.study, mine, there.study) : mine;
        const next = { place, study, revision: (there?.revision ?? 0) + 1 };
        await studies.put({ id, ...next });
        return next;
      });
    const noted = (error: unknown): never => {
      hasFailed = true;
      throw error;
    };
    const written = await attempt(() => write().catch(noted));
    if (!written) return false;
    if (written === 'deleted') return true;
    known.set(id, written);
    if (written.study !== mine) take(id, mine, written.study);
    presence.tell([id], 'studies');
    return true;
  }

  /** Puts what the database has into the store, beside what was changed there since `base`. */
  function take(id: string, base: KeptStudy, theirs: KeptStudy) {
    store.setState(({ studies: all }) => ({
      studies: all.map((one) => (one.id !== id ? one : one === base ? theirs : mergeKept(base, one, theirs))),
    }));
  }

  async function refresh(ids: readonly string[]) {
    const read = await attempt(() => studies.bulkGet([...ids]));
    for (const [i, raw] of read?.entries() ?? []) {
      const id = ids[i] ?? '';
      const before = known.get(id);
      const there = withPlanOf(before, parseRow(raw));
      if (!there || there.deletedIn !== undefined) {
        known.delete(id);
        store.setState(({ studies: all }) => ({ studies: all.filter((one) => one.id !== id) }));
        continue;
      }
      known.set(id, there);
      if (before) take(id, before.study, there.study);
      else store.setState(({ studies: all }) => ({ studies: [...all.filter((one) => one.id !== id), there.study] }));
      store.setState(({ studies: all }) => ({ studies: inPlace(all, known) }));
    }
  }

  async function mark(id: string, deletedIn: string | undefined) {
    await attempt(() =>
      database.transaction('rw', studies, async () => {
        const there = parseRow(await studies.get(id));
        if (!there) return;
        const { place, study, revision } = there;
        await studies.put({ id, place, study, revision: revision + 1, ...(deletedIn !== undefined && { deletedIn }) });
      }),
    );
    presence.tell([id], 'studies');
  }

  look();
  store.subscribe(look);
  return {
    refresh,
    flush,
    hasFailed: () => hasFailed,
    async remove(id) {
      known.delete(id);
      await mark(id, presence.tab);
    },
    restore: (id) => mark(id, undefined),
    async erase(id) {
      await attempt(() => studies.delete(id));
      presence.tell([id], 'studies');
    },
  };
}

/** The row with the very study that was there before: its plan need not be made anew. */
function withPlanOf(before: Row | undefined, row: Row | undefined): Row | undefined {
  return before && row ? { ...row, study: { ...row.study, study: before.study.study } } : row;
}

/** [studies] the place of each: as they are, in the order of the queue; new ones come last. */
function placesOf(queue: readonly KeptStudy[], known: ReadonlyMap<string, Row>): readonly number[] {
  const old = queue.flatMap(({ id }) => known.get(id)?.place ?? []).sort((a, b) => a - b);
  let last = Number.NEGATIVE_INFINITY;
  return queue.map(({ id }) => {
    const next = known.has(id) ? old.shift() : undefined;
    last = Math.max(next ?? 0, last + 1);
    return last;
  });
}

function inPlace(queue: readonly KeptStudy[], known: ReadonlyMap<string, Row>): readonly KeptStudy[] {
  const place = ({ id }: KeptStudy) => known.get(id)?.place ?? Number.POSITIVE_INFINITY;
  const isSorted = queue.every((study, i) => i === 0 || place(queue[i - 1] ?? study) <= place(study));
  return isSorted ? queue : [...queue].sort((a, b) => place(a) - place(b));
}
