/** What a person wants to vary of the experiment on the desk: a study without its experiment. */
import type { Experiment } from '../experiment.ts';
import { makeStudy, type Study } from './study.ts';

export interface StudyDraft extends Pick<Study, 'variations' | 'folds' | 'budget'> {
  /** Empty: that of the experiment. */
  readonly title: string;
  /** Empty: that of the experiment. */
  readonly seeds: readonly number[];
}

/** Whether nothing is varied: the study would be the one run of the experiment. */
export function isBlank({ variations, seeds, folds }: StudyDraft): boolean {
  return variations.length === 0 && seeds.length < 2 && folds === 0;
}

/** The study of the experiment with what is varied of it. */
export function studyOf(experiment: Experiment, { title, seeds, ...draft }: StudyDraft): Study {
  return makeStudy(experiment, { ...draft, ...(title !== '' && { title }), ...(seeds.length > 0 && { seeds }) });
}

/** What is varied in a study. */
export function draftOf({ title, variations, seeds, folds, budget, experiment }: Study): StudyDraft {
  const isOwnSeed = seeds.length === 1 && seeds[0] === experiment.training.seed;
  return {
    title: title === experiment.title ? '' : title,
    variations,
    seeds: isOwnSeed ? [] : seeds,
    folds,
    budget,
  };
}
