/** Taking up a run again: going on with it, running it again, with another seed, and putting its experiment on the desk. */
import { costOf } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { error } from '../../core/problem.ts';
import { isOutdated, liveChange } from '../../core/run/liveChange.ts';
import { isAlive } from '../../core/run/run.ts';
import type { Client } from '../runs/client.ts';
import { recallBackends } from '../runs/measured.ts';
import { store } from '../store.ts';
import { allowance } from './allowance.ts';
import { edit } from './edit.ts';
import { checkpointOf, claimRun, loadRun, openedLibrary } from './keeping.ts';
import { complain } from './open.ts';
import { untilOver } from './over.ts';
import { connectedClient, runExperiment } from './run.ts';

/**
 * Goes on with a run from its last checkpoint, also with more epochs than it had. Its experiment comes on the desk, as it
 * was set at that step. Where the run was driven and the desk still has its experiment, the desk stays, and what was moved
 * on it since is moved in the run. One that keeps silent is taken from its engine first.
 */
export async function continueRun(runId: string, { epochs }: { readonly epochs?: number } = {}): Promise<void> {
  const client = connectedClient();
  if (!client || !allowance.use('run')) return;
  if (store.getState().silences[runId] !== undefined) client.closeLane('page');
  const letGo = await claimRun(runId);
  if (!letGo) {
    const message = 'This run is trained in another tab of this browser; only one can go on with it.';
    return complain([error([], message, 'Go to that tab, or stop the run there and continue it here then.')]);
  }
  let isGoing = false;
  try {
    isGoing = await goOn(client, runId, epochs);
  } finally {
    if (isGoing) void untilKept(runId).then(letGo);
    else letGo();
  }
}

/** Resolves when a run is over and whoever goes on with it finds its last step. */
async function untilKept(runId: string): Promise<void> {
  await untilOver([runId]);
  await openedLibrary()?.flush();
}

/** Answers whether the run goes on. */
async function goOn(client: Client, runId: string, epochs: number | undefined): Promise<boolean> {
  await loadRun(runId);
  const from = await checkpointOf(runId);
  // Another tab may have deleted what is in memory here: what goes on is kept.
  if (from && store.getState().kept.every(({ id }) => id !== runId)) await openedLibrary()?.restore([runId]);
  // As it is by now: it may have been continued meanwhile.
  const run = store.getState().runs.find(({ id }) => id === runId);
  if (run && isAlive(run.status)) return false;
  if (!run || !from) {
    const remedy = 'Run it again from its start.';
    complain([error([], 'This run cannot be continued: no step that it could go on from was kept.', remedy)]);
    return false;
  }
  const experiment = withEpochs(run.experiment, epochs ?? run.experiment.training.epochs);
  const set = withEpochs(from.experiment ?? experiment, experiment.training.epochs);
  const { drivenRunId, backend, experiment: onDesk } = store.getState();
  const desk = withEpochs(onDesk, experiment.training.epochs);
  const staysOnDesk = drivenRunId === runId && !isOutdated({ experiment }, desk);
  if (!staysOnDesk && !allowance.change(onDesk, set)) return false;
  const change = staysOnDesk ? liveChange(set, desk, { experiment }) : undefined;
  // To put it there moves no fader of the run that goes on now.
  store.setState({ experiment: staysOnDesk ? desk : set, drivenRunId: null, isRefused: false });
  const reports = recallBackends(costOf(graphOf(experiment)));
  client.continue(runId, experiment, from, { backend: run.choice?.name ?? backend, reports });
  store.setState(({ library }) => ({
    shownRunId: runId,
    drivenRunId: runId,
    // Whoever goes on with it has answered what was said of its interruption.
    library: { ...library, interruptedIds: library.interruptedIds.filter((id) => id !== runId) },
  }));
  if (change) client.change(runId, change);
  return true;
}

/** Runs the experiment of a run from its start, as it was started then; it comes on the desk, which can be undone. */
export function runAgain(runId: string): void {
  const experiment = experimentOf(runId);
  if (experiment) runExperiment(experiment);
}

/** Runs the experiment of a run with the next seed that no run of it has had. */
export function withAnotherSeed(runId: string): void {
  const experiment = experimentOf(runId);
  if (!experiment) return;
  const { runs, kept } = store.getState();
  const same = [...runs, ...kept].filter((one) => withSeed(one.experiment, 0) === withSeed(experiment, 0));
  const seeds = new Set(same.map((one) => one.experiment.training.seed));
  let { seed } = experiment.training;
  while (seeds.has(seed)) seed = (seed + 1) % 2 ** 31;
  runExperiment({ ...experiment, training: { ...experiment.training, seed } });
}

/** Puts the experiment of a run on the desk, as it was started; can be undone. */
export function openExperimentOf(runId: string): void {
  const experiment = experimentOf(runId);
  if (experiment) edit(() => experiment);
}

/** Of a run in memory, or of one that is only kept. */
function experimentOf(runId: string): Experiment | undefined {
  const { runs, kept } = store.getState();
  return [...runs, ...kept].find(({ id }) => id === runId)?.experiment;
}

/** All that the experiment means, with that seed, as text. */
function withSeed(experiment: Experiment, seed: number): string {
  return JSON.stringify({ ...experiment, title: '', training: { ...experiment.training, seed } });
}

/** The very same one where it has that many already. */
function withEpochs(experiment: Experiment, epochs: number): Experiment {
  const { training } = experiment;
  return training.epochs === epochs ? experiment : { ...experiment, training: { ...training, epochs } };
}
