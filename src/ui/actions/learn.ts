/** Opening what one can learn from, beside the page. What is in it comes in a script of its own (`ui/lessons`). */
import { type LinkedView, store } from '../store.ts';
import { allowance } from './allowance.ts';

/** Shows the list of lessons, or enters a page of one; `shown` is what the link to it wants shown. */
export function learn(lesson: string | null = null, page = '', shown?: LinkedView): void {
  if (!allowance.use('learn')) return;
  store.setState({ learning: { lesson, page, since: Date.now(), answers: {}, ...(shown && { shown }) }, guide: null });
}

/** Closes it; a lesson is left. */
export function closeLearning(): void {
  store.setState({ learning: null });
}

/** Leads round the page in about a minute. A lesson is left: it points at things of its own. */
export function startTour(): void {
  if (!allowance.use('learn')) return;
  store.setState({ guide: 'tour', learning: null, dialog: null });
}

/** Ends the tour, or puts the welcome away. */
export function endGuide(): void {
  store.setState({ guide: null });
}
