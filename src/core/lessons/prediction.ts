/**
 * What will happen? Answered before a run, compared after it. The answers are ordered by the number that decides among
 * them, which is read off the reader's own runs or study; the right one is promised, and tried with three seeds like every
 * effect. What the verdict says needs no run.
 */
import { graphOf } from '../graphOf.ts';
import { type Arm, type Effect, measure, type RunEffect, type StudyEffect } from '../promises/effect.ts';
import { essenceOf } from '../promises/essence.ts';
import { last } from '../run/metrics.ts';
import { type Run, stepsTaken } from '../run/run.ts';
import type { Found } from '../study/finding/found.ts';
import { type KeptStudy, planFor } from '../study/keptStudy.ts';
import { type Results, resultsOf } from '../study/results.ts';
import type { Study } from '../study/study.ts';
import { type VerdictKind, verdict } from '../verdict/verdict.ts';
import type { Seen } from './seen.ts';

interface Asked {
  readonly question: string;
  readonly answers: readonly [string, string, ...string[]];
  /** Index of the answer that is promised. */
  readonly right: number;
  /** Why it comes so, said with the outcome. Markdown. */
  readonly why: string;
}

export interface MeasuredPrediction extends Asked, Pick<RunEffect, 'arms' | 'measure' | 'minus'> {
  /** One between each answer and the next: the first answer is shown by a number below the first cut. */
  readonly cuts: readonly number[];
}

/** Read off what comes out of the reader's study. */
export interface StudyPrediction extends Asked, Pick<StudyEffect, 'study' | 'read'> {
  readonly cuts: readonly number[];
}

export interface JudgedPrediction extends Asked {
  /** Of each answer what the experiment would be. */
  readonly kinds: readonly VerdictKind[];
}

export type Prediction = MeasuredPrediction | StudyPrediction | JudgedPrediction;

/** Index of the answer that came out; nothing before it has. */
export function outcomeOf(prediction: Prediction, seen: Seen): number | undefined {
  if ('kinds' in prediction) {
    // The verdict stands on the page all the time: it is no outcome before somebody has answered.
    if (seen.predicted === undefined) return undefined;
    const index = prediction.kinds.indexOf(verdict(seen.experiment, graphOf(seen.experiment)).kind);
    return index < 0 ? undefined : index;
  }
  if ('study' in prediction) {
    const found = foundOf(prediction.study, seen.studies);
    return found && answerAt(prediction.cuts, prediction.read(found));
  }
  if (missingArms(prediction, seen.runs).length > 0) return undefined;
  const value = measure(prediction, (arm) => {
    const run = runOf(arm, seen.runs);
    if (!run) throw new Error(`"${arm.experiment.title}" has not been run.`);
    return run;
  });
  return answerAt(prediction.cuts, value);
}

/** The last run of the arm's experiment that has taken its steps. */
export function runOf({ experiment, steps }: Arm, runs: readonly Run[]): Run | undefined {
  const wanted = essenceOf(experiment);
  return runs.findLast((run) => isReadable(run, steps) && essenceOf(run.experiment) === wanted);
}

/** Whether so many steps are taken, and what is due by then is evaluated: it comes a moment later. */
function isReadable(run: Run, steps: number): boolean {
  const due = steps - (steps % run.experiment.training.evaluateEvery);
  return stepsTaken(run) >= steps && (last(run.validation, 'step') ?? 0) >= due;
}

/** The runs that a prediction still needs: those of an earlier page too, which may have been left early. */
export function missingArms(prediction: Prediction, runs: readonly Run[]): readonly Arm[] {
  return !('arms' in prediction) ? [] : Object.values(prediction.arms).filter((arm) => !runOf(arm, runs));
}

const results = new WeakMap<KeptStudy['outcomes'], Results>();

/** What came out of the last study that varies the same, once all of its runs are over. */
function foundOf({ variations }: Study, studies: readonly KeptStudy[]): Found | undefined {
  const wanted = JSON.stringify(variations);
  const kept = studies.findLast(
    ({ status, study }) => status === 'done' && JSON.stringify(study.variations) === wanted,
  );
  if (!kept) return undefined;
  const { study, outcomes } = kept;
  const plan = planFor(study);
  const known = results.get(outcomes) ?? resultsOf(plan, outcomes);
  results.set(outcomes, known);
  return { study, plan, results: known };
}

/** The index of the interval between the cuts in which a number lies; NaN shows no answer. */
export function answerAt(cuts: readonly number[], value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  const index = cuts.findIndex((cut) => value < cut);
  return index < 0 ? cuts.length : index;
}

/** The promise that the right answer comes out. */
export function promiseOf(of: string, prediction: MeasuredPrediction | StudyPrediction): Effect {
  const { question, answers, right, cuts } = prediction;
  const [least, most] = [cuts[right - 1], cuts[right]];
  const promised = {
    of,
    claim: `${question} ${answers[right] ?? ''}`,
    ...(least !== undefined && { atLeast: least }),
    ...(most !== undefined && { atMost: most }),
  };
  if ('study' in prediction) return { ...promised, study: prediction.study, read: prediction.read };
  const { arms, measure: what, minus } = prediction;
  return { ...promised, arms, measure: what, ...(minus && { minus }) };
}
