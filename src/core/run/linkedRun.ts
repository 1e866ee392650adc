/** A run as a link carries it: what it takes to run it again, and perhaps a few points of its curves. */
import type { Experiment } from '../experiment.ts';
import type { Table } from './metrics.ts';

export interface LinkedRun {
  readonly title: string;
  readonly experiment: Experiment;
  readonly isBaseline: boolean;
  readonly curves?: { readonly train: Table; readonly validation: Table };
}
