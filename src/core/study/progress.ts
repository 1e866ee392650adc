/** How far a study is: runs that are over and runs under way, steps, and the time that is left. */
import { isAlive, type Run, stepsTaken } from '../run/run.ts';
import { workOf } from './estimate.ts';
import { type KeptStudy, planFor, studyRunId } from './keptStudy.ts';
import type { PlannedRun } from './plan.ts';

/** What the lanes of this page do for studies. */
export interface StudyLanes {
  /** How many runs train side by side now; those that are held do not count. */
  readonly lanes: number;
  /** Whether runs of the study stand still because a person trains on the desk, and there is no lane beside. */
  readonly isYielding: boolean;
  /** Id of the run on the desk that the start of a study has paused, for want of a lane, until it goes on. */
  readonly pausedRunId: string | null;
  /** Milliseconds of a lane a floating-point operation, evaluations and all: of the runs that ended on this page. */
  readonly msPerFlop?: number;
}

/** A run of the study that a lane works on. */
export interface RunUnderWay {
  readonly planned: PlannedRun;
  readonly run: Run;
  readonly steps: number;
  readonly totalSteps: number;
}

export interface StudyProgress {
  /** Runs of the plan. */
  readonly total: number;
  /** Runs that are over, however they ended. */
  readonly done: number;
  readonly diverged: number;
  readonly failed: number;
  readonly underWay: readonly RunUnderWay[];
  /** Steps taken, and those of all runs; runs that ended early count with what they took. */
  readonly steps: number;
  readonly totalSteps: number;
  /** Seconds left at the pace measured so far on so many lanes; missing where nothing was measured, or no lane is at work. */
  readonly secondsLeft?: number;
}

/** The progress of a study; `runs` are those in memory. */
export function progressOf(kept: KeptStudy, runs: readonly Run[], lanes: StudyLanes): StudyProgress {
  const plan = planFor(kept.study);
  const byId = new Map(kept.outcomes.map((outcome) => [outcome.id, outcome]));
  const alive = new Map(runs.flatMap((run) => (isAlive(run.status) ? [[run.id, run] as const] : [])));
  const underWay: RunUnderWay[] = [];
  let [done, diverged, failed, steps, totalSteps, flopsLeft] = [0, 0, 0, 0, 0, 0];
  const measured = { ms: 0, flops: 0 };
  for (const planned of plan.runs) {
    const own = workOf(plan, planned, kept.study);
    const flopsPerStep = own.flops / Math.max(1, own.steps);
    const outcome = byId.get(planned.id);
    const run = outcome ? undefined : alive.get(studyRunId(kept.id, planned));
    const taken = outcome?.steps ?? (run ? stepsTaken(run) : 0);
    const stepMs = outcome?.stepMs ?? run?.pace?.stepMs;
    if (stepMs !== undefined && taken > 0) {
      measured.ms += stepMs * taken;
      measured.flops += flopsPerStep * taken;
    }
    steps += taken;
    totalSteps += outcome ? taken : own.steps;
    if (outcome) {
      done += 1;
      if (outcome.ending === 'diverged') diverged += 1;
      if (outcome.ending === 'failed') failed += 1;
      continue;
    }
    flopsLeft += Math.max(0, own.steps - taken) * flopsPerStep;
    if (run) underWay.push({ planned, run, steps: taken, totalSteps: own.steps });
  }
  const msPerFlop = lanes.msPerFlop ?? (measured.flops > 0 ? measured.ms / measured.flops : undefined);
  const open = plan.runs.length - done;
  const atWork = Math.min(lanes.lanes, open);
  return {
    total: plan.runs.length,
    done,
    diverged,
    failed,
    underWay,
    steps,
    totalSteps,
    ...(msPerFlop !== undefined && (atWork > 0 || open === 0) && secondsLeft(flopsLeft, msPerFlop, atWork)),
  };
}

function secondsLeft(flops: number, msPerFlop: number, lanes: number) {
  return { secondsLeft: (flops * msPerFlop) / 1000 / Math.max(1, lanes) };
}
