/** What is known of a run at its end, and what is found of it. */
import type { Experiment } from '../../experiment.ts';
import type { Loss } from '../../losses/index.ts';
import { isHeard, isPenalty } from '../../losses/roles.ts';
import type { Fix } from '../../problem.ts';
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

/** A cause that was found, in one sentence, with an edit that may cure it. */
export interface Finding {
  readonly kind: 'unbounded' | 'rate-too-high' | 'saturated' | 'overfitting' | 'not-learning';
  readonly text: string;
  readonly fix?: Fix;
}

/** The losses that train the network and read a target. */
export function dataLosses({ experiment }: Ended): readonly Loss[] {
  return experiment.losses.filter((loss) => isHeard(loss) && !isPenalty(loss));
}
