/** Runs that were going on when their page was closed. */
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { type Database, type Kept, tabOf } from './database.ts';

/**
 * Notes in the database that these runs have stopped, and returns their summaries. What another tab has noted in the
 * meantime it has also said, and is left out.
 */
export async function stopInterrupted(
  database: Database,
  cut: readonly Kept[],
  tab: string,
): Promise<readonly RunSummary[]> {
  const { summaries } = database;
  return database.transaction('rw', summaries, async () => {
    const stopped: RunSummary[] = [];
    for (const { summary, tab: itsTab } of cut) {
      const row = await summaries.get(summary.id);
      if (tabOf(row) !== itsTab) continue;
      const now: RunSummary = { ...summary, status: 'stopped' };
      await summaries.put({ id: now.id, summary: now, tab });
      stopped.push(now);
    }
    return stopped;
  });
}
