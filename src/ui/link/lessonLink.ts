/** The address of a page of a lesson: `#learn/<lesson>/<page>`. */
import type { Learning } from '../store.ts';

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

/** The fragment of what is open; nothing where that is no lesson. */
export function lessonLink(learning: Learning | null): string | undefined {
  if (!learning || learning.lesson === null) return undefined;
  const { lesson, page } = learning;
  return page === '' ? `#learn/${lesson}` : `#learn/${lesson}/${page}`;
}
