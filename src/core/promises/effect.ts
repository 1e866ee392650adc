/**
 * An effect that a text promises, as data: the runs that show it, the number that is read off them, and how large that
 * must be with every seed. `npm run promises` makes the runs and prints the numbers; `trial.ts` says which runs.
 */
import type { Experiment } from '../experiment.ts';
import { levelOf, type Point, seriesOf } from '../run/diagnosis/series.ts';
import { column, type Table, upTo } from '../run/metrics.ts';
import type { Found } from '../study/finding/found.ts';
import type { Study } from '../study/study.ts';

/** A run of an effect: the first `steps` steps of an experiment. */
export interface Arm {
  readonly experiment: Experiment;
  readonly steps: number;
}

/** A column of a run, by `core/run/columns.ts`. */
interface Column {
  readonly table: 'train' | 'validation';
  readonly column: string;
}

/** A number in the column of an arm. */
export interface Reading extends Column {
  readonly arm: string;
  /** 'end' is the mean over the last fifth of the steps, 'mean' that over all, 'below-zero' the share of steps below 0. */
  readonly at: 'first' | 'end' | 'mean' | 'lowest' | 'highest' | 'below-zero';
}

/** The largest distance between the same column of two arms, over all steps. */
export interface Distance extends Column {
  readonly between: readonly [string, string];
}

interface Promised {
  /** Id of the preset, or "lesson/page", whose text promises it. */
  readonly of: string;
  /** What a person sees, in one sentence. */
  readonly claim: string;
  /** The bounds that the number keeps with every seed: one of them, or both. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** An effect that is read off runs. */
export interface RunEffect extends Promised {
  /** The runs by name. */
  readonly arms: Readonly<Record<string, Arm>>;
  /** The number that is judged; `minus`, where it is given, is taken from it. */
  readonly measure: Reading | Distance;
  readonly minus?: Reading;
}

/** An effect that is read off what came out of a study, all of whose runs take the steps of its budget. */
export interface StudyEffect extends Promised {
  readonly study: Study;
  readonly read: (found: Found) => number;
}

export type Effect = RunEffect | StudyEffect;

/** What is read of a run. */
export type Measured = Readonly<Record<'train' | 'validation', Table>>;

/** The number of an effect, from the runs of its arms, which may be longer. Throws where a column has no numbers. */
export function measure(
  { arms, measure: what, minus }: Pick<RunEffect, 'arms' | 'measure' | 'minus'>,
  runOf: (arm: Arm) => Measured,
): number {
  const read = new Map(Object.entries(arms).map(([name, arm]) => [name, firstSteps(runOf(arm), arm.steps)]));
  const value = 'between' in what ? distance(what, read) : numberIn(what, read);
  return minus ? value - numberIn(minus, read) : value;
}

/** How far a number is within the bounds of its effect; below 0, or NaN, where the promise is broken. */
export function marginOf({ atLeast, atMost }: Promised, value: number): number {
  return Math.min(value - (atLeast ?? Number.NEGATIVE_INFINITY), (atMost ?? Number.POSITIVE_INFINITY) - value);
}

/** A row of training is named by the steps before its own, an evaluation by those taken. */
function firstSteps({ train, validation }: Measured, steps: number): Measured {
  return { train: before(train, steps), validation: before(validation, steps + 1) };
}

function before(table: Table, end: number): Table {
  const rows = column(table, 'step')?.findIndex((step) => step >= end) ?? -1;
  return rows < 0 ? table : upTo(table, rows);
}

type Runs = ReadonlyMap<string, Measured>;

function numberIn({ arm, at, ...column }: Reading, runs: Runs): number {
  const series = pointsOf(arm, column, runs);
  if (at === 'end') return levelOf(series, 0.8, 1).mean;
  if (at === 'mean') return levelOf(series, 0, 1).mean;
  const values = series.map(({ value }) => value);
  if (at === 'first') return values[0] ?? Number.NaN;
  if (at === 'below-zero') return values.filter((value) => value < 0).length / values.length;
  return at === 'lowest' ? Math.min(...values) : Math.max(...values);
}

function distance({ between: [a, b], ...column }: Distance, runs: Runs): number {
  const other = pointsOf(b, column, runs);
  return Math.max(
    ...pointsOf(a, column, runs).map(({ value }, i) => Math.abs(value - (other[i]?.value ?? Number.NaN))),
  );
}

function pointsOf(arm: string, { table, column }: Column, runs: Runs): readonly Point[] {
  const run = runs.get(arm);
  if (!run) throw new Error(`There is no run "${arm}".`);
  const series = seriesOf(run[table], column);
  if (series.length === 0) throw new Error(`The run "${arm}" has no ${column} in its table ${table}.`);
  return series;
}
