/**
 * Which runs of the store have to be written, and when: soon after one began or ended, else every two seconds; with the
 * next that is heard of them where the timer is late, as in a hidden tab whose browser holds timers back for minutes. A run
 * that could not be written is tried again later, and waits in memory until then.
 */
import type { Checkpoint } from '../../../core/run/checkpoint.ts';
import { partsOf, type RunParts } from '../../../core/run/kept/record.ts';
import { type Run, stepsTaken } from '../../../core/run/run.ts';
import type { State } from '../../store.ts';
import type { Later } from '../silence.ts';

const everyMs = 2000;
const soonMs = 100;
const againMs = 10_000;
const lateMs = 2000;

interface Surroundings {
  readonly store: { getState(): State; subscribe(listener: () => void): () => void };
  /** Writes a run and its parts. Answers whether that succeeded; never rejects. */
  readonly write: (run: Run, parts: RunParts) => Promise<boolean>;
  /** Is told that a run is neither in memory nor waits any more. */
  readonly forget: (id: string) => void;
  readonly later: Later;
  /** Is told that a run was written, or that one that could not be waits no more. */
  readonly onSettled: () => void;
}

export interface Follower {
  /** Writes what waits, all within this very call. */
  flush(): Promise<void>;
  /** Whether a run waits that could not be written. */
  hasFailed(): boolean;
  /** Notes that a run need not be written as it is. */
  settle(run: Run): void;
  /** Keeps a checkpoint of a run in place of the one before. */
  keep(runId: string, checkpoint: Checkpoint): void;
  /** The checkpoint of a run that waits to be written. */
  waitingCheckpoint(runId: string): Checkpoint | undefined;
  /** Writes nothing more of the run, whatever becomes of it; its checkpoint waits. */
  drop(runId: string): void;
  isDropped(runId: string): boolean;
  /** Takes back `drop`: what waits is written with the run, once that is in the store. */
  readmit(runId: string): void;
  /** Drops the run and its checkpoint for good. */
  discard(runId: string): void;
}

export function follow({ store, write, forget, later, onSettled }: Surroundings): Follower {
  /** Of every run in memory how it was when it was seen last. */
  const seen = new Map<string, Run>();
  const waiting = new Map<string, Run>();
  const checkpoints = new Map<string, Checkpoint>();
  const dropped = new Set<string>();
  /** Could not be written, and wait or are tried again. */
  const failed = new Set<string>();
  let timer: { readonly isSoon: boolean; readonly dueAt: number; readonly cancel: () => void } | undefined;

  function schedule(ms: number) {
    const isSoon = ms <= soonMs;
    if (timer && (timer.isSoon || !isSoon)) return;
    timer?.cancel();
    timer = { isSoon, dueAt: performance.now() + ms, cancel: later(() => void flush(), ms) };
  }

  function look() {
    const { runs } = store.getState();
    for (const run of runs) {
      const before = seen.get(run.id);
      if (before === run) continue;
      seen.set(run.id, run);
      if (dropped.has(run.id) || !isWorthKeeping(run) || (before && differInMarks(before, run))) continue;
      waiting.set(run.id, run);
      schedule(before?.status === run.status ? everyMs : soonMs);
    }
    for (const id of seen.keys()) {
      if (waiting.has(id) || runs.some((run) => run.id === id)) continue;
      seen.delete(id);
      forget(id);
    }
    if (timer && performance.now() > timer.dueAt + lateMs) void flush();
  }

  async function flush() {
    timer?.cancel();
    timer = undefined;
    const runs = [...waiting.values()];
    waiting.clear();
    await Promise.all(runs.map(put));
  }

  async function put(run: Run) {
    const { id } = run;
    const checkpoint = checkpoints.get(id);
    const isWritten = await write(run, { ...partsOf(run), ...(checkpoint && { checkpoint }) });
    if (!isWritten && !dropped.has(id)) {
      failed.add(id);
      waiting.set(id, waiting.get(id) ?? run);
      schedule(againMs);
      return;
    }
    if (isWritten && checkpoints.get(id) === checkpoint) checkpoints.delete(id);
    failed.delete(id);
    onSettled();
  }

  function drop(runId: string) {
    dropped.add(runId);
    waiting.delete(runId);
    if (failed.delete(runId)) onSettled();
  }

  look();
  store.subscribe(look);
  return {
    flush,
    hasFailed: () => failed.size > 0,
    settle(run) {
      seen.set(run.id, run);
      if (waiting.has(run.id)) waiting.set(run.id, run);
    },
    keep(runId, checkpoint) {
      const run = seen.get(runId);
      if (run?.isUnkept) return;
      checkpoints.set(runId, checkpoint);
      if (!run || dropped.has(runId) || !isWorthKeeping(run)) return;
      waiting.set(runId, waiting.get(runId) ?? run);
      schedule(everyMs);
    },
    waitingCheckpoint: (runId) => checkpoints.get(runId),
    drop,
    isDropped: (runId) => dropped.has(runId),
    readmit(runId) {
      // What happened to it meanwhile was not written.
      if (dropped.delete(runId)) seen.delete(runId);
    },
    discard(runId) {
      drop(runId);
      checkpoints.delete(runId);
    },
  };
}

/**
 * A run left before its first step shows nothing, unless it says why; one that a link brought was not run here; and some
 * are not to be kept.
 */
function isWorthKeeping(run: Run): boolean {
  if (run.isFromLink || run.isUnkept) return false;
  return run.status === 'failed' || stepsTaken(run) > 0;
}

const marks: ReadonlySet<string> = new Set(['title', 'note', 'isPinned'] satisfies (keyof Run)[]);

/** Whether a person has said something of the run, and nothing else has happened: that is kept by itself. */
function differInMarks(before: Run, run: Run): boolean {
  const values = new Map(Object.entries(before));
  return Object.entries(run).every(([name, value]) => marks.has(name) || values.get(name) === value);
}
