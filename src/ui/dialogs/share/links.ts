/** The links that can be made of the page as it is. */
import { isAtWork } from '../../../core/run/run.ts';
import { lessonLink } from '../../link/lessonLink.ts';
import { encodeDesk } from '../../link/studyAddress.ts';
import { encodeView } from '../../link/view.ts';
import { drivenRun, type State } from '../../store.ts';

export interface LinkChoice {
  /** With what is open: a lesson, tab, charts, selection. */
  readonly withView: boolean;
  /** Whoever opens it starts it. */
  readonly isHeld: boolean;
}

/** The fragment of what is on the desk; with what is open, of the lesson that is open, which sets up its own desk. */
export function fragmentOf(state: State, { withView, isHeld }: LinkChoice): string {
  const held = withView ? (lessonLink(state) ?? encodeDesk(state)) : encodeDesk(state);
  const { view, selection } = withView ? state : nothing;
  return `${held}${encodeView({ view, selection, isHeld })}`;
}

const nothing = { view: {}, selection: [] } as const;

/** Whether a run goes on that whoever opens the link would see go on, too. */
export function goesOn(state: State): boolean {
  const run = drivenRun(state);
  return run !== undefined && isAtWork(run.status);
}

/** The whole address of a fragment. */
export function addressOf(fragment: string, search = ''): string {
  const url = new URL(location.href);
  url.search = search;
  url.hash = fragment;
  return url.href;
}
