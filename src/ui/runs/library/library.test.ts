import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultExperiment } from '../../../core/presets.ts';
import { append, column, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { store as pageStore, type State } from '../../store.ts';
import { type Database, libraryVersion, makeDatabase, openDatabase } from './database.ts';
import { type Library, openLibrary } from './library.ts';
import { whyNotOpen } from './troubles.ts';

let names = 0;
const opened: Database[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  const databases = opened.splice(0);
  for (const database of databases) database.close();
  for (const database of databases) await database.delete();
});

/** A page with its store and its library; several share a database, and hear each other, under one name. */
async function openPage(name: string, { tab = 'tab', openTabs = [tab] }: { tab?: string; openTabs?: string[] } = {}) {
  const database = makeDatabase(name);
  await openDatabase(database);
  opened.push(database);
  const store = createStore<State>()(() => pageStore.getInitialState());
  const told: string[][] = [];
  let hear: (ids: readonly string[], what: 'runs' | 'studies') => void = () => undefined;
  const library: Library = await openLibrary({
    database,
    store,
    // Nothing is written by itself: the tests say when.
    later: () => () => undefined,
    pause: () => undefined,
    persist: () => undefined,
    product: '1.2.3',
    presence: {
      tab,
      openTabs: async () => new Set(openTabs),
      claim: async () => () => undefined,
      tell: (ids) => void told.push([...ids]),
      listen: (callback) => {
        hear = callback;
      },
    },
  });
  const has = (...runs: readonly Run[]) => store.setState({ runs });
  return {
    database,
    store,
    library,
    has,
    told,
    hear: (ids: readonly string[]) => hear(ids, 'runs'),
    ...reading(store),
  };
}

function reading(store: { getState(): State }) {
  return {
    kept: () => store.getState().kept.map(({ id, status, steps }) => `${id} ${status} ${steps}`),
    troubles: () => store.getState().library.troubles.map(({ kind }) => kind),
  };
}

const freshName = () => `library ${++names}`;

/** A run of so many steps whose losses are the numbers of its rows, times `factor`. */
function run(id: string, steps: number, change: Partial<Run> = {}, factor = 1): Run {
  const step = Float32Array.from({ length: steps }, (_, i) => i);
  const rows = { step, 'loss:colour': step.map((i) => i * factor) };
  const validation = { step: step.slice(-1), 'loss:colour': step.slice(-1) };
  const made = makeRun(id, `Title of ${id}`, defaultExperiment, Number(id) || 1);
  return {
    ...made,
    status: 'finished',
    train: append(emptyTable, rows),
    validation: append(emptyTable, validation),
    ...change,
  };
}

const checkpointAt = (step: number) => ({
  step,
  evaluated: 0,
  changes: 0,
  seconds: 1,
  theta: Float32Array.of(step),
  statistics: {},
  optimizers: { all: { steps: step, slots: [Float32Array.of(1)] } },
  weigher: { memory: [1, Number.POSITIVE_INFINITY] },
});

test('what waits is written with the next rows where the timer is held back', async () => {
  const page = await openPage(freshName());
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  page.has(run('a', 3));
  now.mockReturnValue(2100);
  page.has(run('a', 4));
  now.mockReturnValue(2101);
  page.has(run('a', 5));
  await expect.poll(page.kept).toEqual(['a finished 5']);
});

test('a run is there after the page was opened anew, whole', async () => {
  const name = freshName();
  const before = await openPage(name);
  const one = run('1', 3000, {
    confusion: { colour: [[1, 2]] },
    note: 'a line',
    choice: { name: 'wasm', reason: 'why', alternatives: [] },
    changes: [{ step: 7, change: { faders: { colour: 0.5 } } }],
  });
  before.has(one);
  await before.library.flush();
  const after = await openPage(name);
  expect(after.kept()).toEqual(['1 finished 3000']);
  expect(after.store.getState().kept[0]).toMatchObject({ product: '1.2.3', note: 'a line', backend: 'wasm' });
  expect(after.store.getState().runs).toEqual([]);
  const read = await after.library.load('1');
  expect(column(read!.train, 'loss:colour')).toEqual(column(one.train, 'loss:colour'));
  expect({ ...read, train: 0, validation: 0 }).toEqual({ ...one, train: 0, validation: 0 });
  expect(after.store.getState().runs).toEqual([read]);
});

test('of a run that grows only the last rows are written', async () => {
  const page = await openPage(freshName());
  const one = run('1', 2500, { status: 'training' });
  page.has(one);
  await page.library.flush();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  page.has({ ...one, train: append(one.train, { step: Float32Array.of(2500), 'loss:colour': Float32Array.of(2500) }) });
  await page.library.flush();
  const rows = put.mock.calls.map(([value]) => ('from' in value ? `${value.table} from ${value.from}` : 'other'));
  expect(rows).toEqual(['other', 'train from 2048', 'validation from 0']);
});

test('a run that is brought back has the checkpoint that it told while it was deleted', async () => {
  const name = freshName();
  const page = await openPage(name);
  const one = run('1', 10, { status: 'training' });
  page.has(one);
  await page.library.flush();
  const stopped: Run = { ...one, status: 'stopped' };
  page.library.keepCheckpoint('1', checkpointAt(9));
  page.has();
  await page.library.remove(['1']);
  page.library.keepCheckpoint('1', checkpointAt(10));
  await page.library.restore(['1']);
  page.has(stopped);
  await page.library.flush();
  const after = await openPage(name);
  expect(after.kept()).toEqual(['1 stopped 10']);
  expect(await after.library.checkpointOf('1')).toEqual(checkpointAt(10));
});

test('a checkpoint of a run that is deleted for good is nowhere', async () => {
  const page = await openPage(freshName());
  page.has(run('1', 10));
  await page.library.flush();
  page.library.keepCheckpoint('1', checkpointAt(9));
  page.has();
  await page.library.erase(['1']);
  expect(await page.library.checkpointOf('1')).toBeUndefined();
});

test('rows that were taken back and came anew are not mixed with the old ones', async () => {
  const name = freshName();
  const page = await openPage(name);
  const long = run('1', 2500);
  page.has(long);
  await page.library.flush();
  const cut = { length: 1000, buffers: long.train.buffers };
  const step = Float32Array.from({ length: 100 }, (_, i) => 1000 + i);
  const anew = append(cut, { step, 'loss:colour': step.map(() => -1) });
  page.has({ ...long, train: anew });
  await page.library.flush();
  const read = await (await openPage(name)).library.load('1');
  expect(column(read!.train, 'loss:colour')).toEqual(column(anew, 'loss:colour'));
  page.has({ ...long, train: cut });
  await page.library.flush();
  const shorter = await (await openPage(name)).library.load('1');
  expect(column(shorter!.train, 'step')).toEqual(column(cut, 'step'));
});

test('a run that was going on in a tab that is gone has been interrupted, which is said once', async () => {
  const name = freshName();
  const before = await openPage(name, { tab: 'first' });
  before.has(run('1', 412, { status: 'training' }), run('2', 5, { status: 'paused' }), run('3', 6));
  await before.library.flush();
  const beside = await openPage(name, { tab: 'second', openTabs: ['first', 'second'] });
  expect(beside.store.getState().library.interruptedIds).toEqual([]);
  expect(beside.kept()).toEqual(['1 training 412', '2 paused 5', '3 finished 6']);
  const next = await openPage(name, { tab: 'third' });
  expect(next.store.getState().library.interruptedIds).toEqual(['1', '2']);
  expect(next.kept()).toEqual(['1 stopped 412', '2 stopped 5', '3 finished 6']);
  const last = await openPage(name, { tab: 'fourth' });
  expect(last.store.getState().library.interruptedIds).toEqual([]);
});

test('a run before its first step is not kept, one that failed is', async () => {
  const page = await openPage(freshName());
  page.has(run('1', 0, { status: 'training' }), run('2', 0, { status: 'failed' }));
  await page.library.flush();
  expect(page.kept()).toEqual(['2 failed 0']);
});

test('a summary that cannot be read is left out and said, a damaged part only leaves the rest', async () => {
  const name = freshName();
  const page = await openPage(name);
  page.has(run('1', 2000), run('2', 5), run('3', 6));
  await page.library.flush();
  await page.database.summaries.put({ id: '2', summary: { title: 3 }, tab: 'tab' });
  await page.database.parts.put({ run: '1', name: 'confusion', value: 'nothing' });
  await page.database.chunks.put({ run: '1', table: 'train', from: 1024, columns: { step: [1] } });
  const after = await openPage(name);
  expect(after.kept()).toEqual(['1 finished 2000', '3 finished 6']);
  expect(after.store.getState().library.troubles[0]?.message).toBe(
    '1 run of the library could not be read and is left out.',
  );
  const read = await after.library.load('1');
  expect([read?.train.length, read?.confusion]).toEqual([1024, {}]);
  expect(after.store.getState().library.troubles[0]?.message).toBe(
    'Of the run "Title of 1" could not be read: confusion, some of its rows.',
  );
});

test('where there is no room that is said; the run waits and is written when there is', async () => {
  const name = freshName();
  const page = await openPage(name);
  page.has(run('1', 3));
  await page.library.flush();
  const { put: really } = IDBObjectStore.prototype;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row) {
    // In the middle of a write.
    if (this.name === 'chunks') throw new DOMException('No room.', 'QuotaExceededError');
    return really.call(this, row);
  });
  page.has(run('1', 9), run('2', 4));
  await page.library.flush();
  expect(page.troubles()).toEqual(['full']);
  put.mockRestore();
  expect((await openPage(name)).kept()).toEqual(['1 finished 3']);
  await page.library.flush();
  expect(page.troubles()).toEqual([]);
  expect((await openPage(name)).kept()).toEqual(['1 finished 9', '2 finished 4']);
});

test('of two runs one is refused: that stays said until it is written, or deleted', async () => {
  const page = await openPage(freshName());
  const { put: really } = IDBObjectStore.prototype;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row) {
    if (['1', '3'].includes(row.run)) throw new DOMException('No room.', 'QuotaExceededError');
    return really.call(this, row);
  });
  page.has(run('1', 9), run('2', 4), run('3', 5));
  await page.library.flush();
  expect([page.kept(), page.troubles()]).toEqual([['2 finished 4'], ['full']]);
  page.has(run('1', 9), run('2', 6), run('3', 5));
  await page.library.flush();
  expect([page.kept(), page.troubles()]).toEqual([['2 finished 6'], ['full']]);
  await page.library.erase(['3']);
  expect(page.troubles()).toEqual(['full']);
  await page.library.remove(['1']);
  expect(page.troubles()).toEqual([]);
  put.mockRestore();
});

test('what waits for room is tried again at once where runs are deleted for good', async () => {
  const page = await openPage(freshName());
  page.has(run('1', 9));
  await page.library.flush();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
  page.has(run('1', 9), run('2', 4));
  await page.library.flush();
  expect([page.kept(), page.troubles()]).toEqual([['1 finished 9'], ['full']]);
  put.mockRestore();
  await page.library.erase(['1']);
  await vi.waitFor(() => expect(page.troubles()).toEqual([]));
  expect(page.kept()).toContain('2 finished 4');
});

test('a deletion that fails is said', async () => {
  const page = await openPage(freshName());
  page.has(run('1', 9));
  await page.library.flush();
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
  await page.library.erase(['1']);
  expect(page.troubles()).toEqual(['full']);
});

test('what was deleted can come back as long as the tab is open', async () => {
  const name = freshName();
  const page = await openPage(name, { tab: 'first' });
  page.has(run('1', 3), run('2', 4));
  await page.library.flush();
  expect(await page.library.remove(['1'])).toBe(true);
  const beside = await openPage(name, { tab: 'second', openTabs: ['first', 'second'] });
  expect(beside.kept()).toEqual(['2 finished 4']);
  await page.library.restore(['1']);
  expect((await openPage(name)).kept()).toEqual(['1 finished 3', '2 finished 4']);
  await page.library.remove(['1']);
  await openPage(name, { tab: 'third' });
  await vi.waitFor(async () => expect(await page.database.summaries.count()).toBe(1));
  expect(await page.database.parts.where('[run+name]').between(['1', ''], ['1', '~']).count()).toBe(0);
});

test('a deleted run that goes on is not written again', async () => {
  const name = freshName();
  const page = await openPage(name);
  const one = run('1', 3, { status: 'training' });
  page.has(one);
  await page.library.flush();
  await page.library.erase(['1']);
  page.has({ ...one, status: 'finished' });
  await page.library.flush();
  expect(await page.database.summaries.count()).toBe(0);
});

test('what another tab wrote, renamed and deleted is taken over', async () => {
  const name = freshName();
  const one = await openPage(name, { tab: 'one', openTabs: ['one', 'two'] });
  const two = await openPage(name, { tab: 'two', openTabs: ['one', 'two'] });
  one.has(run('1', 3, { status: 'training' }));
  await one.library.flush();
  expect(one.told).toEqual([['1']]);
  two.hear(['1']);
  await vi.waitFor(() => expect(two.kept()).toEqual(['1 training 3']));
  await two.library.load('1');
  one.has(run('1', 8));
  await one.library.flush();
  two.hear(['1']);
  await vi.waitFor(() => expect(two.store.getState().runs[0]?.train.length).toBe(8));
  await two.library.mark(['1'], { title: 'Renamed' });
  one.hear(['1']);
  await vi.waitFor(() => expect(one.store.getState().kept[0]?.title).toBe('Renamed'));
  expect(one.store.getState().runs[0]?.title).toBe('Renamed');
  one.has({ ...one.store.getState().runs[0]!, note: 'said here' });
  await one.library.flush();
  expect((await openPage(name)).store.getState().kept[0]?.title).toBe('Renamed');
  await two.library.remove(['1']);
  one.hear(['1']);
  await vi.waitFor(() => expect(one.kept()).toEqual([]));
});

test('what another tab has deleted is kept again where it goes on, and does not go with the rest of what it deleted', async () => {
  const name = freshName();
  const tabs = ['one', 'two'];
  const one = await openPage(name, { tab: 'one', openTabs: tabs });
  one.has(run('1', 3), run('2', 3));
  await one.library.flush();
  const two = await openPage(name, { tab: 'two', openTabs: tabs });
  await two.library.remove(['1', '2']);
  const deleted = two.store.getState().kept;
  two.store.setState(({ library }) => ({ kept: [], library: { ...library, deleted } }));
  one.hear(['1', '2']);
  await vi.waitFor(() => expect(one.kept()).toEqual([]));
  await one.library.restore(['1']);
  one.has(run('1', 9), run('2', 3));
  await one.library.flush();
  expect(one.kept()).toEqual(['1 finished 9']);
  two.hear(['1']);
  await vi.waitFor(() => expect(two.kept()).toEqual(['1 finished 9']));
  expect(two.store.getState().library.deleted.map(({ id }) => id)).toEqual(['2']);
  const loaded = await (await openPage(name, { tab: 'three', openTabs: tabs })).library.load('1');
  expect(loaded?.train.length).toBe(9);
});

test('the last checkpoint of a run is kept', async () => {
  const name = freshName();
  const page = await openPage(name);
  page.has(run('1', 9, { status: 'training' }));
  for (const step of [3, 6]) page.library.keepCheckpoint('1', checkpointAt(step));
  expect(await page.library.checkpointOf('1')).toEqual(checkpointAt(6));
  await page.library.flush();
  expect(await (await openPage(name)).library.checkpointOf('1')).toEqual(checkpointAt(6));
});

test('at most so many runs are in memory, among them those that are compared', async () => {
  const name = freshName();
  const page = await openPage(name);
  const ids = Array.from({ length: 20 }, (_, i) => String(i + 1));
  page.has(...ids.map((id) => run(id, 3)));
  await page.library.flush();
  const after = await openPage(name);
  after.store.setState({ comparedRunIds: ['1', '2'], shownRunId: '3' });
  for (const id of ids) await after.library.load(id);
  const held = after.store.getState().runs.map(({ id }) => id);
  expect(held).toEqual(['1', '2', '3', ...ids.slice(-9)]);
});

test('a library that a newer page has written is not opened', async () => {
  const name = freshName();
  await new Promise((resolve) => {
    const request = indexedDB.open(name, 10 * libraryVersion + 10);
    request.onsuccess = () => resolve(request.result.close());
  });
  const error = await openDatabase(makeDatabase(name)).catch((reason: unknown) => reason);
  expect(whyNotOpen(error).kind).toBe('newer');
});
