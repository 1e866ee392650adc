import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { type Checkpoint, warmStart } from '../../core/run/checkpoint.ts';
import { makeRun } from '../../core/run/run.ts';
import type { Client, StartOptions } from '../runs/client.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { store } from '../store.ts';
import { undo } from './edit.ts';
import { connectLibrary, keepCheckpoint } from './keeping.ts';
import { connect } from './run.ts';
import { startWarm } from './walk.ts';

const started: StartOptions[] = [];
const fake: Client = {
  ...quietClient,
  start(experiment, options) {
    started.push(options);
    store.setState(({ runs }) => ({ runs: [...runs, makeRun('walked', options.title, experiment)] }));
    return 'walked';
  },
};
const checkpoint: Checkpoint = {
  step: 40,
  evaluated: 25,
  changes: 1,
  seconds: 3,
  theta: Float32Array.of(1, 2),
  statistics: { norm: Float32Array.of(3) },
  optimizers: { all: { steps: 40, slots: [Float32Array.of(4, 5)] } },
  weigher: { memory: 1 },
};
const walked = {
  ...defaultExperiment,
  losses: defaultExperiment.losses.map((loss, i) => ({ ...loss, fader: i === 0 ? 0.6 : 1.4 })),
};
const donors = [
  { runId: 'near', label: 'sum, a 0.2' },
  { runId: 'far', label: 'plain sum' },
];

beforeEach(() => {
  started.length = 0;
  connectLibrary(undefined);
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
  connect(fake);
});

test('a walk begins with the network of the nearest run that is kept, and says so in its title', async () => {
  store.setState({ runs: [makeRun('far', '', defaultExperiment)] });
  keepCheckpoint('far', checkpoint);
  expect(await startWarm(walked, 'a 0.3', donors)).toBe('walked');
  expect(started).toEqual([
    expect.objectContaining({ title: 'a 0.3, warm from plain sum', warm: warmStart(checkpoint) }),
  ]);
  const { experiment, shownRunId, drivenRunId } = store.getState();
  expect([experiment, shownRunId, drivenRunId]).toEqual([walked, 'walked', 'walked']);
  undo();
  expect(store.getState().experiment).toBe(defaultExperiment);
});

test('without a run that is kept nothing starts, and the page says what helps', async () => {
  expect(await startWarm(walked, 'a 0.3', [{ runId: 'gone', label: 'sum, a 0.2' }])).toBeUndefined();
  expect(started).toEqual([]);
  expect(store.getState().experiment).toBe(defaultExperiment);
  expect(store.getState().openProblems[0]?.message).toMatch(/No run of the front is kept/);
});
