/**
 * The runs of a study: every combination of its values, with every seed and fold. A place that a combination lacks, such as
 * the option of another method, is not varied in it; combinations that come to the same experiment are one.
 */

import { isRefusal } from '../edit/edited.ts';
import type { Experiment } from '../experiment.ts';
import { fingerprint } from '../fingerprint.ts';
import { graphOf } from '../graphOf.ts';
import { error, type Problem, warning } from '../problem.ts';
import { counted, grouped } from '../words.ts';
import { assignAll, hasPlace } from './assign.ts';
import { placesOf } from './places.ts';
import { type Study, studyLimits, type Variation } from './study.ts';
import { choicesOf, choiceText } from './variations.ts';

/** What one variation was set to. */
export interface Varied {
  readonly label: string;
  readonly value: unknown;
}

/** One combination of values. */
export interface Setup {
  /** "MGDA, learning rate 0.001"; that of the study where nothing is varied. */
  readonly label: string;
  /** [variations] what each was set to; nothing where the combination lacks its place. */
  readonly values: readonly (Varied | undefined)[];
  readonly experiment: Experiment;
}

export interface PlannedRun {
  /** The same for the same experiment and budget, whatever else the study holds: what is done stays done. */
  readonly id: string;
  /** Index of its setup. */
  readonly setup: number;
  readonly seed: number;
  /** From 1 on, where there are folds. */
  readonly fold?: number;
  readonly experiment: Experiment;
}

export interface Plan {
  readonly setups: readonly Setup[];
  /** All setups with the first seed, then with the next: early results can be compared. */
  readonly runs: readonly PlannedRun[];
  readonly problems: readonly Problem[];
}

/** The runs of a study, and what of it cannot be done. With an error among the problems there are no runs. */
export function planOf(study: Study): Plan {
  const problems: Problem[] = [];
  const setups = runnable(study, combine(study, problems), problems);
  const folds = study.folds > 0 ? Array.from({ length: study.folds }, (_, i) => i + 1) : [undefined];
  const count = setups.length * study.seeds.length * folds.length;
  if (count > studyLimits.runs) problems.push(tooMany(count));
  if (problems.some(({ severity }) => severity === 'error')) return { setups, runs: [], problems };
  const runs = study.seeds.flatMap((seed) =>
    folds.flatMap((fold) => setups.map((setup, i) => plannedRun(study, setup, i, seed, fold))),
  );
  return { setups, runs, problems };
}

function tooMany(count: number): Problem {
  const message = `The study has ${grouped(count)} runs; ${grouped(studyLimits.runs)} are allowed.`;
  return error(['variations'], message, 'Take fewer values, seeds or folds.');
}

function combine(study: Study, problems: Problem[]): Setup[] {
  let setups: Setup[] = [{ label: '', values: [], experiment: study.experiment }];
  for (const [i, variation] of study.variations.entries()) {
    const count = countOf(setups, variation);
    if (count > studyLimits.runs) {
      problems.push(tooMany(count));
      return [];
    }
    setups = vary(setups, variation, ['variations', i], problems);
  }
  return distinct(setups).map((setup) => ({ ...setup, label: setup.label || study.title }));
}

/** How many combinations it would be, at most. */
function countOf(setups: readonly Setup[], variation: Variation): number {
  return setups.reduce(
    (sum, { experiment }) => sum + (isVaried(experiment, variation) ? choicesOf(variation, experiment).length : 1),
    0,
  );
}

function isVaried(experiment: Experiment, variation: Variation): boolean {
  return placesOf(variation).every((place) => hasPlace(experiment, place));
}

function vary(setups: readonly Setup[], variation: Variation, at: Problem['at'], problems: Problem[]): Setup[] {
  const missing = placesOf(variation).find((place) => !setups.some(({ experiment }) => hasPlace(experiment, place)));
  if (missing !== undefined) {
    const remedy = 'Name a field of the experiment, such as "training.learningRate" or "losses.colour.fader".';
    problems.push(error([...at, 'at'], `There is no field "${missing.slice(0, 80)}" to vary.`, remedy));
    return [...setups];
  }
  const refused = new Map<string, Problem>();
  const varied = setups.flatMap((setup) => {
    if (!isVaried(setup.experiment, variation)) return [without(setup)];
    const next = choicesOf(variation, setup.experiment).flatMap((choice): Setup[] => {
      const experiment = assignAll(setup.experiment, choice.pairs);
      if (isRefusal(experiment)) {
        refused.set(experiment.message, experiment);
        return [];
      }
      const label = choiceText(variation, choice, setup.experiment, experiment);
      return [withValue(setup, { label, value: choice.value }, experiment)];
    });
    return next.length > 0 ? next : [without(setup)];
  });
  // What is refused everywhere is an error: nothing is varied then.
  const severity = varied.some(({ values }) => values.at(-1) !== undefined) ? 'warning' : 'error';
  for (const problem of [...refused.values()].slice(0, 5)) {
    problems.push({ severity, at, message: problem.message, remedy: `${problem.remedy} It was left out.` });
  }
  return varied;
}

function withValue(setup: Setup, varied: Varied, experiment: Experiment): Setup {
  const label = setup.label === '' ? varied.label : `${setup.label}, ${varied.label}`;
  return { label, values: [...setup.values, varied], experiment };
}

function without(setup: Setup): Setup {
  return { ...setup, values: [...setup.values, undefined] };
}

function distinct(setups: readonly Setup[]): Setup[] {
  return [
    ...new Map(setups.toReversed().map((setup) => [JSON.stringify(setup.experiment), setup])).values(),
  ].toReversed();
}

/** Without the combinations that cannot run, each with its reason. */
function runnable(study: Study, setups: readonly Setup[], problems: Problem[]): Setup[] {
  const at = study.variations.length > 0 ? ['variations'] : ['experiment'];
  const good = setups.filter(({ experiment }) => graphOf(experiment).isRunnable);
  const reasons = setups.flatMap(({ label, experiment }) => {
    const problem = graphOf(experiment).problems.find(({ severity }) => severity === 'error');
    return problem ? [{ label, problem }] : [];
  });
  const told = good.length > 0 ? warning : error;
  for (const { label, problem } of reasons.slice(0, 5)) {
    problems.push(told(at, `“${label}” cannot run: ${problem.message}`, `${problem.remedy} It was left out.`));
  }
  const rest = reasons.length - 5;
  if (rest > 0) problems.push(told(at, `${counted(rest, 'more combination')} cannot run.`, 'They were left out.'));
  return good;
}

/** "MGDA, seed 2, fold 1". */
export function nameOf({ setups }: Pick<Plan, 'setups'>, { setup, seed, fold }: PlannedRun): string {
  return `${setups[setup]?.label ?? ''}, seed ${seed}${fold === undefined ? '' : `, fold ${fold}`}`;
}

function plannedRun(study: Study, setup: Setup, index: number, seed: number, fold: number | undefined): PlannedRun {
  const { training } = setup.experiment;
  const validateOn = fold === undefined ? training.validateOn : ({ kind: 'fold', fold, folds: study.folds } as const);
  const experiment: Experiment = { ...setup.experiment, training: { ...training, seed, validateOn } };
  const id = fingerprint(JSON.stringify([{ ...experiment, title: '' }, study.budget]));
  return { id, setup: index, seed, ...(fold === undefined ? {} : { fold }), experiment };
}
