/**
 * Which tabs are open. A tab holds a lock named after its id as long as it lives; what trained in a tab whose lock nobody
 * holds was interrupted. Tabs tell each other which runs they have written.
 */
import * as z from 'zod/mini';

export interface Presence {
  /** Id of this tab. */
  readonly tab: string;
  /** Ids of the open tabs, this one among them. Where the browser has no locks: this one alone. */
  openTabs(): Promise<ReadonlySet<string>>;
  /** Tells the other tabs that runs have been written, marked or deleted. */
  tell(ids: readonly string[]): void;
  /** Calls back with the runs that another tab has written. */
  listen(callback: (ids: readonly string[]) => void): void;
}

const prefix = 'loss-mixer/tab/';
const heard = z.object({ changed: z.array(z.string()) });

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
    tell: (ids) => channel.postMessage({ changed: ids }),
    listen(callback) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        const read = z.safeParse(heard, data);
        if (read.success) callback(read.data.changed);
      };
    },
  };
}
