import { beforeEach, expect, test } from 'vitest';
import { makeLoss } from '../../core/make.ts';
import { defaultExperiment, presets } from '../../core/presets.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import type { RunStatus } from '../../core/run/protocol.ts';
import { goingOn, makeRun } from '../../core/run/run.ts';
import type { Client } from '../runs/client.ts';
import { store } from '../store.ts';
import {
  beginGesture,
  edit,
  editLayer,
  editSection,
  endGesture,
  isSoloed,
  redo,
  setFader,
  setFaders,
  setMuted,
  solo,
  undo,
} from './edit.ts';
import { setView } from './look.ts';
import { openExperiment } from './open.ts';
import { connect, inspectLayer, pause, reset, resume, run, setBackend, step, stop, toggleRun } from './run.ts';

/** A client that notes what it is asked, and starts runs that say they have the given status. */
let calls: string[];
let nextStatus: RunStatus;
let nextSteps: number;
const fake: Client = {
  start(experiment, { title, backend, isPaused }) {
    const id = `of ${calls.length}`;
    calls.push(`start ${backend}${isPaused ? ' paused' : ''}`);
    const train = append(emptyTable, { step: Float32Array.from({ length: nextSteps }, (_, step) => step) });
    const started = { ...makeRun(id, title, experiment), status: nextStatus, train };
    store.setState(({ runs }) => ({ runs: [...runs, started] }));
    return id;
  },
  continue(runId, experiment, { step }, { backend }) {
    calls.push(`continue ${runId} on ${backend} from ${step} to ${experiment.training.epochs} epochs`);
    store.setState(({ runs }) => ({ runs: runs.map((run) => (run.id === runId ? goingOn(run, experiment) : run)) }));
  },
  pause: (runId) => void calls.push(`pause ${runId}`),
  resume: (runId) => void calls.push(`resume ${runId}`),
  step: (runId, dissects) => void calls.push(`step ${runId}${dissects ? '' : ' undissected'}`),
  stop: (runId) => void calls.push(`stop ${runId}`),
  change: (runId) => void calls.push(`change ${runId}`),
  inspect: (runId, layer) => void calls.push(`inspect ${layer} ${runId}`),
  showUnit: () => undefined,
  wait: (runId) => void calls.push(`wait ${runId}`),
  closeLane: (lane) => void calls.push(`close ${lane}`),
};

beforeEach(() => {
  calls = [];
  nextStatus = 'training';
  nextSteps = 1;
  endGesture();
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
  connect(fake);
});

const experiment = () => store.getState().experiment;
const faders = () => experiment().losses.map(({ fader }) => fader);
const muted = () => experiment().losses.map((loss) => loss.muted);

test('an edit that changes nothing leaves experiment and history as they are', () => {
  setFader('colour', 1);
  setFader('nobody', 2);
  editSection('training', { batchSize: experiment().training.batchSize });
  editLayer('conv-1', { filters: 16 });
  edit((same) => same);
  expect(experiment()).toBe(defaultExperiment);
  expect(store.temporal.getState().pastStates).toEqual([]);
});

test('an edit keeps what it does not touch', () => {
  setFader('colour', 0.3);
  expect(faders()).toEqual([0.3, 1]);
  expect(experiment().losses[1]).toBe(defaultExperiment.losses[1]);
  expect(experiment().network).toBe(defaultExperiment.network);
});

test('a drag of many edits is one step of undo, and the next edit another', () => {
  beginGesture();
  for (const fader of [0.9, 0.8, 0.7]) setFader('colour', fader);
  endGesture();
  setFader('colour', 0.5);
  undo();
  expect(faders()).toEqual([0.7, 1]);
  undo();
  expect(experiment()).toBe(defaultExperiment);
  redo();
  redo();
  expect(faders()).toEqual([0.5, 1]);
});

test('undo in the middle of a drag ends it', () => {
  beginGesture();
  setFader('colour', 0.9);
  undo();
  expect(experiment()).toBe(defaultExperiment);
  setFader('colour', 0.4);
  undo();
  expect(experiment()).toBe(defaultExperiment);
});

test('linked faders move together in one step', () => {
  setFaders({ colour: 0.25, size: 0.75 });
  expect(faders()).toEqual([0.25, 0.75]);
  undo();
  expect(experiment()).toBe(defaultExperiment);
});

test('solo mutes the others, and once more unmutes all', () => {
  setMuted('colour', true);
  solo('colour');
  expect([muted(), isSoloed(experiment(), 'colour')]).toEqual([[false, true], true]);
  solo('colour');
  expect([muted(), isSoloed(experiment(), 'colour')]).toEqual([[false, false], false]);
});

test('after a solo what was muted before is muted again', () => {
  const penalty = makeLoss('l2', 'l2', { scope: 'all' });
  openExperiment({ ...defaultExperiment, losses: [...defaultExperiment.losses, penalty] }, 'file');
  setMuted('size', true);
  solo('l2');
  expect(muted()).toEqual([true, true, false]);
  solo('colour');
  expect(muted()).toEqual([false, true, true]);
  solo('colour');
  expect(muted()).toEqual([false, true, false]);
});

test('Space starts, pauses and resumes', () => {
  toggleRun();
  toggleRun();
  const pausedRun = () => store.setState(({ runs }) => ({ runs: runs.map((r) => ({ ...r, status: 'paused' })) }));
  pausedRun();
  toggleRun();
  expect(calls).toEqual(['start auto', 'pause of 0', 'resume of 0']);
});

test('Step without a run starts a paused one', () => {
  step();
  step();
  expect(calls).toEqual(['start auto paused', 'step of 0', 'step of 0']);
});

test('Step opens its tab and has the step dissected, until the tab is left for another', () => {
  step();
  expect(store.getState().view.tab).toBe('step');
  expect(calls.at(-1)).toBe('step of 0');
  setView({ tab: 'curves' });
  step();
  expect(store.getState().view.tab).toBe('curves');
  expect(calls.at(-1)).toBe('step of 0 undissected');
});

test('what is asked of a run is asked of the driven one, whatever is shown, unless a run is named', () => {
  run();
  run();
  store.setState({ shownRunId: 'of 0' });
  calls = [];
  pause();
  inspectLayer('conv-1');
  pause('of 0');
  resume('of 0');
  step('of 0');
  stop('of 0');
  inspectLayer('conv-1', 0, 'of 0');
  expect(calls).toEqual([
    'pause of 1',
    'inspect conv-1 of 1',
    'pause of 0',
    'resume of 0',
    'step of 0',
    'stop of 0',
    'inspect conv-1 of 0',
  ]);
});

test('what starts is shown and driven, whatever was shown before', () => {
  run();
  store.setState({ shownRunId: null });
  run();
  const { shownRunId, drivenRunId } = store.getState();
  expect([shownRunId, drivenRunId]).toEqual(['of 1', 'of 1']);
});

test('a run is compared with the one that was driven before it, not with the last of all', () => {
  run();
  const [mine] = store.getState().runs;
  const other = { ...makeRun('study', 'of a study', presets[1]?.experiment ?? defaultExperiment) };
  store.setState({ runs: mine ? [mine, other] : [] });
  run();
  expect(store.getState().runs.at(-1)?.title).toBe('Colour and size, one trunk, again');
});

const ids = () => store.getState().runs.map(({ id }) => id);

test('Reset stops what trains, empties the charts and leads to Run; the run stays in the list', () => {
  run();
  reset();
  const { shownRunId, drivenRunId } = store.getState();
  expect([calls, shownRunId, drivenRunId, ids()]).toEqual([['start auto', 'stop of 0'], null, null, ['of 0']]);
  toggleRun();
  expect(calls.slice(2)).toEqual(['start auto']);
  expect(store.getState().runs.at(-1)?.title).toBe('Colour and size, one trunk, again');
});

test('a run left before its first step is not kept, unless it failed', () => {
  nextSteps = 0;
  run();
  reset();
  expect(ids()).toEqual([]);
  run();
  run();
  expect(ids()).toEqual(['of 3']);
  store.setState(({ runs }) => ({ runs: runs.map((one) => ({ ...one, status: 'failed' })) }));
  run();
  expect(ids()).toEqual(['of 3', 'of 4']);
});

test('an experiment that cannot run is not started, and the page says so', () => {
  edit((before) => ({ ...before, losses: [] }));
  expect(run()).toBe(false);
  expect([calls, store.getState().isRefused]).toEqual([[], true]);
  undo();
  expect(run()).toBe(true);
  expect(store.getState().isRefused).toBe(false);
});

test('choosing a backend starts the run over on it', () => {
  run();
  setBackend('wasm');
  setBackend('wasm');
  expect(calls).toEqual(['start auto', 'start wasm']);
});

test('a run is titled by what changed since the one before', () => {
  run();
  editSection('training', { learningRate: 3e-4 });
  run();
  setFader('size', 0.5);
  editLayer('conv-2', { filters: 64 });
  setMuted('colour', true);
  run();
  run();
  expect(store.getState().runs.map(({ title }) => title)).toEqual([
    'Colour and size, one trunk',
    'Learning rate 0.001 → 3e-4',
    'colour muted, size: fader 1 → 0.5, and 1 more',
    'Colour and size, one trunk, again',
  ]);
});

test('what was changed of a run while it went on is no news in the title of the next', () => {
  run();
  setFader('size', 0.5);
  const changes = [{ step: 40, change: { faders: { size: 0.5 } } }];
  store.setState(({ runs }) => ({ runs: runs.map((one) => ({ ...one, changes })) }));
  editSection('training', { batchSize: 32 });
  run();
  setFader('size', 1);
  run();
  expect(store.getState().runs.map(({ title }) => title)).toEqual([
    'Colour and size, one trunk',
    'Batch size 64 → 32',
    'size: fader 0.5 → 1',
  ]);
});

test('opening an experiment replaces the one on the page, runs it, and can be undone', () => {
  setFader('colour', 0.3);
  const mine = experiment();
  const preset = presets.at(-1)?.experiment;
  const problems = openExperiment(JSON.parse(JSON.stringify(preset)), 'file');
  expect([problems, experiment(), calls]).toEqual([[], preset, ['start auto']]);
  undo();
  expect(experiment()).toBe(mine);
});

test.each([
  ['a text', 'This is "hello", not an experiment.', 'hello'],
  ['nothing', 'This is null, not an experiment.', null],
  ['no version', 'It names no version, so it is no experiment.', { name: 'package' }],
  ['another version', 'The experiment has version 99; version 1 is read here.', { ...defaultExperiment, version: 99 }],
  [
    'a network in a circle',
    'The layers pool-1 → conv-2 → pool-2 → flatten → dense → conv-1 form a circle.',
    { ...defaultExperiment, network: { layers: circle() } },
  ],
])('opening %s leaves the work on the page and says why', (_, message, raw) => {
  setFader('colour', 0.3);
  const mine = experiment();
  const problems = openExperiment(raw, 'file');
  expect(problems.map((problem) => problem.message)).toEqual([message]);
  expect([experiment() === mine, calls, store.getState().openProblems]).toEqual([true, [], []]);
});

function circle() {
  return defaultExperiment.network.layers.map((layer) =>
    layer.id === 'conv-1' ? { ...layer, inputs: ['dense'] } : layer,
  );
}
