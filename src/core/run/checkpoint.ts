/**
 * All that a run needs to go on from a step as if nothing had happened, as plain data: it crosses threads and is kept.
 * On the same backend the steps that follow have the numbers of the uninterrupted run, bit for bit.
 */
import type { Experiment } from '../experiment.ts';

/** The state of an optimizer. */
export interface OptimizerState {
  readonly steps: number;
  /** [P] each: the moments. */
  readonly slots: readonly Float32Array[];
}

/** What a step changes on the device. */
export interface TrainedState {
  /** [P] */
  readonly theta: Float32Array;
  /** Moving statistics by the key of a weight. */
  readonly statistics: Readonly<Record<string, Float32Array>>;
  readonly optimizers: Readonly<Record<string, OptimizerState>>;
}

/** What the steps of a run leave to the next. */
export interface StepState extends TrainedState {
  /** Memory of the strategy and the gradients kept between two measurements: the engine's own, opaque to all others. */
  readonly weigher: unknown;
  /** As it is set, with the changes made until then; without it there were none. */
  readonly experiment?: Experiment;
}

/** By the name of a column: the sum of what was measured since the last evaluation, and how often it was. */
export type LayerCosineSums = Readonly<Record<string, { readonly sum: number; readonly count: number }>>;

/** How long a run has waited for a lower validation objective. */
export interface Waited {
  /** The lowest so far. */
  readonly least: number;
  /** The evaluations since then that were no lower; −1 before the first. */
  readonly evaluations: number;
}

export interface Checkpoint extends StepState {
  /** The number of steps taken. */
  readonly step: number;
  /** The number of steps taken before the last evaluation; 0 before the first. */
  readonly evaluated: number;
  /** What early stopping has seen by that evaluation; older checkpoints do not say it. */
  readonly waited?: Waited;
  /** How many changes were made until then. */
  readonly changes: number;
  /** Seconds of training until then: the column `time`. */
  readonly seconds: number;
  /** Missing where nothing was measured since the last evaluation. */
  readonly layerCosines?: LayerCosineSums;
}

/**
 * Where a new run begins that takes over the network of another, a warm start: θ and the moving statistics. Moments of the
 * optimizer and the memory of the strategy belong to the losses as they were weighed there; they start anew, as the step
 * count and with it all courses do.
 */
export function warmStart({ theta, statistics }: Pick<Checkpoint, 'theta' | 'statistics'>): Checkpoint {
  return { step: 0, evaluated: 0, changes: 0, seconds: 0, theta, statistics, optimizers: {}, weigher: undefined };
}
