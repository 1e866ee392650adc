/** Opening what one can learn from, beside the page. What is in it comes in a script of its own (`ui/lessons`). */
import { type LinkedView, store } from '../store.ts';
import { allowance } from './allowance.ts';

/** Shows the list of lessons, or enters a page of one; `shown` is what the link to it wants shown. */
export function learn(lesson: string | null = null, page = '', shown?: LinkedView): void {
  if (!allowance.use('learn')) return;
  store.setState({ learning: { lesson, page, since: Date.now(), answers: {}, ...(shown && { shown }) } });
}

/** Closes it; a lesson is left. */
export function closeLearning(): void {
  store.setState({ learning: null });
}
