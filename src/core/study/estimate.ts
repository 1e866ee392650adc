/** What a study will take, before it is started. */
import { epochOf } from '../datasets/describe.ts';
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
  /** Bytes of the columns of all runs, where they are kept: a number of 4 bytes for every quantity of a loss and step. */
  readonly columnBytes: number;
}

/** The runs, steps, work and room of the planned runs, or of those that are still to come. */
export function estimateOf({ setups }: Plan, runs: readonly PlannedRun[], { budget }: Study): Estimate {
  // The seed and the fold change nothing of the work but the images of a fold.
  const ofSetups = setups.map(({ experiment }) => {
    const { step, memoryBytes } = graphOf(experiment);
    return { step, memoryBytes, losses: experiment.losses.filter(isUnmuted).length };
  });
  let [steps, flops, memoryBytes, columnBytes] = [0, 0, 0, 0];
  for (const { setup, experiment } of runs) {
    const one = ofSetups[setup];
    if (!one) continue;
    const taken = stepsOf(experiment, budget.steps);
    steps += taken;
    flops += taken * one.step.flops;
    memoryBytes = Math.max(memoryBytes, one.memoryBytes);
    columnBytes += 4 * taken * (3 + lossQuantities.length * one.losses);
  }
  return { runs: runs.length, steps, flops, memoryBytes, columnBytes };
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
