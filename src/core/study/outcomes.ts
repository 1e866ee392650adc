/**
 * What came out of the runs of a study: of each the last and the best value of every loss and metric, what a step cost, and
 * how it ended. A run that diverged is an outcome like any other. A file of them goes on where it was interrupted.
 */
import * as z from 'zod/mini';
import { keptWords } from '../keptWords.ts';
import { error, type Problem, show } from '../problem.ts';
import type { Run } from '../run/run.ts';
import { type Outcome, type RunSummary, summaryOf } from '../run/runSummary.ts';
import { counted } from '../words.ts';
import type { PlannedRun } from './plan.ts';
import type { Study } from './study.ts';

export const outcomesVersion = 1;

/** How a run ended: after its steps, out of patience, with a loss that was no number any more, or otherwise. */
export type Ending = 'finished' | 'early' | 'diverged' | 'failed';

export interface StudyOutcome {
  /** That of the planned run. */
  readonly id: string;
  readonly ending: Ending;
  /** What happened, where it did not end as planned. */
  readonly message?: string;
  /** Steps taken. */
  readonly steps: number;
  /** Milliseconds a step, of late. */
  readonly stepMs?: number;
  /** By name of the column of the table 'validation'. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** The outcome of a run that has ended; `isEarly` says that patience ended it. */
export function studyOutcome({ id }: Pick<PlannedRun, 'id'>, run: Run, isEarly = false): StudyOutcome {
  const { failure, steps, stepMs, outcomes } = summaryOf(run);
  return {
    id,
    ending: failure ? (failure.code === 'diverged' ? 'diverged' : 'failed') : isEarly ? 'early' : 'finished',
    ...(failure && { message: failure.message }),
    steps,
    ...(stepMs !== undefined && { stepMs }),
    outcomes: Object.fromEntries(Object.entries(outcomes).filter(([, outcome]) => hasNumbers(outcome))),
  };
}

/** JSON has no infinity: a column that ends in one has no outcome. */
function hasNumbers({ final, best }: Outcome): boolean {
  return Number.isFinite(final.value) && Number.isFinite(best.value);
}

/** The outcome as the summary of a run, for all that compares runs. */
export function outcomeSummary(planned: PlannedRun, title: string, outcome: StudyOutcome): RunSummary {
  const { id, ending, message = '', steps, stepMs, outcomes } = outcome;
  const isFailed = ending === 'diverged' || ending === 'failed';
  const code = ending === 'diverged' ? 'diverged' : 'bug';
  return {
    id,
    title,
    note: '',
    isPinned: false,
    experiment: planned.experiment,
    changes: [],
    status: isFailed ? 'failed' : ending === 'early' ? 'stopped' : 'finished',
    ...(isFailed && { failure: { code, message, remedy: '' } }),
    startedAt: 0,
    steps,
    ...(stepMs !== undefined && { stepMs }),
    outcomes,
  };
}

/** A file of outcomes: the study with them, so that it can be opened by itself. */
export interface OutcomesFile {
  readonly version: typeof outcomesVersion;
  readonly study: Study;
  readonly outcomes: readonly StudyOutcome[];
}

const measured = z.object({ step: z.int(), value: z.number() });
const outcomeSchema = z.object({
  id: z.string(),
  ending: z.enum(['finished', 'early', 'diverged', 'failed']),
  message: z.exactOptional(keptWords),
  steps: z.int(),
  stepMs: z.exactOptional(z.number()),
  outcomes: z.record(z.string(), z.object({ final: measured, best: measured })),
});
const fileSchema = z.object({
  version: z.literal(outcomesVersion),
  study: z.unknown(),
  outcomes: z.array(z.unknown()),
});

export interface ReadOutcomes {
  /** As it was written, for `parseStudy`. */
  readonly study: unknown;
  readonly outcomes: readonly StudyOutcome[];
  readonly problems: readonly Problem[];
}

/** Reads a file of outcomes. What is no outcome is left out, and told; it never throws. */
export function readOutcomes(raw: unknown): ReadOutcomes {
  const file = fileSchema.safeParse(raw);
  if (!file.success) {
    const remedy = 'Open a file that a study has written.';
    return { study: undefined, outcomes: [], problems: [error([], `This is ${show(raw)}, no outcomes.`, remedy)] };
  }
  const read = file.data.outcomes.map(parseOutcome);
  const outcomes = read.filter((outcome) => outcome !== undefined);
  const lost = read.length - outcomes.length;
  const problems =
    lost > 0 ? [error(['outcomes'], `${counted(lost, 'outcome')} cannot be read.`, 'They were left out.')] : [];
  return { study: file.data.study, outcomes, problems };
}

/** An outcome; nothing where it cannot be read. */
export function parseOutcome(raw: unknown): StudyOutcome | undefined {
  return outcomeSchema.safeParse(raw).data;
}
