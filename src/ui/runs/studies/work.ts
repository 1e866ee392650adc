/** A run of a study in a lane: since when, how long it was at work, and how it ended. */
import type { Run } from '../../../core/run/run.ts';
import type { KeptStudy } from '../../../core/study/keptStudy.ts';
import { studyRunId } from '../../../core/study/keptStudy.ts';
import type { StudyOutcome } from '../../../core/study/outcomes.ts';
import type { PlannedRun } from '../../../core/study/plan.ts';

export class Work {
  readonly lane: string;
  readonly study: KeptStudy;
  readonly planned: PlannedRun;
  readonly runId: string;
  /** Whether the lane has been given the run; before, it is looked for in the library. */
  isStarted = false;
  /** Whether it stands still for the sake of a run on the desk. */
  isHeld = false;
  /** The number of steps that it had when it was given to the lane. */
  firstStep = 0;
  /** The run as it was when it was over; without one it is gone. */
  ended: { readonly run: Run | undefined } | undefined;
  /** What the library knew of it already. */
  known: StudyOutcome | undefined;
  #ms = 0;
  #since: number | undefined;

  constructor(lane: string, study: KeptStudy, planned: PlannedRun) {
    this.lane = lane;
    this.study = study;
    this.planned = planned;
    this.runId = studyRunId(study.id, planned);
  }

  /** Counts its time from here, in milliseconds. */
  goOn(now: number): void {
    this.#since ??= now;
  }

  /** Counts its time no longer, and says how much it was. */
  rest(now: number): number {
    this.#ms += now - (this.#since ?? now);
    this.#since = undefined;
    return this.#ms;
  }
}
