/** Starting, pausing and ending runs, and choosing their backend. */
import type { BackendName } from '../../core/backends.ts';
import { costOf } from '../../core/cost.ts';
import { graphOf } from '../../core/graphOf.ts';
import { runTitle } from '../../core/run/difference.ts';
import { isAlive } from '../../core/run/run.ts';
import type { Client } from '../runs/client.ts';
import { forgetBackends, recallBackends } from '../runs/measured.ts';
import { drivenRun, store } from '../store.ts';

let client: Client | undefined;

/** Connects the actions to the engine; done once by the page, and by tests with a fake. */
export function connect(next: Client | undefined): void {
  client = next;
}

function start(isPaused: boolean): boolean {
  const { experiment, backend, runs } = store.getState();
  const isRefused = !graphOf(experiment).isRunnable;
  store.setState({ isRefused });
  if (!client || isRefused) return false;
  const reports = recallBackends(costOf(graphOf(experiment)));
  client.start(experiment, { title: runTitle(experiment, runs.at(-1)), backend, isPaused, reports });
  return true;
}

function status() {
  return drivenRun(store.getState())?.status ?? 'stopped';
}

/** Starts a new run of the experiment as it is now. Returns false where it cannot run yet. */
export function run(): boolean {
  return start(false);
}

/** Starts the first run of a page; where a link or a person has started one already, nothing happens. */
export function runFirst(): void {
  if (store.getState().runs.length === 0) run();
}

export function pause(): void {
  client?.pause();
}

export function resume(): void {
  client?.resume();
}

export function stop(): void {
  client?.stop();
}

/** Space: pauses what runs, resumes what is paused, starts what is over. */
export function toggleRun(): void {
  const now = status();
  if (!isAlive(now)) run();
  else if (now === 'paused') resume();
  else pause();
}

/** One step, then paused. */
export function step(): void {
  if (isAlive(status()) || start(true)) client?.step();
}

/** Back to the first step with the experiment as it is now; what was training goes on training. */
export function reset(): void {
  const now = status();
  start(!isAlive(now) || now === 'paused');
}

/** Chooses the backend and starts over on it; a run that was over waits, paused, for Run. */
export function setBackend(backend: BackendName | 'auto'): void {
  if (backend === store.getState().backend) return;
  store.setState({ backend });
  if (drivenRun(store.getState())) reset();
}

/** Forgets what was measured of the backends and starts over, which measures them again. */
export function measureBackends(): void {
  forgetBackends();
  store.setState({ backend: 'auto' });
  reset();
}

/** Looks at a layer up close for one validation image; null looks away. */
export function inspectLayer(layer: string | null, image = 0): void {
  client?.inspect(layer, image);
}
