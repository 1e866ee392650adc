/** What a study will take, before it is started. */
import { gallerySize } from '../datasets/dataset.ts';
import { describeData, epochOf } from '../datasets/describe.ts';
import { graphOf } from '../graphOf.ts';
import { isUnmuted } from '../losses/roles.ts';
import { lossQuantities } from '../run/columns.ts';
import type { Plan, PlannedRun } from './plan.ts';
import type { Study } from './study.ts';

export interface Estimate {
  readonly runs: number;
  /** Of all runs together; patience may end some earlier. */
  readonly steps: number;
  /** Floating-point operations of all these steps. */
  readonly flops: number;
  /** Bytes that the largest run needs while it trains: every lane needs as much. */
  readonly memoryBytes: number;
  /**
   * Bytes that the runs take where they are kept, about: a number of 4 bytes for every quantity of a loss and step, every
   * weight with two moments to go on from, and the pictures of the gallery.
   */
  readonly keptBytes: number;
}

/** What one run takes. */
export interface Work {
  readonly steps: number;
  /** Floating-point operations of all these steps. */
  readonly flops: number;
}

/** The runs, steps, work and room of the planned runs, or of those that are still to come. */
export function estimateOf(plan: Plan, runs: readonly PlannedRun[], study: Study): Estimate {
  let [steps, flops, memoryBytes, keptBytes] = [0, 0, 0, 0];
  for (const planned of runs) {
    const setup = plan.setups[planned.setup];
    if (!setup) continue;
    const work = workOf(plan, planned, study);
    const losses = setup.experiment.losses.filter(isUnmuted).length;
    steps += work.steps;
    flops += work.flops;
    const { memoryBytes: bytes, parameters } = graphOf(setup.experiment);
    const { height, width, channels } = describeData(setup.experiment);
    memoryBytes = Math.max(memoryBytes, bytes);
    keptBytes += 4 * work.steps * (3 + lossQuantities.length * losses);
    keptBytes += 4 * 3 * parameters + gallerySize * height * width * channels;
  }
  return { runs: runs.length, steps, flops, memoryBytes, keptBytes };
}

/** The steps and the work of a planned run; patience may end it earlier. */
export function workOf({ setups }: Plan, { setup, experiment }: PlannedRun, { budget }: Study): Work {
  const steps = stepsOf(experiment, budget.steps);
  // The seed and the fold change nothing of a step: the network of the setup is analysed once.
  const { step } = graphOf(setups[setup]?.experiment ?? experiment);
  return { steps, flops: steps * step.flops };
}

function stepsOf(experiment: PlannedRun['experiment'], budget: number): number {
  const all = experiment.training.epochs * epochOf(experiment).steps;
  return budget > 0 ? Math.min(budget, all) : all;
}

/** Seconds on so many lanes, at the pace of a run that was measured on one. */
export function secondsOf({ flops, runs }: Estimate, flopsPerMs: number, lanes: number): number {
  const used = Math.max(1, Math.min(lanes, runs));
  return flops / flopsPerMs / 1000 / used;
}
