/** What the address has to do with studies: a script of its own, as most pages do without. */
import type { Problem } from '../../core/problem.ts';
import { isBlank, studyOf } from '../../core/study/draft.ts';
import { openStudy } from '../actions/study.ts';
import type { State } from '../store.ts';
import { decodeStudy, encodeStudy } from './study.ts';
import { encodeLink } from './url.ts';

/** Opens the link of a study. Answers what is wrong with one that cannot be opened. */
export function openStudyLink(fragment: string, isFirst: boolean): readonly Problem[] | undefined {
  const { study, problems } = decodeStudy(fragment);
  if (!study) return problems;
  openStudy(study, problems, isFirst);
  return undefined;
}

/** The fragment of what is on the desk: of a study where something is varied that a link has room for. */
export function encodeDesk({ experiment, draft }: Pick<State, 'experiment' | 'draft'>): string {
  return (!isBlank(draft) && encodeStudy(studyOf(experiment, draft))) || encodeLink(experiment);
}
