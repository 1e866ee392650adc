/** The addresses of what one learns from: `#learn/<lesson>/<page>`, and `#term/<id>` of the glossary. */
import { defaultExperiment } from '../../core/presets.ts';
import { blankDraft, type State } from '../store.ts';

export interface LessonPlace {
  readonly lesson: string;
  /** Empty for its first page. */
  readonly page: string;
}

/** The place that a fragment names; nothing where it is another link. */
export function lessonOfLink(fragment: string): LessonPlace | undefined {
  const [, lesson, page = ''] = /^#learn\/([a-z-]{1,80})(?:\/([a-z-]{1,80}))?(?:&|$)/.exec(fragment) ?? [];
  return lesson === undefined ? undefined : { lesson, page };
}

/** The entry that a fragment names, empty for all of them; nothing where it is another link. */
export function termOfLink(fragment: string): string | undefined {
  const [isOne, id = ''] = /^#term(?:\/([a-z0-9-]{1,80}))?(?:&|$)/.exec(fragment) ?? [];
  return isOne === undefined ? undefined : id;
}

type Shown = Pick<State, 'learning' | 'term' | 'experiment' | 'draft'>;

/**
 * The fragment of what is open: a lesson, which sets up its own desk; or an entry of the glossary, where nothing on the desk
 * would be lost by a link that does not hold it. Nothing where neither is open.
 */
export function lessonLink({ learning, term, experiment, draft }: Shown): string | undefined {
  if (learning && learning.lesson !== null) {
    const { lesson, page } = learning;
    return page === '' ? `#learn/${lesson}` : `#learn/${lesson}/${page}`;
  }
  if (term === null || experiment !== defaultExperiment || draft !== blankDraft) return undefined;
  return term === '' ? '#term' : `#term/${term}`;
}
