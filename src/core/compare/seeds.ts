/** Runs that differ in nothing but the seed, as one: mean and spread of what came out, over all of them. */
import type { Experiment } from '../experiment.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { judgementsOf, type Measure } from './measures.ts';
import { endOf } from './setup.ts';

type Folded = Pick<RunSummary, 'experiment' | 'changes'>;

export interface SeedGroup<T extends Folded = RunSummary> {
  /** The same for runs that differ in nothing but the seed. */
  readonly key: string;
  /** In the order in which they were given; at least one. */
  readonly members: readonly T[];
}

/** The groups in the order of their first members. */
export function foldSeeds<T extends Folded>(runs: readonly T[]): SeedGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const run of runs) {
    const key = seedKey(run);
    const members = groups.get(key);
    if (members) members.push(run);
    else groups.set(key, [run]);
  }
  return [...groups].map(([key, members]) => ({ key, members }));
}

/** A title (see `runTitle`) that says nothing but which seed followed on which. */
const ofSeed = /^Seed \S+ → \S+$/;

/** What a group is called: by the first of its runs that is called by more than its seed. */
export function titleOf<T extends { readonly title: string }>({ members }: { readonly members: readonly T[] }): string {
  return (members.find(({ title }) => !ofSeed.test(title)) ?? members[0])?.title ?? '';
}

const texts = new WeakMap<Experiment, string>();

/** All that a run depends on but its seed: its experiment, and at which step it was changed live to what. */
function seedKey({ experiment, changes }: Folded): string {
  let text = texts.get(experiment);
  if (text === undefined) {
    const alike = { ...experiment, title: '', training: { ...experiment.training, seed: 0 } };
    text = JSON.stringify(alike, inOrder);
    texts.set(experiment, text);
  }
  if (changes.length === 0) return text;
  return text + JSON.stringify(changes.map(({ step, change: { gesture: _, ...change } }) => [step, change]));
}

/** Fields by name: what was read from a file or a link has them in another order than what was edited here. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Mean and sample standard deviation, Σ(x − x̄)² / (n − 1) under the root; without the latter for a single value. */
export interface Spread {
  readonly mean: number;
  readonly sd?: number;
  readonly n: number;
}

/** The spread of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, n };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (n - 1)), n };
}

/** Of every seed the run that came furthest, of several the last. */
export function onePerSeed<T extends Folded & Pick<RunSummary, 'steps'>>(members: readonly T[]): readonly T[] {
  if (members.length === 1) return members;
  const bySeed = new Map<number, T>();
  for (const run of members) {
    const { seed } = endOf(run).training;
    const other = bySeed.get(seed);
    if (!other || run.steps >= other.steps) bySeed.set(seed, run);
  }
  return [...bySeed.values()];
}

/** What came out of a group by one measure. */
export interface GroupOutcome {
  readonly final: Spread;
  readonly best: Spread;
  /** Of the last value. */
  readonly step: number;
  /** Of the best value, where it is that of one run. */
  readonly bestStep?: number;
  /** Seeds that failed before they came as far, and are not in the mean. */
  readonly failed: number;
  /** Other seeds that did not come as far, and are not in it either. */
  readonly left: number;
}

/**
 * The outcome over all members: one run a seed, the one that came furthest, and of the seeds those that were measured at
 * the last step that any was. So no value of an unfinished run is mixed with those of finished ones.
 */
export function outcomeOf({ members }: SeedGroup, measure: Pick<Measure, 'key'>): GroupOutcome | undefined {
  const runs = onePerSeed(members);
  const outcomes = runs.map((run) => judgementsOf(run).get(measure.key)?.outcome);
  const measured = outcomes.filter((outcome) => outcome !== undefined);
  if (measured.length === 0) return undefined;
  const step = Math.max(...measured.map(({ final }) => final.step));
  const counted = measured.filter(({ final }) => final.step === step);
  const failed = runs.filter(({ status }, i) => status === 'failed' && outcomes[i]?.final.step !== step).length;
  const [only] = counted;
  return {
    final: spreadOf(counted.map(({ final }) => final.value)),
    best: spreadOf(counted.map(({ best }) => best.value)),
    step,
    ...(counted.length === 1 && only && { bestStep: only.best.step }),
    failed,
    left: runs.length - counted.length - failed,
  };
}
