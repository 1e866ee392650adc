/** Two real workers at once: what each run ends with is what it ends with alone. */
import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment, presetOf } from '../../core/presets.ts';
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
  await until((state) => state.runs.every(({ status }) => status === 'paused'));
  for (const id of ids) client.resume(id);
  await until((state) => {
    overlapped ||= state.runs.every(({ status, train }) => status === 'training' && train.length > 0);
    return !state.runs.some(({ status }) => isAlive(status));
  });
  return { overlapped, results: ids.map((id) => resultOf(runs().find((run) => run.id === id))) };

  function until(isSo: (state: State) => boolean): Promise<void> {
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
}

/** Every number that training gave. */
function resultOf(run: Run | undefined) {
  if (!run) throw new Error('The run is gone.');
  const { status, failure, train, validation, confusion, answers } = run;
  return { status, failure, train: rowsOf(train), validation: rowsOf(validation), confusion, answers };
}

function rowsOf({ length, buffers }: Run['train']) {
  return Object.fromEntries(Object.entries(buffers).map(([name, values]) => [name, [...values.subarray(0, length)]]));
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
