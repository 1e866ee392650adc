/**
 * A lesson: pages beside the live page, as data. A page has a text, may set up an experiment, a study or a plane, points at
 * controls by name, may ask for a prediction, and says by a condition over what has been seen when it is done.
 */
import type { ControlName } from '../controlNames.ts';
import type { Experiment } from '../experiment.ts';
import type { RunEffect, StudyEffect } from '../promises/effect.ts';
import type { PlaneSetting } from '../study/plane/setting.ts';
import type { Study } from '../study/study.ts';
import type { Prediction } from './prediction.ts';
import type { Seen } from './seen.ts';

/** What is put on the page when a page of a lesson is entered. */
export type Stage =
  /** An experiment, started unless it is to be started by the reader. */
  | { readonly kind: 'experiment'; readonly experiment: Experiment; readonly isHeld?: true; readonly tab?: TabName }
  /** An experiment with what is varied of it; the reader starts the study. */
  | { readonly kind: 'study'; readonly study: Study }
  | { readonly kind: 'plane'; readonly setting: PlaneSetting };

/** An effect that the page promises. */
export type Claim = Omit<RunEffect, 'of'> | Omit<StudyEffect, 'of'>;

export type TabName = 'curves' | 'gradients' | 'predictions' | 'layer' | 'runs' | 'study' | 'plane';

export interface LessonPage {
  /** kebab-case, within its lesson: part of an address. */
  readonly id: string;
  readonly title: string;
  /** Markdown, under 120 words: formulas stand in dollars, [terms](term:trunk) open the glossary. */
  readonly text: string;
  /** Without one the page stays as it is. */
  readonly stage?: Stage;
  /** What is to be used or looked at, by name. */
  readonly points?: readonly ControlName[];
  readonly prediction?: Prediction;
  /** What the page claims besides the right answer. */
  readonly promises?: readonly Claim[];
  /** What the reader does here, in words, for the tick. */
  readonly task: string;
  /** Without it a page is done when its prediction has an outcome, and one that predicts nothing at once. */
  readonly isDone?: (seen: Seen) => boolean;
}

export interface Lesson {
  /** kebab-case: part of an address. */
  readonly id: string;
  readonly title: string;
  /** In a person's own words. */
  readonly question: string;
  readonly pages: readonly LessonPage[];
  /** Ids of the lessons to go on with. */
  readonly next: readonly string[];
}
