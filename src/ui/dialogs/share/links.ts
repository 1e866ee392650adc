/** The links that can be made of the page as it is. */
import { isAlive } from '../../../core/run/run.ts';
import { lessonLink } from '../../link/lessonLink.ts';
import { encodeDesk } from '../../link/studyAddress.ts';
import { encodeView } from '../../link/view.ts';
import { drivenRun, type LinkedView, type State } from '../../store.ts';

export interface LinkChoice {
  /** With what is open: a lesson, tab, charts, selection. */
  readonly withView: boolean;
  /** Whoever opens it starts it. */
  readonly isHeld: boolean;
}

/** The fragment of what is on the desk; with what is open, of the lesson that is open, which sets up its own desk. */
export function fragmentOf(state: State, { withView, isHeld }: LinkChoice): string {
  const held = withView ? (lessonLink(state) ?? encodeDesk(state)) : encodeDesk(state);
  return `${held}${encodeView({ ...(withView ? openNow(state) : nothing), isHeld })}`;
}

const nothing = { view: {}, selection: [] } as const;

/** What is open on the page. */
export function openNow({ view, selection }: Pick<State, 'view' | 'selection'>): Omit<LinkedView, 'isHeld'> {
  return { view, selection };
}

/** Whether a run goes on that whoever opens the link would see go on, too. */
export function goesOn(state: State): boolean {
  const run = drivenRun(state);
  return run !== undefined && isAlive(run.status) && run.status !== 'paused';
}

/** The whole address of a fragment. */
export function addressOf(fragment: string, search = ''): string {
  const url = new URL(location.href);
  url.search = search;
  url.hash = fragment;
  return url.href;
}
