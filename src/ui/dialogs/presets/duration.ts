/** How long an experiment trains on this machine, by the runs that were made here. */
import { epochOf } from '../../../core/datasets/describe.ts';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import type { RunSummary } from '../../../core/run/runSummary.ts';

export interface Duration {
  readonly steps: number;
  /** Of all its steps; missing where no run was made here yet. */
  readonly seconds?: number;
  /** The pace is that of a run of this very experiment, not of the one nearest to it in work. */
  readonly isMeasured: boolean;
}

type Paced = Pick<RunSummary, 'experiment' | 'stepMs'>;

/** Asks for durations by the same runs; the latest of an experiment counts. */
export function durations(runs: readonly Paced[]): (experiment: Experiment) => Duration {
  const paces = runs.flatMap(({ experiment, stepMs }) =>
    stepMs === undefined || stepMs <= 0
      ? []
      : [{ key: JSON.stringify(experiment), flops: graphOf(experiment).step.flops, stepMs }],
  );
  const known = new Map(paces.map((pace) => [pace.key, pace.stepMs]));
  return (experiment) => {
    const steps = experiment.training.epochs * epochOf(experiment).steps;
    const { flops } = graphOf(experiment).step;
    const own = known.get(JSON.stringify(experiment));
    if (own !== undefined) return { steps, seconds: (steps * own) / 1000, isMeasured: true };
    const apart = (pace: { readonly flops: number }) => Math.abs(Math.log(pace.flops / flops));
    const near = paces.reduce<(typeof paces)[number] | undefined>(
      (best, pace) => (best && apart(best) < apart(pace) ? best : pace),
      undefined,
    );
    if (!near) return { steps, isMeasured: false };
    return { steps, seconds: (steps * near.stepMs * flops) / near.flops / 1000, isMeasured: false };
  };
}
