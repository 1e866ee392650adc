/** What a finding is made of, and what it is. */
import type { Plan } from '../plan.ts';
import type { Results } from '../results.ts';
import type { Study } from '../study.ts';
import type { StudyAction } from './action.ts';

export interface Found {
  readonly study: Study;
  readonly plan: Plan;
  readonly results: Results;
}

/** Sentences, with what can be done at once. */
export interface StudyFinding {
  readonly text: string;
  readonly action?: StudyAction;
}
