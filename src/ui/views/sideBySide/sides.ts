import type { Experiment } from '../../../core/experiment.ts';
import type { Run } from '../../../core/run/run.ts';

/** A run with its experiment as it was in the end. */
export interface Side {
  readonly run: Run;
  readonly end: Experiment;
}

export interface Sides {
  readonly a: Side;
  readonly b: Side;
}
