/**
 * How effects are tried with a seed, which is that of the images and of the weights: the runs that they take together, and
 * the number that each gives. Arms that are the first steps of one and the same run share it, whatever text they belong to.
 */
import type { Experiment } from '../experiment.ts';
import { makeRun } from '../run/run.ts';
import { studyOutcome } from '../study/outcomes.ts';
import { type Plan, type PlannedRun, planOf } from '../study/plan.ts';
import { resultsOf } from '../study/results.ts';
import type { Study } from '../study/study.ts';
import {
  type Arm,
  type Effect,
  type Measured,
  measure,
  type Reading,
  type RunEffect,
  type StudyEffect,
} from './effect.ts';
import { essenceOf } from './essence.ts';

/** The seeds with which a promise is tried. */
export const promisedSeeds = [1, 2, 3] as const;

export interface Trial {
  readonly effect: Effect;
  readonly seed: number;
  /** The runs that it takes; those of several trials that are equal are the same object. */
  readonly runs: readonly Arm[];
  /** The number that they give. Throws where one of them has none. */
  readonly value: (runOf: (run: Arm) => Measured) => number;
}

/** How often a column of evaluations that is read as a curve is evaluated; its end is evaluated once. */
const evaluations = 10;

/** The trials of effects with a seed. */
export function trialsOf(effects: readonly Effect[], seed: number): readonly Trial[] {
  const shared = sharedRuns(effects.filter(isOfRuns), seed);
  const planned = new Map<Study, PlannedStudy>();
  return effects.map((effect) => {
    if (isOfRuns(effect)) return runTrial(effect, seed, shared);
    const study = planned.get(effect.study) ?? planStudy(effect.study, seed);
    planned.set(effect.study, study);
    return studyTrial(effect, seed, study);
  });
}

function isOfRuns(effect: Effect): effect is RunEffect {
  return 'arms' in effect;
}

function runTrial(effect: RunEffect, seed: number, shared: ReadonlyMap<string, Arm>): Trial {
  const of = (arm: Arm) => {
    const run = shared.get(essenceOf(arm.experiment));
    if (!run) throw new Error(`"${arm.experiment.title}" is not among the runs.`);
    return run;
  };
  return {
    effect,
    seed,
    runs: [...new Set(Object.values(effect.arms).map(of))],
    value: (runOf) => measure(effect, (arm) => runOf(of(arm))),
  };
}

/** One run for all arms with the same first steps: as long as the longest, evaluated where any of them is read. */
function sharedRuns(effects: readonly RunEffect[], seed: number): ReadonlyMap<string, Arm> {
  const longest = new Map<string, Arm>();
  const intervals = new Map<string, number>();
  for (const effect of effects) {
    const evaluated = Math.max(0, ...[effect.measure, effect.minus].map(evaluationsFor));
    for (const arm of Object.values(effect.arms)) {
      const key = essenceOf(arm.experiment);
      if (arm.steps > (longest.get(key)?.steps ?? 0)) longest.set(key, arm);
      if (evaluated === 0) continue;
      intervals.set(key, commonDivisor(intervals.get(key) ?? 0, Math.round(arm.steps / evaluated)));
    }
  }
  return new Map(
    [...longest].map(([key, { experiment, steps }]) => [
      key,
      { experiment: seeded(experiment, seed, intervals.get(key) ?? steps), steps },
    ]),
  );
}

/** How many evaluations a reading needs. */
function evaluationsFor(reading: RunEffect['measure'] | Reading | undefined): number {
  if (reading?.table !== 'validation') return 0;
  return 'at' in reading && reading.at === 'end' ? 1 : evaluations;
}

/** The experiment with a seed for its images and its weights, and nothing that does not matter. */
function seeded(experiment: Experiment, seed: number, evaluateEvery: number): Experiment {
  const { dataset, training } = experiment;
  return {
    ...experiment,
    title: '',
    dataset: { ...dataset, seed },
    training: { ...training, seed, evaluateEvery },
  };
}

/** A study with its seeds, and the arm of each of its planned runs. */
interface PlannedStudy {
  readonly study: Study;
  readonly plan: Plan;
  readonly runs: readonly { readonly planned: PlannedRun; readonly arm: Arm }[];
}

function planStudy({ experiment, ...rest }: Study, seed: number): PlannedStudy {
  const study: Study = {
    ...rest,
    experiment: { ...experiment, dataset: { ...experiment.dataset, seed } },
    // As many starts as it has, all of them others with another seed.
    seeds: rest.seeds.map((_, i) => seed + i * promisedSeeds.length),
  };
  const plan = planOf(study);
  const { steps } = study.budget;
  return {
    study,
    plan,
    runs: plan.runs.map((planned) => ({ planned, arm: { experiment: planned.experiment, steps } })),
  };
}

function studyTrial(effect: StudyEffect, seed: number, { study, plan, runs }: PlannedStudy): Trial {
  return {
    effect,
    seed,
    runs: runs.map(({ arm }) => arm),
    value(runOf) {
      const outcomes = runs.map(({ planned, arm }) => {
        const { train, validation } = runOf(arm);
        return studyOutcome(planned, { ...makeRun(planned.id, '', planned.experiment), train, validation });
      });
      return effect.read({ study, plan, results: resultsOf(plan, outcomes) });
    },
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
