/** The title of the tab says what runs: "▶ 412 · Colour and size — Loss Mixer". */
import type { RunStatus } from '../../core/run/protocol.ts';
import { stepsTaken } from '../../core/run/run.ts';
import { drivenRun, type State } from '../store.ts';

const marks: Partial<Record<RunStatus, string>> = { paused: '❚❚', finished: '✓', failed: '✕', stopped: '■' };

/** The title for a state of the page. */
function pageTitle(state: State): string {
  const run = drivenRun(state);
  const name = `${(run ?? state).experiment.title} — Loss Mixer`;
  return run ? `${marks[run.status] ?? '▶'} ${stepsTaken(run)} · ${name}` : name;
}

/** A listener of the store that writes the title, at most once a second while steps go by. */
export function runTitleBar(page: { title: string }, now: () => number = () => performance.now()) {
  let written = Number.NEGATIVE_INFINITY;
  return (state: State, before: State) => {
    const isSame = drivenRun(state)?.status === drivenRun(before)?.status && state.experiment === before.experiment;
    if (isSame && now() - written < 1000) return;
    written = now();
    page.title = pageTitle(state);
  };
}
