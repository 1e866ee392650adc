/** What is known of a run at its end. */
import { splitCounts } from '../../datasets/describe.ts';
import type { Experiment } from '../../experiment.ts';
import { withChanges } from '../liveChange.ts';
import type { Table } from '../metrics.ts';
import type { Failure } from '../protocol.ts';
import type { Run } from '../run.ts';

export interface Ended {
  /** As it was trained in the end, with the changes made live. */
  readonly experiment: Experiment;
  readonly train: Table;
  readonly validation: Table;
  readonly failure?: Failure;
}

/** A run as it ended. */
export function endedOf(run: Pick<Run, 'experiment' | 'changes' | 'train' | 'validation' | 'failure'>): Ended {
  const { train, validation, failure } = run;
  return { experiment: withChanges(run.experiment, run.changes), train, validation, ...(failure && { failure }) };
}

/** Steps in an epoch: its last, incomplete batch is left out. */
export function stepsPerEpoch(experiment: Experiment): number {
  const { training } = splitCounts(experiment);
  return Math.floor(training / Math.min(experiment.training.batchSize, training));
}
