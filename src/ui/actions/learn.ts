/** Opening what one can learn from, beside the page. What is in it comes in a script of its own (`ui/lessons`). */
import { store } from '../store.ts';

/** Shows the list of lessons, or enters a page of one. */
export function learn(lesson: string | null = null, page = ''): void {
  store.setState({ learning: { lesson, page, since: Date.now(), answers: {} } });
}

/** Closes it; a lesson is left. */
export function closeLearning(): void {
  store.setState({ learning: null });
}
