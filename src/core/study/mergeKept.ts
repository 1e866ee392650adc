/** Two tabs change one study: what each has done to it since they last agreed comes together. */
import type { KeptStudy } from './keptStudy.ts';
import type { StudyOutcome } from './outcomes.ts';

/**
 * `mine` with what `theirs` changed of `base`. Where both changed the same, theirs stands. An outcome that one of them took
 * away, so that its run is tried again, is gone.
 */
export function mergeKept(base: KeptStudy, mine: KeptStudy, theirs: KeptStudy): KeptStudy {
  const [before, now] = [byId(base), byId(theirs)];
  const changed = new Set([...before.keys(), ...now.keys()].filter((id) => !isSame(before.get(id), now.get(id))));
  const status = theirs.status === base.status ? mine.status : theirs.status;
  const box = isSame(theirs.box, base.box) ? mine.box : theirs.box;
  const backend = mine.backend ?? theirs.backend;
  const { box: _, ...others } = mine;
  return {
    ...others,
    status,
    outcomes: [
      ...mine.outcomes.filter(({ id }) => !changed.has(id)),
      ...theirs.outcomes.filter(({ id }) => changed.has(id)),
    ],
    ...(box && { box }),
    ...(backend && { backend }),
  };
}

function byId({ outcomes }: KeptStudy): ReadonlyMap<string, StudyOutcome> {
  return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
