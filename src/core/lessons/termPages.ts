/** Which pages of lessons speak of a term: those with a link to it. */
import { lessons } from './index.ts';
import type { Lesson, LessonPage } from './lesson.ts';

export interface TermPage {
  readonly lesson: Lesson;
  readonly page: LessonPage;
}

/** All that a page says in Markdown. */
export function textsOf({ text, prediction }: LessonPage): readonly string[] {
  return prediction ? [text, prediction.question, prediction.why] : [text];
}

/** The pages with a link to the term of that id, in the order of the lessons. */
export function pagesWithTerm(id: string): readonly TermPage[] {
  const hasLink = (page: LessonPage) => textsOf(page).some((text) => text.includes(`](term:${id})`));
  return lessons.flatMap((lesson) => lesson.pages.filter(hasLink).map((page) => ({ lesson, page })));
}
