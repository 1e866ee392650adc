/** Which runs are held in memory with all their numbers. */
import { isAlive, type Run } from '../../core/run/run.ts';
import { runLimit, type State } from '../store.ts';

/**
 * At most `runLimit` runs, oldest first. The oldest that are over go first; those that are shown, driven, compared, the
 * baseline or drawn with them stay, and so does what goes on.
 */
export function withinLimit(runs: readonly Run[], state: State): readonly Run[] {
  const { shownRunId, drivenRunId, baselineRunId, comparedRunIds, memberRunIds } = state;
  const wanted = new Set([shownRunId, drivenRunId, baselineRunId, ...comparedRunIds, ...memberRunIds]);
  const unwanted = runs.filter(({ id, status }) => !isAlive(status) && !wanted.has(id));
  const forgotten = new Set(unwanted.slice(0, Math.max(0, runs.length - runLimit)));
  return runs.filter((run) => !forgotten.has(run));
}
