/**
 * Starting, pausing and ending runs, and choosing their backend. What starts is the experiment on the desk, which is from
 * then on shown and driven; what is asked of a run is asked of the driven one where no id is given.
 */
import type { BackendName, BackendReport } from '../../core/backends.ts';
import { costOf } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import { runTitle } from '../../core/run/difference.ts';
import type { Unit } from '../../core/run/dissection.ts';
import { isAlive, isAtWork, type Run, stepsTaken } from '../../core/run/run.ts';
import type { Client } from '../runs/client.ts';
import { forgetBackends } from '../runs/measured.ts';
import { drivenRun, store } from '../store.ts';
import { allowance } from './allowance.ts';
import { setView } from './look.ts';

let client: Client | undefined;
let recall: Recall = () => undefined;

/** What was measured of the backends before, for experiments of that cost. */
type Recall = (cost: number) => readonly BackendReport[] | undefined;

/** Connects the actions to the engine; done once by the page, and by tests with a fake. Without `recalls` nothing is known of backends. */
export function connect(next: Client | undefined, recalls: Recall = () => undefined): void {
  client = next;
  recall = recalls;
}

/** The engine; nothing before it is connected. */
export function connectedClient(): Client | undefined {
  return client;
}

interface WarmStart {
  readonly title: string;
  readonly warm: Checkpoint;
}

/** Starts what is on the desk, or what is given, which is put there. */
function start(isPaused: boolean, given?: Experiment, begun?: WarmStart): boolean {
  const state = store.getState();
  const { backend } = state;
  const experiment = given ?? state.experiment;
  if (!allowance.use(isPaused ? 'step' : 'run') || !allowance.change(state.experiment, experiment)) return false;
  const isRefused = !graphOf(experiment).isRunnable;
  store.setState({ isRefused, isHeld: false });
  if (!client || isRefused) return false;
  const reports = recall(costOf(graphOf(experiment)));
  const { drivenRunId } = state;
  const kept = withoutEmpty(state.runs, drivenRunId);
  const title = begun?.title ?? runTitle(experiment, drivenRun({ runs: kept, drivenRunId }) ?? kept.at(-1));
  // To put it there moves no fader of the run that goes on.
  if (given) store.setState({ experiment: given, drivenRunId: null });
  const runId = client.start(experiment, { title, backend, isPaused, reports, warm: begun?.warm });
  store.setState(({ runs }) => ({ runs: withoutEmpty(runs, drivenRunId), shownRunId: runId, drivenRunId: runId }));
  return true;
}

/** The runs without that one, if it was left before its first step: there is nothing to see of it. */
function withoutEmpty(runs: readonly Run[], runId: string | null): readonly Run[] {
  return runs.filter((run) => run.id !== runId || run.status === 'failed' || stepsTaken(run) > 0);
}

/** The id of the driven run; empty, as no run's is, before there is one. */
const drivenId = () => store.getState().drivenRunId ?? '';

function statusOf(runId: string) {
  return store.getState().runs.find(({ id }) => id === runId)?.status ?? 'stopped';
}

/** Starts a new run of the experiment as it is now. Returns false where it cannot run yet. */
export function run(): boolean {
  return start(false);
}

/** Puts an experiment on the desk, which can be undone, and starts a run of it. */
export function runExperiment(experiment: Experiment): boolean {
  return start(false, experiment);
}

/** The same with the network of another run to begin with; the title says so. Answers the id of the run. */
export function runWarm(experiment: Experiment, begun: WarmStart): string | undefined {
  return start(false, experiment, begun) ? drivenId() : undefined;
}

/** Starts the first run of a page; where a link or a person has started one already, is asked first, reads a lesson or opened a link that waits, nothing happens. */
export function runFirst(): void {
  const { runs, linked, learning, isHeld } = store.getState();
  if (runs.length === 0 && !linked && !learning?.lesson && !isHeld) run();
}

export function pause(runId = drivenId()): void {
  client?.pause(runId);
}

export function resume(runId = drivenId()): void {
  client?.resume(runId);
}

export function stop(runId = drivenId()): void {
  client?.stop(runId);
}

/** Goes on waiting for a run whose engine keeps silent. */
export function keepWaiting(runId = drivenId()): void {
  client?.wait(runId);
}

/** Space: pauses what runs, resumes what is paused, starts what is over. */
export function toggleRun(): void {
  const status = statusOf(drivenId());
  if (!isAlive(status)) run();
  else if (!allowance.use('run')) return;
  else if (isAtWork(status)) pause();
  else resume();
}

/**
 * One step, then paused; a run that is over is started anew for it. The tab Step shows it taken apart: it opens, unless it
 * was left for another.
 */
export function step(runId = drivenId()): void {
  if (isAlive(statusOf(runId))) {
    if (allowance.use('step')) takeStep(runId);
  } else if (start(true)) takeStep(drivenId());
}

function takeStep(runId: string): void {
  if (!store.getState().leftStep) setView({ tab: 'step' });
  const dissects = store.getState().view.tab === 'step';
  // Where a class does not have the tab, that is said once.
  store.setState({ leftStep: !dissects });
  client?.step(runId, dissects);
}

/** Back to before the first step: what was training stops, the charts are empty, and Run starts the experiment as it is. */
export function reset(): void {
  if (allowance.use('reset')) clearCharts();
}

/** The same, for what puts another experiment on the desk. */
export function clearCharts(): void {
  stop();
  store.setState(({ runs, drivenRunId }) => ({
    runs: withoutEmpty(runs, drivenRunId),
    shownRunId: null,
    drivenRunId: null,
  }));
}

/** Starts on a new engine, which loads again what could not be loaded. */
export function startOver(): void {
  client?.closeLane('page');
  run();
}

/** Chooses the backend; what trains starts over on it, what is paused waits for Run, and what is over stays. */
export function setBackend(backend: BackendName | 'auto'): void {
  if (backend === store.getState().backend || !allowance.use('backend')) return;
  store.setState({ backend });
  const status = statusOf(drivenId());
  if (!isAlive(status)) return;
  if (isAtWork(status)) run();
  else clearCharts();
}

/** Forgets what was measured of the backends and starts over, which measures them again. */
export function measureBackends(): void {
  if (!allowance.use('backend')) return;
  forgetBackends();
  store.setState({ backend: 'auto' });
  run();
}

/** Looks at the arithmetic of a unit of the last dissected step; null looks at none. */
export function showUnit(unit: Unit | null, runId = drivenId()): void {
  client?.showUnit(runId, unit);
}

/** Looks at a layer up close for one validation image; null looks away. */
export function inspectLayer(layer: string | null, image = 0, runId = drivenId()): void {
  client?.inspect(runId, layer, image);
}
