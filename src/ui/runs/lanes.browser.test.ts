/** Real workers: what a run ends with is what it ends with alone, beside another, and after its worker was killed. */
import { afterEach, expect, test } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment.ts';
import { makeStrategy } from '../../core/make.ts';
import { defaultExperiment, presetOf } from '../../core/presets.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import { isAlive, type Run } from '../../core/run/run.ts';
import { type State, store } from '../store.ts';
import { type Client, createClient } from './client.ts';
import { later, newRunId, startWorker } from './engineWorker.ts';

const lanes = ['one', 'two'] as const;
const open: Client[] = [];

afterEach(() => {
  for (const client of open.splice(0)) for (const lane of lanes) client.closeLane(lane);
});

/** Few small images, evaluated on the way. */
function small(experiment: Experiment, epochs: number): Experiment {
  const { dataset, training } = experiment;
  return {
    ...experiment,
    dataset: { ...dataset, size: 16, count: 120 },
    training: { ...training, epochs, batchSize: 16, evaluateEvery: 7 },
  };
}

/** Runs the experiments to their ends, each in a lane of its own. Also says whether all trained at the same time. */
async function runTogether(...experiments: readonly Experiment[]) {
  const page = createStore<State>()(() => store.getInitialState());
  const client = createClient({
    startEngine: startWorker,
    store: page,
    newRunId,
    soon: (callback) => setTimeout(callback),
    later,
  });
  open.push(client);
  const ids = experiments.map((experiment, i) =>
    client.start(experiment, { title: '', backend: 'wasm', lane: lanes[i] ?? 'one', threads: 1, isPaused: true }),
  );
  const runs = () => page.getState().runs;
  let overlapped = false;
  await until(page, (state) => state.runs.every(({ status }) => status === 'paused'));
  for (const id of ids) client.resume(id);
  await until(page, (state) => {
    overlapped ||= state.runs.every(({ status, train }) => status === 'training' && train.length > 0);
    return !state.runs.some(({ status }) => isAlive(status));
  });
  return { overlapped, results: ids.map((id) => resultOf(runs().find((run) => run.id === id))) };
}

/** Runs an experiment, kills its worker once it is past a checkpoint, and goes on from there. Also says from which step. */
async function runKilled(experiment: Experiment) {
  const page = createStore<State>()(() => store.getInitialState());
  let kept: Checkpoint | undefined;
  let kill = () => {};
  const client = createClient({
    startEngine(hear, crash) {
      const engine = startWorker(hear, crash);
      kill = () => {
        engine.terminate();
        crash('killed');
      };
      return engine;
    },
    store: page,
    newRunId,
    soon: (callback) => setTimeout(callback),
    later,
    keep: (_, checkpoint) => {
      kept ??= checkpoint;
    },
  });
  open.push(client);
  const options = { backend: 'wasm', lane: 'one', threads: 1 } as const;
  const runId = client.start(experiment, { title: '', ...options });
  await until(page, ({ runs: [run] }) => run !== undefined && kept !== undefined && run.train.length > kept.step);
  kill();
  await until(page, ({ runs: [run] }) => run?.status === 'failed');
  if (!kept) throw new Error('There is no checkpoint.');
  const { step } = kept;
  client.continue(runId, experiment, kept, options);
  await until(page, ({ runs: [run] }) => run !== undefined && !isAlive(run.status));
  return { step, result: resultOf(page.getState().runs[0]) };
}

function until(page: StoreApi<State>, isSo: (state: State) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (state: State) => {
      if (!isSo(state)) return;
      stop();
      resolve();
    };
    const stop = page.subscribe(check);
    check(page.getState());
  });
}

/** Every number that training gave, but for the time it took. */
function resultOf(run: Run | undefined) {
  if (!run) throw new Error('The run is gone.');
  const { status, failure, train, validation, confusion, answers } = run;
  return { status, failure, train: rowsOf(train), validation: rowsOf(validation), confusion, answers };
}

function rowsOf({ length, buffers }: Run['train']) {
  const rows = Object.entries(buffers).map(([name, values]) => [name, [...values.subarray(0, length)]] as const);
  return Object.fromEntries(rows.filter(([name]) => name !== 'time'));
}

test('two runs in two lanes end with exactly the numbers they have alone', async () => {
  const a = small(defaultExperiment, 20);
  const b = small(presetOf('pcgrad')?.experiment ?? defaultExperiment, 16);
  const { overlapped, results } = await runTogether(a, b);
  expect(overlapped).toBe(true);
  const alone = [(await runTogether(a)).results[0], (await runTogether(b)).results[0]];
  expect(results.map((one) => [one.status, one.train.step?.length])).toEqual([
    ['finished', 120],
    ['finished', 96],
  ]);
  expect(results).toEqual(alone);
  expect(results[0]?.train.total).not.toEqual(results[1]?.train.total);
});

test('a run whose worker was killed goes on in another with exactly the numbers it would have had', async () => {
  const experiment = small({ ...defaultExperiment, strategy: makeStrategy('gradnorm') }, 40);
  const { step, result } = await runKilled(experiment);
  expect([step >= 7, step < 240, result.status, result.train.step?.length]).toEqual([true, true, 'finished', 240]);
  expect(result).toEqual((await runTogether(experiment)).results[0]);
});
