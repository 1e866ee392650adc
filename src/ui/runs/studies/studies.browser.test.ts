/** Real workers and a real database: what comes out of a study depends on neither its lanes nor on breaks. */
import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultExperiment } from '../../../core/presets.ts';
import type { Command } from '../../../core/run/protocol.ts';
import { stepsTaken } from '../../../core/run/run.ts';
import { type KeptStudy, planFor } from '../../../core/study/keptStudy.ts';
import { parseStudy } from '../../../core/study/parse.ts';
import { makeStudy } from '../../../core/study/study.ts';
import { store as pageStore, type State } from '../../store.ts';
import { createClient } from '../client.ts';
import { later, newRunId, startWorker } from '../engineWorker.ts';
import type { Engine } from '../lane.ts';
import { makeDatabase, openDatabase } from '../library/database.ts';
import { openLibrary } from '../library/library.ts';
import { driveStudies } from './driver.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** 96 images for training in batches of 16: 6 steps an epoch; the budget ends a run in its third. */
const { study } = parseStudy(
  makeStudy(
    {
      ...defaultExperiment,
      dataset: { ...defaultExperiment.dataset, size: 16, count: 120 },
      training: { ...defaultExperiment.training, epochs: 5, batchSize: 16, evaluateEvery: 4 },
    },
    {
      variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.001, 0.01] }],
      seeds: [1, 2],
      budget: { steps: 18, patience: 3 },
    },
  ),
);

/** A page on so many cores, whose library is of that name. */
async function openPage(name: string, tab: string, cores: number) {
  const database = makeDatabase(name);
  await openDatabase(database);
  const store = createStore<State>()(() => pageStore.getInitialState());
  const engines: Engine[] = [];
  const started: Command[] = [];
  const library = await openLibrary({
    database,
    store,
    later,
    pause: () => undefined,
    persist: () => undefined,
    product: '1.2.3',
    presence: {
      tab,
      openTabs: async () => new Set([tab]),
      claim: async () => () => undefined,
      tell: () => undefined,
      listen: () => undefined,
    },
  });
  const client = createClient({
    startEngine(hear, crash) {
      const engine = startWorker(hear, crash);
      engines.push(engine);
      return {
        ...engine,
        send(command) {
          if (command.kind === 'start') started.push(command);
          engine.send(command);
        },
      };
    },
    store,
    newRunId,
    soon: (callback) => setTimeout(callback),
    later,
    keep: library.keepCheckpoint,
  });
  const stopDriving = driveStudies({
    store,
    client,
    cores,
    backendFor: () => 'wasm',
    reportsFor: () => undefined,
    loadRun: library.load,
    checkpointOf: library.checkpointOf,
    claim: library.claim,
    later,
    now: () => performance.now(),
  });
  return {
    store,
    started,
    study: () => store.getState().studies[0],
    until: (isSo: (state: State) => boolean) =>
      new Promise<void>((resolve) => {
        const look = (state: State) => {
          if (!isSo(state)) return;
          stop();
          resolve();
        };
        const stop = store.subscribe(look);
        look(store.getState());
      }),
    /** As when the tab is closed: the workers are gone, and what waits is written. */
    async close() {
      stopDriving();
      for (const engine of engines) engine.terminate();
      await library.flush();
      database.close();
      closing.push(() => database.delete());
    },
  };
}

const start = (): KeptStudy => ({ id: 'study', study, startedAt: 1, status: 'waiting', outcomes: [] });

/** By id, without what a clock has measured. */
const numbersOf = (kept: KeptStudy | undefined) =>
  new Map(kept?.outcomes.map(({ stepMs: _, ...rest }) => [rest.id, rest]));

test('one lane, two lanes, and two lanes on a page that was closed in the middle give exactly the same numbers', async () => {
  const whole = await openPage('whole', 'a', 2);
  whole.store.setState({ studies: [start()] });
  await whole.until(({ studies }) => studies[0]?.status === 'done');
  await whole.close();
  const expected = numbersOf(whole.study());
  expect([...expected.keys()].sort()).toEqual(
    planFor(study)
      .runs.map(({ id }) => id)
      .sort(),
  );

  const cut = await openPage('cut', 'b', 3);
  cut.store.setState({ studies: [start()] });
  await cut.until(
    ({ studies, runs }) =>
      studies[0]?.outcomes.length === 1 && runs.some((run) => run.status === 'training' && stepsTaken(run) > 6),
  );
  await cut.close();
  const after = await openPage('cut', 'c', 3);
  expect([after.study()?.status, numbersOf(after.study()).size]).toEqual(['running', 1]);
  await after.until(({ studies }) => studies[0]?.status === 'done');
  await after.close();
  expect(after.started.some((command) => command.kind === 'start' && command.from !== undefined)).toBe(true);
  expect(after.started).toHaveLength(3);
  expect(numbersOf(after.study())).toEqual(expected);
});
