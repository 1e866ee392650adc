/** Walking along the front of the weighted sums: a run between two of them, which begins where a run beside it ended. */
import type { Experiment } from '../../core/experiment.ts';
import { error } from '../../core/problem.ts';
import { warmStart } from '../../core/run/checkpoint.ts';
import { checkpointOf } from './keeping.ts';
import { complain } from './open.ts';
import { runWarm } from './run.ts';

/** A run whose network another may begin with. */
export interface Donor {
  readonly runId: string;
  readonly label: string;
}

/**
 * Starts a run of the experiment with the network of the first donor of which a checkpoint is kept. It comes on the desk,
 * which can be undone. Answers the id of the run, or nothing where it could not start.
 */
export async function startWarm(
  experiment: Experiment,
  label: string,
  donors: readonly Donor[],
): Promise<string | undefined> {
  for (const donor of donors) {
    const checkpoint = await checkpointOf(donor.runId);
    if (checkpoint) return runWarm(experiment, { title: titleOf(label, donor), warm: warmStart(checkpoint) });
  }
  const message = 'No run of the front is kept whose network this one could begin with.';
  complain([error([], message, 'Run the study in this browser, or use a point and run it from its start.')]);
  return undefined;
}

/** As it is called everywhere: another start than that of its experiment is part of what it is. */
function titleOf(label: string, donor: Donor): string {
  return `${label}, warm from ${donor.label}`;
}
