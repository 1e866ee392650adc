/** Opening what one can learn from, beside the page. What is in it comes in a script of its own (`ui/lessons`). */
import { type Learning, type LinkedView, store } from '../store.ts';
import { allowance } from './allowance.ts';

/** Shows the list of lessons, or enters a page of one; `shown` is what the link to it wants shown. */
export function learn(lesson: string | null = null, page = '', shown?: LinkedView): void {
  if (!allowance.use('learn')) return;
  store.setState({ learning: { ...blank(), lesson, page, ...(shown && { shown }) }, term: null, guide: null });
}

/** Shows an entry of the glossary, or all of them. A lesson that is open waits behind it. */
export function openTerm(term = ''): void {
  if (!allowance.use('glossary')) return;
  store.setState(({ learning }) => ({ term, learning: learning ?? blank(), guide: null }));
}

/** Puts the glossary away: what was open before it is seen again. */
export function closeGlossary(): void {
  store.setState({ term: null });
}

/** Closes it; a lesson is left. */
export function closeLearning(): void {
  store.setState({ learning: null, term: null });
}

function blank(): Learning {
  return { lesson: null, page: '', since: Date.now(), answers: {} };
}

/** Leads round the page in about a minute. A lesson is left: it points at things of its own. */
export function startTour(): void {
  if (!allowance.use('learn')) return;
  store.setState({ guide: 'tour', learning: null, term: null, dialog: null });
}

/** Ends the tour, or puts the welcome away. */
export function endGuide(): void {
  store.setState({ guide: null });
}
