import { beforeEach, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import { withChange } from '../../core/run/liveChange.ts';
import type { Change, RunStatus } from '../../core/run/protocol.ts';
import { goingOn, makeRun, type Run } from '../../core/run/run.ts';
import { summaryOf } from '../../core/run/runSummary.ts';
import type { Client, RunOptions } from '../runs/client.ts';
import type { Library } from '../runs/library/library.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { store } from '../store.ts';
import { continueRun, openExperimentOf, runAgain, withAnotherSeed } from './again.ts';
import { setFader, undo } from './edit.ts';
import { checkpointOf, connectLibrary, keepCheckpoint } from './keeping.ts';
import { connect } from './run.ts';

interface Continued {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly step: number;
  readonly options: RunOptions;
}

let continued: Continued[];
let changes: Change[];
let closed: string[];
let started: number;
const nothing = () => {};
const fake: Client = {
  ...quietClient,
  start(experiment, { title }) {
    const run = makeRun(`started ${started++}`, title, experiment);
    store.setState(({ runs }) => ({ runs: [...runs, run] }));
    return run.id;
  },
  continue(runId, experiment, { step }, options) {
    continued.push({ runId, experiment, step, options });
    store.setState(({ runs }) => ({ runs: runs.map((run) => (run.id === runId ? goingOn(run, experiment) : run)) }));
  },
  change: (_, change) => void changes.push(change),
  closeLane(lane) {
    closed.push(lane);
    store.setState(({ runs }) => ({ runs: runs.map((run) => ({ ...run, status: 'stopped' })) }));
  },
};

beforeEach(() => {
  [continued, changes, closed, started] = [[], [], [], 0];
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
  connect(fake);
});

const experiment = () => store.getState().experiment;
const { training } = defaultExperiment;

/** A run on wasm in the store, at step 40 of which it can go on. */
function given(status: RunStatus, saved: Partial<Checkpoint> = {}, change: Partial<Run> = {}): Run {
  const choice = { name: 'wasm', reason: '', alternatives: [] } as const;
  const run: Run = { ...makeRun('mine', 'Mine', defaultExperiment), status, choice, ...change };
  store.setState({ runs: [run], shownRunId: 'mine', drivenRunId: 'mine' });
  const state = { theta: Float32Array.of(1), statistics: {}, optimizers: {}, weigher: null };
  keepCheckpoint('mine', { step: 40, evaluated: 40, changes: 0, seconds: 2, ...state, ...saved });
  return run;
}

test('a run goes on from its checkpoint, on its backend, shown and driven', async () => {
  const run = given('stopped');
  const { library } = store.getState();
  const interrupted = { ...library, interruptedIds: ['other', 'mine'] };
  store.setState({ shownRunId: null, drivenRunId: null, backend: 'webgpu', library: interrupted });
  await continueRun('mine');
  expect(store.getState().library.interruptedIds).toEqual(['other']);
  expect(continued).toMatchObject([
    { runId: 'mine', experiment: run.experiment, step: 40, options: { backend: 'wasm' } },
  ]);
  const { shownRunId, drivenRunId } = store.getState();
  expect([shownRunId, drivenRunId, changes]).toEqual(['mine', 'mine', []]);
});

const none = async () => undefined;
/** A library that keeps nothing. */
const library: Library = {
  load: none,
  recordOf: none,
  checkpointOf: none,
  keepCheckpoint: nothing,
  claim: async () => nothing,
  mark: none,
  remove: async () => true,
  restore: none,
  erase: none,
  studies: { remove: none, restore: none, erase: none },
  add: async () => true,
  flush: none,
};

test('a run that another tab goes on with does not go on here, and that is said', async () => {
  given('stopped');
  const checkpoint = await checkpointOf('mine');
  connectLibrary({ ...library, checkpointOf: async () => checkpoint, claim: none });
  await continueRun('mine');
  connectLibrary(undefined);
  expect(continued).toEqual([]);
  expect(store.getState().openProblems).toMatchObject([{ message: expect.stringContaining('in another tab') }]);
});

test('a run is held as long as it goes on, and until its last step is kept', async () => {
  given('stopped');
  const checkpoint = await checkpointOf('mine');
  const said: string[] = [];
  connectLibrary({
    ...library,
    checkpointOf: async () => checkpoint,
    claim: async () => () => void said.push('free'),
    flush: async () => void said.push('kept'),
  });
  await continueRun('mine');
  expect(said).toEqual([]);
  store.setState(({ runs }) => ({ runs: runs.map((run) => ({ ...run, status: 'stopped' })) }));
  await expect.poll(() => said).toEqual(['kept', 'free']);
  connectLibrary(undefined);
});

test('a run that another tab has deleted is kept again when it goes on', async () => {
  const run = given('stopped');
  const restored: string[] = [];
  const checkpoint = await checkpointOf('mine');
  connectLibrary({
    ...library,
    checkpointOf: async () => checkpoint,
    restore: async (ids) => void restored.push(...ids),
  });
  await continueRun('mine');
  store.setState({ kept: [summaryOf(run)], runs: [run] });
  await continueRun('mine');
  connectLibrary(undefined);
  expect([restored, continued.length]).toEqual([['mine'], 2]);
});

test('asked for twice it goes on once', async () => {
  given('stopped');
  await Promise.all([continueRun('mine'), continueRun('mine')]);
  expect(continued).toHaveLength(1);
});

test('with more epochs, also on the desk', async () => {
  given('finished');
  await continueRun('mine', { epochs: 99 });
  expect([continued[0]?.experiment.training, experiment().training.epochs]).toEqual([{ ...training, epochs: 99 }, 99]);
  undo();
  expect(experiment()).toBe(defaultExperiment);
});

test('what was moved on the desk of the driven run since is moved in the run that goes on', async () => {
  given('failed', { experiment: withChange(defaultExperiment, { faders: { size: 2 } }) });
  setFader('size', 2);
  setFader('colour', 0.5);
  const desk = experiment();
  await continueRun('mine');
  expect(experiment()).toBe(desk);
  expect(changes).toEqual([{ faders: { colour: 0.5 } }]);
});

test('a run that was not driven brings its own desk, as it was set at that step; that can be undone', async () => {
  const set = withChange(defaultExperiment, { faders: { size: 2 } });
  given('stopped', { experiment: set });
  store.setState({ drivenRunId: null });
  setFader('colour', 0.5);
  const desk = experiment();
  await continueRun('mine');
  expect([experiment(), changes]).toEqual([set, []]);
  undo();
  expect(experiment()).toBe(desk);
});

test('a run without a checkpoint stays as it is, and the page says why', async () => {
  store.setState({ runs: [{ ...makeRun('other', 'Other', defaultExperiment), status: 'stopped' }] });
  await continueRun('other');
  expect(continued).toEqual([]);
  expect(store.getState().openProblems.map(({ remedy }) => remedy)).toEqual(['Run it again from its start.']);
});

test('a run that goes on is left alone, unless it keeps silent: then its engine is ended first', async () => {
  given('training');
  await continueRun('mine');
  expect([continued, closed]).toEqual([[], []]);
  store.setState({ silences: { mine: 12 } });
  await continueRun('mine');
  expect([continued.length, closed]).toEqual([1, ['page']]);
});

test('running again starts the experiment as the run was started, whatever is on the desk', () => {
  given('finished', {}, { changes: [{ step: 3, change: { faders: { size: 2 } } }] });
  setFader('colour', 0.5);
  runAgain('mine');
  const { runs, drivenRunId } = store.getState();
  expect([runs.at(-1)?.experiment, drivenRunId, experiment()]).toEqual([
    defaultExperiment,
    runs.at(-1)?.id,
    defaultExperiment,
  ]);
});

test('another seed is the next that no run of this experiment has, in memory or kept', () => {
  given('finished');
  const seeded = (seed: number, of = defaultExperiment) => ({ ...of, training: { ...of.training, seed } });
  const [, other] = presets;
  store.setState({
    kept: [
      summaryOf(makeRun('kept', '', seeded(2))),
      summaryOf(makeRun('of another', '', seeded(3, other?.experiment))),
    ],
  });
  withAnotherSeed('kept');
  expect(store.getState().runs.at(-1)?.experiment).toEqual(seeded(3));
  withAnotherSeed('kept');
  expect(store.getState().runs.at(-1)?.experiment).toEqual(seeded(4));
});

test('the experiment of a run that is only kept comes on the desk, and can be taken back', () => {
  const opened = presets[1]?.experiment ?? defaultExperiment;
  store.setState({ kept: [summaryOf(makeRun('kept', '', opened))] });
  openExperimentOf('kept');
  expect([experiment(), store.getState().runs]).toEqual([opened, []]);
  undo();
  expect(experiment()).toBe(defaultExperiment);
});
