/** How runs ended, in words. */
import type { RunSummary } from '../../run/runSummary.ts';
import type { SetupResult } from '../results.ts';

/** "finished", "out of patience", "diverged: the loss of size is no number any more". */
export function endingText({ status, failure }: Pick<RunSummary, 'status' | 'failure'>): string {
  if (failure) return `${failure.code === 'diverged' ? 'diverged' : 'failed'}: ${failure.message}`;
  return status === 'stopped' ? 'out of patience' : 'finished';
}

/** "1 diverged, 2 out of patience"; empty where all finished. */
export function endingsText({ runs }: Pick<SetupResult, 'runs'>): string {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const kind = endingText(run).split(':')[0] ?? '';
    if (kind !== 'finished') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
