/** A study that was started: what it is, how far it is, and what came out of its runs. */
import type { BackendName } from '../backends.ts';
import type { StudyOutcome } from './outcomes.ts';
import { type Plan, type PlannedRun, planOf } from './plan.ts';
import type { Study } from './study.ts';

/** Waiting for its turn, running, held by a person, called off by one, or with all of its runs over. */
export type StudyStatus = 'waiting' | 'running' | 'paused' | 'cancelled' | 'done';

/** The box in which the hypervolume of a study is measured, fixed when it starts and moved by hand. */
export interface FrontBox {
  /** Keys of the measures on the axes. */
  readonly axes: readonly [string, string];
  readonly ideal: readonly [number, number];
  readonly reference: readonly [number, number];
}

export interface KeptStudy {
  readonly id: string;
  readonly study: Study;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly status: StudyStatus;
  /** Of the runs that are over, one of each. */
  readonly outcomes: readonly StudyOutcome[];
  readonly box?: FrontBox;
  /** On which all of its runs train, so that their numbers can be compared; chosen when the first begins. */
  readonly backend?: BackendName;
}

const plans = new WeakMap<Study, Plan>();

/** The plan of a study; the same one whenever it is asked for. */
export function planFor(study: Study): Plan {
  const plan = plans.get(study) ?? planOf(study);
  plans.set(study, plan);
  return plan;
}

/** The id of a run of a study in the library: the same after a reload. */
export function studyRunId(studyId: string, { id }: Pick<PlannedRun, 'id'>): string {
  return `${studyId}-${id}`;
}

/** The id of the study of a run; of a run from the desk one that no study has. */
export function studyIdOf(runId: string): string {
  return runId.slice(0, Math.max(0, runId.lastIndexOf('-')));
}

/** Whether a run belongs to that study. */
export function isRunOf(studyId: string, runId: string): boolean {
  return runId.startsWith(`${studyId}-`);
}

/** The runs that are still to come, in order; one that failed is over until a person wants it again. */
export function openRuns({ study, outcomes }: Pick<KeptStudy, 'study' | 'outcomes'>): readonly PlannedRun[] {
  const over = new Set(outcomes.map(({ id }) => id));
  return planFor(study).runs.filter(({ id }) => !over.has(id));
}

/** Whether lanes work on it, or will. */
export function isUnderWay(status: StudyStatus): boolean {
  return status === 'waiting' || status === 'running';
}
