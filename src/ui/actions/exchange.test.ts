import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { recordOf } from '../../core/run/kept/record.ts';
import { toRunFile } from '../../core/run/kept/runFile.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { type Database, makeDatabase } from '../runs/library/database.ts';
import { openLibrary } from '../runs/library/library.ts';
import { store } from '../store.ts';
import { importRuns } from './exchange.ts';
import { deleteRuns, dismissDeleted, undoDelete } from './keep.ts';
import { connectLibrary } from './keeping.ts';

let database: Database;

beforeEach(async () => {
  store.setState(store.getInitialState(), true);
  database = makeDatabase('exchange');
  await database.open();
  await openLibrary({
    database,
    store,
    later: () => () => undefined,
    pause: () => undefined,
    persist: () => undefined,
    product: '1.2.3',
    presence: {
      tab: 'tab',
      openTabs: async () => new Set(['tab']),
      claim: async () => () => undefined,
      tell: () => undefined,
      listen: () => undefined,
    },
    connect: connectLibrary,
  });
});

afterEach(async () => {
  connectLibrary(undefined);
  database.close();
  await database.delete();
});

function run(id: string): Run {
  const train = append(emptyTable, { step: Float32Array.of(0, 1) });
  return { ...makeRun(id, `Title of ${id}`, defaultExperiment, Number(id)), status: 'finished', train };
}

const fileOf = (...runs: readonly Run[]) => [...toRunFile(runs.map((one) => recordOf(one, undefined)))].join('');
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join();

test('runs of a file are kept, and the first is shown', async () => {
  expect(await importRuns(fileOf(run('1'), run('2')))).toEqual([]);
  const { kept, runs, shownRunId } = store.getState();
  expect([ids(kept), ids(runs), shownRunId]).toEqual(['1,2', '1', '1']);
  expect(runs[0]).toEqual(run('1'));
});

test('a deleted run that comes in again stays when the deletion becomes final, and is there once after an undo', async () => {
  const file = fileOf(run('1'));
  await importRuns(fileOf(run('1'), run('2')));
  await deleteRuns(['1', '2']);
  await importRuns(file);
  undoDelete();
  expect([ids(store.getState().kept), ids(store.getState().runs)]).toEqual(['1,2', '1']);
  await deleteRuns(['1', '2']);
  await importRuns(file);
  dismissDeleted();
  expect([ids(store.getState().kept), ids(store.getState().runs)]).toEqual(['1', '1']);
  expect(await database.summaries.toCollection().primaryKeys()).toContain('1');
});

test('a run that is there already is replaced by that of the file', async () => {
  await importRuns(fileOf(run('1')));
  await importRuns(fileOf({ ...run('1'), title: 'Another' }));
  expect(store.getState().kept.map(({ title }) => title)).toEqual(['Another']);
  expect(store.getState().runs.map(({ title }) => title)).toEqual(['Another']);
});

test('a run that goes on is left as it is, and the rest of the file comes in', async () => {
  const going: Run = { ...run('1'), status: 'training' };
  store.setState({ runs: [going] });
  const problems = await importRuns(fileOf(run('1'), run('2')));
  expect(problems.map(({ message }) => message)).toEqual([
    'The run "Title of 1" goes on: that of the file was left out.',
  ]);
  expect(store.getState().runs.find(({ id }) => id === '1')).toBe(going);
  expect(store.getState().shownRunId).toBe('2');
});

test('without a library the runs last as long as the page', async () => {
  connectLibrary(undefined);
  await importRuns(fileOf(run('1')));
  expect([ids(store.getState().kept), ids(store.getState().runs)]).toEqual(['', '1']);
});
