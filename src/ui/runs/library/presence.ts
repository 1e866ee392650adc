/**
 * Which tabs are open. A tab holds a lock named after its id as long as it lives; what trained in a tab whose lock nobody
 * holds was interrupted. A run that a tab goes on with is locked, too. Tabs tell each other which runs they have written.
 */
import * as z from 'zod/mini';

export interface Presence {
  /** Id of this tab. */
  readonly tab: string;
  /** Ids of the open tabs, this one among them. Where the browser has no locks: this one alone. */
  openTabs(): Promise<ReadonlySet<string>>;
  /**
   * Takes a run, which this tab alone has until it calls what this returns; nothing where another tab has taken it.
   * Where the browser has no locks every tab gets it.
   */
  claim(runId: string): Promise<(() => void) | undefined>;
  /** Tells the other tabs that runs, or studies, have been written, marked or deleted. */
  tell(ids: readonly string[], what?: Kind): void;
  /** Calls back with what another tab has written. */
  listen(callback: (ids: readonly string[], what: Kind) => void): void;
}

type Kind = 'runs' | 'studies';

const prefix = 'loss-mixer/tab/';
const runPrefix = 'loss-mixer/run/';
const nothing = () => undefined;
const heard = z.object({ changed: z.array(z.string()), what: z._default(z.enum(['runs', 'studies']), 'runs') });

/** Resolves once this tab holds its lock. */
export async function announce(tab: string): Promise<Presence> {
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  if (locks) {
    await new Promise<void>((held) => {
      const isHeld = () => {
        held();
        return new Promise<never>(() => undefined);
      };
      // Where locks are forbidden the tab does without.
      locks.request(prefix + tab, isHeld).catch(() => held());
    });
  }
  const channel = new BroadcastChannel('loss-mixer/library');
  return {
    tab,
    async openTabs() {
      const names = (await locks?.query())?.held?.map(({ name }) => name ?? '') ?? [];
      const tabs = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
      return new Set([tab, ...tabs]);
    },
    claim: makeClaims(locks),
    tell: (ids, what = 'runs') => channel.postMessage({ changed: ids, what }),
    listen(callback) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        const read = z.safeParse(heard, data);
        if (read.success) callback(read.data.changed, read.data.what);
      };
    },
  };
}

/** The claims of this tab: a run that it has taken twice is free when both were let go. */
function makeClaims(locks: LockManager | undefined): Presence['claim'] {
  const held = new Map<string, { count: number; readonly free: () => void }>();
  const hold = (runId: string, free: () => void) => {
    const own = held.get(runId) ?? { count: 0, free };
    own.count += 1;
    held.set(runId, own);
    return () => {
      own.count -= 1;
      if (own.count > 0) return;
      held.delete(runId);
      own.free();
    };
  };
  return async (runId) => {
    const own = held.get(runId);
    if (own || !locks) return hold(runId, own?.free ?? nothing);
    const free = await new Promise<(() => void) | undefined>((answer) => {
      const onAnswer = (lock: Lock | null) => {
        if (lock) return new Promise<void>(answer);
        answer(undefined);
        return undefined;
      };
      locks.request(runPrefix + runId, { ifAvailable: true }, onAnswer).catch(() => answer(nothing));
    });
    return free && hold(runId, free);
  };
}
