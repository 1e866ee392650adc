/**
 * The library: every run kept in this browser. It follows the runs of the store and writes them, holds their summaries in
 * the store, and reads the rest of a run when it is wanted. What it cannot do it says in `store.library`; nothing rejects.
 */
import type { Checkpoint } from '../../../core/run/checkpoint.ts';
import { parseCheckpoint, parseRecord } from '../../../core/run/kept/parseRecord.ts';
import { partNames, partsOf, type RunParts, type RunRecord, recordOf, runOf } from '../../../core/run/kept/record.ts';
import { isAlive, type Run, stepsTaken } from '../../../core/run/run.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { isRunOf, isUnderWay } from '../../../core/study/keptStudy.ts';
import { blankDraft, type State } from '../../store.ts';
import { withinLimit } from '../inMemory.ts';
import type { Later } from '../silence.ts';
import { type Database, type Mark, markRuns, partOf, readContents, readKept, removeRuns } from './database.ts';
import { follow } from './follow.ts';
import { stopInterrupted } from './interrupted.ts';
import type { Presence } from './presence.ts';
import { makeReports } from './reports.ts';
import { followStudies, type KeptStudies, readStudies } from './studies.ts';
import { damagedRun, damagedRuns, damagedStudies, whyNotRead, whyNotWritten } from './troubles.ts';
import { makeWriter } from './writer.ts';

export interface Surroundings {
  /** Open. */
  readonly database: Database;
  readonly presence: Presence;
  readonly store: {
    getState(): State;
    setState(change: (state: State) => Partial<State>): void;
    subscribe(listener: () => void): () => void;
  };
  readonly later: Later;
  /** Awaited between two pieces of work, so that no task is long. */
  readonly pause: () => Promise<void> | undefined;
  /** Asks the browser not to clear the storage when it is short of room; some ask the person. */
  readonly persist: () => void;
  /** Version of the product. */
  readonly product: string;
  /** Is given the library before the store says that it is open. */
  readonly connect?: (library: Library) => void;
}

export interface Library {
  /** Brings a run into memory, with as few others as the limit asks for; nothing where it is not kept. */
  load(id: string): Promise<Run | undefined>;
  /** All that is kept of a run, or of one in memory would be. */
  recordOf(id: string): Promise<RunRecord | undefined>;
  /** Where a run can go on from. */
  checkpointOf(id: string): Promise<Checkpoint | undefined>;
  /** Keeps a checkpoint in place of the run's last one. */
  keepCheckpoint(id: string, checkpoint: Checkpoint): void;
  /** Takes a run for this tab, until what it returns is called; nothing where another tab has taken it. */
  claim(id: string): Promise<(() => void) | undefined>;
  /** Keeps what a person says of runs. */
  mark(ids: readonly string[], change: Omit<Mark, 'id' | 'deletedIn'>): Promise<void>;
  /** Takes runs out so that they can come back as long as this tab is open. Answers whether they can. */
  remove(ids: readonly string[]): Promise<boolean>;
  restore(ids: readonly string[]): Promise<void>;
  /** Takes runs out for good. */
  erase(ids: readonly string[]): Promise<void>;
  /** The studies, which follow the store by themselves. */
  readonly studies: Omit<KeptStudies, 'refresh' | 'flush' | 'hasFailed'>;
  /** Takes in a run from elsewhere. */
  add(record: RunRecord): Promise<boolean>;
  /** Writes what waits. */
  flush(): Promise<void>;
}

/** Reads what is kept, says what was interrupted, and follows the store from then on. */
export async function openLibrary(surroundings: Surroundings): Promise<Library> {
  const { database, presence, store, later, pause, product } = surroundings;
  const writer = makeWriter(database, { tab: presence.tab, product });
  const { report, isOver, attempt } = makeReports({ database, store });
  const loading = new Map<string, Promise<Run | undefined>>();

  /** Something was written, or need not be any more: no trouble is left where nothing waits after a failure. */
  function settle() {
    if (!follower.hasFailed() && !followed.hasFailed()) isOver('full', 'unknown');
  }

  async function write(run: Run, parts: RunParts): Promise<boolean> {
    const summary = await attempt(() => writer.write(run, parts), whyNotWritten);
    if (!summary) return false;
    if (follower.isDropped(run.id)) return true;
    store.setState(({ kept, library: { interruptedIds, ...others } }) => {
      // Marks are newer there than in what began to be written before.
      const { title, note, isPinned } = kept.find(({ id }) => id === run.id) ?? run;
      return {
        kept: withSummaries(kept, [{ ...summary, title, note, isPinned }]),
        // Whoever goes on with it has answered.
        library: { ...others, interruptedIds: interruptedIds.filter((id) => id !== run.id) },
      };
    });
    presence.tell([run.id]);
    return true;
  }

  /** Takes over what another tab has written. */
  async function refresh(ids: readonly string[]) {
    const read = await attempt(() => readKept(database, pause, ids), whyNotRead);
    if (!read) return;
    const rows = read.kept.filter(({ deletedIn }) => deletedIn === undefined);
    const there = rows.map(({ summary }) => summary);
    const gone = ids.filter((id) => there.every((summary) => summary.id !== id));
    for (const id of gone) {
      follower.drop(id);
      writer.forget(id);
    }
    for (const { id } of there) follower.readmit(id);
    store.setState(({ kept, runs, library: state }) => ({
      kept: withSummaries(
        kept.filter(({ id }) => !gone.includes(id)),
        there,
      ),
      // What went on there is deleted no more, and must not go for good with the rest.
      library: { ...state, deleted: state.deleted.filter(({ id }) => there.every((summary) => summary.id !== id)) },
      runs: runs.map((run) => {
        const { title, note, isPinned } = there.find(({ id }) => id === run.id) ?? run;
        const isSame = title === run.title && note === run.note && isPinned === run.isPinned;
        return isSame ? run : { ...run, title, note, isPinned };
      }),
    }));
    // What was loaded while it trained in another tab is read once more when that is over.
    for (const { summary, tab } of rows) {
      const run = store.getState().runs.find(({ id }) => id === summary.id);
      const isOld = run && (run.status !== summary.status || stepsTaken(run) !== summary.steps);
      if (isOld && tab !== presence.tab && !isAlive(summary.status)) await load(summary.id);
    }
  }

  function load(id: string): Promise<Run | undefined> {
    const started = loading.get(id) ?? read(id).finally(() => loading.delete(id));
    loading.set(id, started);
    return started;
  }

  async function read(id: string): Promise<Run | undefined> {
    const { kept } = store.getState();
    const summary = kept.find((one) => one.id === id);
    const contents = summary && (await attempt(() => readContents(database, id, shownParts), whyNotRead));
    const parsed = contents && parseRecord({ summary, ...contents });
    if (!parsed) return undefined;
    const { record, damaged } = parsed;
    if (damaged.length > 0) report(damagedRun(record.summary.title, damaged));
    const run = runOf(record);
    writer.note(run, record.parts);
    follower.settle(run);
    store.setState((state) => ({
      runs: withinLimit(
        [...state.runs.filter((one) => one.id !== id), run].sort((a, b) => a.startedAt - b.startedAt),
        { ...state, comparedRunIds: [...state.comparedRunIds, id] },
      ),
    }));
    return run;
  }

  async function checkpointOf(id: string): Promise<Checkpoint | undefined> {
    const waiting = follower.waitingCheckpoint(id);
    if (waiting) return waiting;
    const row = await attempt(() => database.parts.get([id, 'checkpoint']), whyNotRead);
    return parseCheckpoint(partOf(row));
  }

  async function erase(ids: readonly string[]) {
    for (const id of ids) {
      follower.discard(id);
      writer.forget(id);
    }
    await attempt(() => removeRuns(database, ids).then(settle), whyNotWritten);
    presence.tell(ids);
    // What found no room may find it now.
    if (follower.hasFailed() || followed.hasFailed()) void flush();
  }

  async function flush() {
    await Promise.all([follower.flush(), followed.flush()]);
  }

  const all = await attempt(() => readKept(database, pause), whyNotRead);
  const open = await presence.openTabs();
  const kept = all?.kept ?? [];
  const forgotten = kept.filter(({ deletedIn }) => deletedIn !== undefined && !open.has(deletedIn));
  const here = kept.filter(({ deletedIn }) => deletedIn === undefined);
  const studies = await attempt(() => readStudies(database, open), whyNotRead);
  const cut = here.filter(({ summary, tab }) => isAlive(summary.status) && !open.has(tab));
  const stopped = (await attempt(() => stopInterrupted(database, cut, presence.tab), whyNotWritten)) ?? [];
  if (all && all.damaged > 0) report(damagedRuns(all.damaged));
  if (studies && studies.damaged > 0) report(damagedStudies(studies.damaged));
  const follower = follow({ store, write, forget: writer.forget, later, onSettled: settle });
  const followed = followStudies(
    {
      database,
      presence,
      store,
      later,
      attempt: (work) => attempt(work, whyNotWritten),
      onSettled: settle,
    },
    studies?.rows ?? [],
  );
  presence.listen((ids, what) => void (what === 'studies' ? followed : { refresh }).refresh(ids));
  if (forgotten.length > 0) {
    const ids = forgotten.map(({ summary }) => summary.id);
    void attempt(() => removeRuns(database, ids), whyNotWritten);
  }

  const library: Library = {
    async load(id) {
      return store.getState().runs.find((one) => one.id === id) ?? load(id);
    },
    async recordOf(id) {
      const { runs, kept } = store.getState();
      const run = runs.find((one) => one.id === id);
      const checkpoint = await checkpointOf(id);
      if (run) return recordOf(run, checkpoint);
      const summary = kept.find((one) => one.id === id);
      const contents = summary && (await attempt(() => readContents(database, id), whyNotRead));
      return contents && parseRecord({ summary, ...contents })?.record;
    },
    checkpointOf,
    keepCheckpoint: (id, checkpoint) => follower.keep(id, checkpoint),
    claim: (id) => presence.claim(id),
    async mark(ids, change) {
      if (change.isPinned) surroundings.persist();
      await attempt(() => markRuns(database, ids, change), whyNotWritten);
      presence.tell(ids);
    },
    async remove(ids) {
      for (const id of ids) follower.drop(id);
      try {
        await markRuns(database, ids, { deletedIn: presence.tab });
        presence.tell(ids);
        return true;
      } catch {
        // Where there is no room for a mark there is for a deletion.
        await erase(ids);
        return false;
      }
    },
    async restore(ids) {
      for (const id of ids) follower.readmit(id);
      await attempt(() => markRuns(database, ids, { deletedIn: undefined }), whyNotWritten);
      presence.tell(ids);
    },
    erase,
    async add(record) {
      const run = runOf(record);
      const { checkpoint } = record.parts;
      // It may have been deleted here, or another of the same id is here.
      await erase([run.id]);
      store.setState(({ kept }) => ({ kept: kept.filter(({ id }) => id !== run.id) }));
      follower.readmit(run.id);
      return write(run, { ...partsOf(run), ...(checkpoint && { checkpoint }) });
    },
    studies: followed,
    flush,
  };
  surroundings.connect?.(library);
  const keptStudies = (studies?.rows ?? []).map(({ study }) => study);
  // Those of a study go on with it, when it does.
  const isOfStudy = (id: string) => keptStudies.some((study) => isRunOf(study.id, id));
  const interrupted = stopped.flatMap(({ id }) => (isOfStudy(id) ? [] : [id]));
  store.setState((state) => ({
    kept: withSummaries(
      state.kept,
      here.map(({ summary }) => stopped.find(({ id }) => id === summary.id) ?? summary),
    ),
    library: { ...state.library, isOpen: true, interruptedIds: interrupted },
    studies: [...keptStudies, ...state.studies],
    // Where another is set up, a link may have brought it, that is what is to be seen.
    shownStudyId:
      state.shownStudyId ??
      (state.draft === blankDraft ? keptStudies.find(({ status }) => isUnderWay(status))?.id : undefined) ??
      null,
  }));
  return library;
}

/** A checkpoint may be larger than all the rest of a run, and is read when it is asked for. */
const shownParts = partNames.filter((name) => name !== 'checkpoint');

/** The summaries with newer ones in place of those of the same runs, oldest first. */
function withSummaries(kept: readonly RunSummary[], newer: readonly RunSummary[]): readonly RunSummary[] {
  const byId = new Map([...kept, ...newer].map((summary) => [summary.id, summary]));
  return [...byId.values()].sort((a, b) => a.startedAt - b.startedAt);
}
