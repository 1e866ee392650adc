/**
 * What will happen? Answered before a run, compared after it. Of a measured prediction the answers are ordered by the number
 * that decides among them, which is read off the reader's own runs; the right one is promised, and tried with three seeds
 * like every effect.
 */
import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import { type Arm, type Effect, type Measured, measure } from '../promises/effect.ts';
import { column, type Table, upTo } from '../run/metrics.ts';
import { type Run, stepsTaken } from '../run/run.ts';
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

export interface MeasuredPrediction extends Asked, Pick<Effect, 'arms' | 'measure' | 'minus'> {
  /** One between each answer and the next: the first answer is shown by a number below the first cut. */
  readonly cuts: readonly number[];
}

export interface JudgedPrediction extends Asked {
  /** Of each answer what the experiment would be. */
  readonly kinds: readonly VerdictKind[];
}

export type Prediction = MeasuredPrediction | JudgedPrediction;

/** Index of the answer that came out; nothing before it has. */
export function outcomeOf(prediction: Prediction, seen: Seen): number | undefined {
  if ('kinds' in prediction) {
    // The verdict stands on the page all the time: it is no outcome before somebody has answered.
    if (seen.predicted === undefined) return undefined;
    const index = prediction.kinds.indexOf(verdict(seen.experiment, graphOf(seen.experiment)).kind);
    return index < 0 ? undefined : index;
  }
  const measured = new Map<string, Measured>();
  for (const [name, arm] of Object.entries(prediction.arms)) {
    const run = runOf(arm, seen.runs);
    if (!run) return undefined;
    measured.set(name, { train: before(run.train, arm.steps), validation: before(run.validation, arm.steps) });
  }
  const value = measure(prediction, (name) => {
    const found = measured.get(name);
    if (!found) throw new Error(`The prediction has no arm "${name}".`);
    return found;
  });
  return answerAt(prediction.cuts, value);
}

/** The last run of the arm's experiment that has taken its steps. */
export function runOf({ experiment, steps }: Arm, runs: readonly Run[]): Run | undefined {
  const wanted = essence(experiment);
  return runs.findLast((run) => stepsTaken(run) >= steps && essence(run.experiment) === wanted);
}

/** The runs that a prediction still needs: those of an earlier page too, which may have been left early. */
export function missingArms(prediction: Prediction, runs: readonly Run[]): readonly Arm[] {
  return 'kinds' in prediction ? [] : Object.values(prediction.arms).filter((arm) => !runOf(arm, runs));
}

const essences = new WeakMap<Experiment, string>();

/** What decides the numbers of the first steps, but for the seed. It is asked for whenever a run reports. */
function essence(experiment: Experiment): string {
  const known = essences.get(experiment) ?? essenceOf(experiment);
  essences.set(experiment, known);
  return known;
}

function essenceOf({ title: _, training, dataset, ...rest }: Experiment): string {
  const { epochs: _epochs, evaluateEvery: _every, seed: _seed, ...steps } = training;
  const { seed: _images, ...data } = dataset;
  return JSON.stringify([rest, steps, data]);
}

/** The rows of the first steps. */
function before(table: Table, steps: number): Table {
  const rows = column(table, 'step')?.findIndex((step) => step > steps) ?? -1;
  return rows < 0 ? table : upTo(table, rows);
}

/** The index of the interval between the cuts in which a number lies; NaN shows no answer. */
export function answerAt(cuts: readonly number[], value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  const index = cuts.findIndex((cut) => value < cut);
  return index < 0 ? cuts.length : index;
}

/** The promise that the right answer comes out. */
export function promiseOf(of: string, prediction: MeasuredPrediction): Effect {
  const { question, answers, right, arms, measure: what, minus, cuts } = prediction;
  const [least, most] = [cuts[right - 1], cuts[right]];
  return {
    of,
    claim: `${question} ${answers[right] ?? ''}`,
    arms,
    measure: what,
    ...(minus && { minus }),
    ...(least !== undefined && { atLeast: least }),
    ...(most !== undefined && { atMost: most }),
  };
}
