/** Of each run, those that differ from it in nothing but the seed, whether they are in memory or only kept. */
import { foldSeeds, onePerSeed } from '../../../core/compare/seeds.ts';
import { isAlive, type Run, stepsTaken } from '../../../core/run/run.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';

/** All runs that are known. */
export interface KnownRuns {
  readonly runs: readonly Run[];
  readonly kept: readonly RunSummary[];
}

type Member = Pick<RunSummary, 'id' | 'experiment' | 'changes' | 'steps' | 'title'>;

/**
 * By the id of each run that is over the members of its group, one a seed, oldest first; no entry for a run that stands
 * alone. What still trains stands alone: a mean over its first steps would be of others.
 */
export function membersOf({ runs, kept }: KnownRuns): ReadonlyMap<string, readonly Member[]> {
  const inMemory = new Map(runs.map((run) => [run.id, run]));
  const ofKept = kept.filter(({ id, status }) => !inMemory.has(id) && !isAlive(status));
  const ofMemory = runs.filter(({ status }) => !isAlive(status)).map((run) => ({ ...run, steps: stepsTaken(run) }));
  const measured = [...ofKept, ...ofMemory].filter(({ steps }) => steps > 0);
  const found = new Map<string, readonly Member[]>();
  for (const { members } of foldSeeds(measured.sort((a, b) => a.startedAt - b.startedAt))) {
    const counted = onePerSeed(members);
    if (counted.length > 1) for (const { id } of members) found.set(id, counted);
  }
  return found;
}
