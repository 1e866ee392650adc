/**
 * An effect that a text promises, as data: the runs that show it, the number that is read off them, and how large that
 * must be with every seed. `npm run promises` makes the runs and prints the numbers.
 */
import type { Experiment } from '../experiment.ts';
import { levelOf, type Point, seriesOf } from '../run/diagnosis/series.ts';
import type { Table } from '../run/metrics.ts';

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

export interface Effect {
  /** Id of the preset, or of whatever else it may be, whose text promises it. */
  readonly of: string;
  /** What a person sees, in one sentence. */
  readonly claim: string;
  /** The runs by name. Those of several effects that are equal are made once. */
  readonly arms: Readonly<Record<string, Arm>>;
  /** The number that is judged; `minus`, where it is given, is taken from it. */
  readonly measure: Reading | Distance;
  readonly minus?: Reading;
  /** The bounds that the number keeps with every seed: one of them, or both. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Its runs are too long for a unit test. */
  readonly isLong?: true;
}

/** What is read of a run. */
export type Measured = Readonly<Record<'train' | 'validation', Table>>;

/** The seeds with which a promise is tried. */
export const promisedSeeds = [1, 2, 3] as const;

/**
 * How the runs of these effects are made, from an arm and a seed: evaluated ten times where an effect reads its validation
 * images, which may take longer than its steps, else once.
 */
export function runsFor(effects: readonly Effect[]): (arm: Arm, seed: number) => Arm {
  const validated = new Set(
    effects.flatMap(({ arms, measure: what, minus }) =>
      [what, minus].some((read) => read?.table === 'validation') ? Object.values(arms).map(keyOf) : [],
    ),
  );
  return (arm, seed) => seeded(arm, seed, validated.has(keyOf(arm)) ? 10 : 1);
}

const keyOf = (arm: Arm) => JSON.stringify(arm);

/** An arm with a seed for its images and its weights, and evaluated so many times. */
export function seeded({ experiment, steps }: Arm, seed: number, evaluations: number): Arm {
  const { dataset, training } = experiment;
  const evaluateEvery = Math.max(1, Math.round(steps / evaluations));
  return {
    experiment: {
      ...experiment,
      // Arms that differ in name alone are one run.
      title: '',
      dataset: { ...dataset, seed },
      training: { ...training, seed, evaluateEvery },
    },
    steps,
  };
}

/** The number of an effect, from the runs of its arms. Throws where a column has no numbers. */
export function measure(
  { measure: what, minus }: Pick<Effect, 'measure' | 'minus'>,
  runOf: (arm: string) => Measured,
): number {
  const value = 'between' in what ? distance(what, runOf) : read(what, runOf);
  return minus ? value - read(minus, runOf) : value;
}

/** How far a number is within the bounds of its effect; below 0, or NaN, where the promise is broken. */
export function marginOf({ atLeast, atMost }: Effect, value: number): number {
  return Math.min(value - (atLeast ?? Number.NEGATIVE_INFINITY), (atMost ?? Number.POSITIVE_INFINITY) - value);
}

function read({ arm, at, ...column }: Reading, runOf: (arm: string) => Measured): number {
  const series = pointsOf(arm, column, runOf);
  if (at === 'end') return levelOf(series, 0.8, 1).mean;
  if (at === 'mean') return levelOf(series, 0, 1).mean;
  const values = series.map(({ value }) => value);
  if (at === 'first') return values[0] ?? Number.NaN;
  if (at === 'below-zero') return values.filter((value) => value < 0).length / values.length;
  return at === 'lowest' ? Math.min(...values) : Math.max(...values);
}

function distance({ between: [a, b], ...column }: Distance, runOf: (arm: string) => Measured): number {
  const other = pointsOf(b, column, runOf);
  return Math.max(
    ...pointsOf(a, column, runOf).map(({ value }, i) => Math.abs(value - (other[i]?.value ?? Number.NaN))),
  );
}

function pointsOf(arm: string, { table, column }: Column, runOf: (arm: string) => Measured): readonly Point[] {
  const series = seriesOf(runOf(arm)[table], column);
  if (series.length === 0) throw new Error(`The run "${arm}" has no ${column} in its table ${table}.`);
  return series;
}
