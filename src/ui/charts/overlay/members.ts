/** Of each run, those that differ from it in nothing but the seed, whether they are in memory or only kept. */
import { shallow } from 'zustand/shallow';
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
  const over = runs.filter(({ status }) => !isAlive(status));
  if (latest?.kept !== kept || !shallow(latest.over, over)) latest = { kept, over, found: fold(over, runs, kept) };
  return latest.found;
}

/** The charts ask with every report of the engine; who is over, and what is kept, changes seldom. */
let latest:
  | {
      readonly kept: readonly RunSummary[];
      readonly over: readonly Run[];
      readonly found: ReadonlyMap<string, readonly Member[]>;
    }
  | undefined;

function fold(over: readonly Run[], runs: readonly Run[], kept: readonly RunSummary[]) {
  const inMemory = new Set(runs.map(({ id }) => id));
  const ofKept = kept.filter(({ id, status }) => !inMemory.has(id) && !isAlive(status));
  const measured = [...ofKept, ...over.map((run) => ({ ...run, steps: stepsTaken(run) }))];
  const ordered = measured.filter(({ steps }) => steps > 0).sort((a, b) => a.startedAt - b.startedAt);
  const found = new Map<string, readonly Member[]>();
  for (const { members } of foldSeeds(ordered)) {
    const counted = onePerSeed(members);
    if (counted.length > 1) for (const { id } of members) found.set(id, counted);
  }
  return found;
}
