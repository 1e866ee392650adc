/** Entering and leaving a class. The address enters it with its link, a teacher to see how it looks. */
import { stateOf } from '../../core/classroom/allows.ts';
import { setView } from '../actions/look.ts';
import { type OpenClass, store } from '../store.ts';
import { tabs } from '../tabs.ts';
import { controlOfTab } from './heldParts.ts';
import { hold } from './hold.ts';

/** The address asks this script for it, too. */
export { readClass } from '../link/classLink.ts';

/** Shows a class and holds the page to it; to none where there is none. */
export function enterClass(openClass: OpenClass | null): void {
  store.setState({ openClass });
  hold(openClass?.classroom);
  if (!openClass) return;
  const { tab } = store.getState().view;
  const isGone = (id: string) => stateOf(openClass.classroom, controlOfTab(id)) === 'hidden';
  const first = tabs.find(({ id }) => stateOf(openClass.classroom, controlOfTab(id)) === 'shown');
  if (isGone(tab) && first) setView({ tab: first.id });
}

/** Leaves the class with what is on the page. */
export function openFreely(): void {
  enterClass(null);
}
