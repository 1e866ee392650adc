import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { defaultExperiment } from '../../../core/presets.ts';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { makeRun } from '../../../core/run/run.ts';
import { type KeptStudy, planFor, studyRunId } from '../../../core/study/keptStudy.ts';
import type { StudyOutcome } from '../../../core/study/outcomes.ts';
import { makeStudy } from '../../../core/study/study.ts';
import { store as pageStore, type State } from '../../store.ts';
import { type Database, makeDatabase, openDatabase } from './database.ts';
import { openLibrary } from './library.ts';
import { followStudies } from './studies.ts';

const opened: Database[] = [];
let names = 0;
const freshName = () => `studies ${++names}`;

afterEach(async () => {
  vi.restoreAllMocks();
  const databases = opened.splice(0);
  for (const database of databases) database.close();
  for (const database of databases) await database.delete();
});

/** A tab with its store and library; those of one name share a database, and hear each other when the test says so. */
async function openTab(name: string, { tab = 'tab', openTabs = [tab] }: { tab?: string; openTabs?: string[] } = {}) {
  const database = makeDatabase(name);
  await openDatabase(database);
  opened.push(database);
  const store = createStore<State>()(() => pageStore.getInitialState());
  let hear: (ids: readonly string[], what: 'runs' | 'studies') => void = () => undefined;
  const told: string[] = [];
  const waits: number[] = [];
  const library = await openLibrary({
    database,
    store,
    // Nothing is written by itself: the tests say when.
    later: (_, ms) => {
      waits.push(ms);
      return () => undefined;
    },
    pause: () => undefined,
    persist: () => undefined,
    product: '1.2.3',
    presence: {
      tab,
      openTabs: async () => new Set(openTabs),
      claim: async () => () => undefined,
      tell: (ids, what = 'runs') => void told.push(...ids.map((id) => `${what} ${id}`)),
      listen: (callback) => {
        hear = callback;
      },
    },
  });
  return {
    database,
    library,
    store,
    told,
    waits,
    studies: () => store.getState().studies,
    ids: () => store.getState().studies.map(({ id }) => id),
    hear: async (...ids: string[]) => {
      hear(ids, 'studies');
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    change: (id: string, change: Partial<KeptStudy>) =>
      store.setState(({ studies }) => ({
        studies: studies.map((one) => (one.id === id ? { ...one, ...change } : one)),
      })),
  };
}

const study = makeStudy(defaultExperiment, {
  variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.1, 0.01] }],
});
const kept = (id: string, more: Partial<KeptStudy> = {}): KeptStudy => ({
  id,
  study,
  startedAt: 1,
  status: 'running',
  outcomes: [],
  ...more,
});
const outcome = (id: string, more: Partial<StudyOutcome> = {}): StudyOutcome => ({
  id,
  ending: 'finished',
  steps: 3,
  stepMs: 1.5,
  outcomes: { 'loss:colour': { final: { step: 3, value: 0.5 }, best: { step: 2, value: 0.25 } } },
  ...more,
});

test('studies are there after the page was opened anew, whole and in their order, and the first under way is shown', async () => {
  const name = freshName();
  const before = await openTab(name);
  const box = { axes: ['a', 'b'], ideal: [0, 0], reference: [1, 2] } as const;
  const all = [
    kept('one', { status: 'done', outcomes: [outcome('x'), outcome('y', { ending: 'failed', message: 'why' })] }),
    kept('two', { box, backend: 'wasm' }),
    kept('three', { status: 'waiting' }),
  ];
  before.store.setState({ studies: all });
  await before.library.flush();
  expect(before.told).toEqual(['studies one', 'studies two', 'studies three']);
  before.store.setState({ studies: [all[0]!, all[2]!, all[1]!] });
  await before.library.flush();
  const after = await openTab(name);
  expect(after.studies()).toEqual([all[0], all[2], all[1]]);
  expect(after.store.getState().shownStudyId).toBe('three');
  // Nothing is written where nothing has changed.
  await after.library.flush();
  expect(after.told).toEqual([]);
});

test('a database of the version before takes studies; a damaged one is left out and said', async () => {
  const name = freshName();
  await new Promise<void>((resolve) => {
    const request = indexedDB.open(name, 10);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('summaries', { keyPath: 'id' });
      request.result.createObjectStore('parts', { keyPath: ['run', 'name'] });
      request.result.createObjectStore('chunks', { keyPath: ['run', 'table', 'from'] });
      request.result.createObjectStore('marks', { keyPath: 'id' });
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
  const page = await openTab(name);
  page.store.setState({ studies: [kept('one')] });
  await page.library.flush();
  await page.database.studies.bulkPut([
    { id: 'wild', place: 1, revision: 1, study: { ...kept('wild'), status: 'great' } },
    { id: 'odd', place: 2, revision: 1, study: { ...kept('odd'), study: { ...study, version: 9 } } },
  ]);
  const after = await openTab(name);
  expect(after.ids()).toEqual(['one']);
  expect(after.store.getState().library.troubles.map(({ message }) => message)).toEqual([
    '2 studies could not be read and are left out.',
  ]);
});

test('a run of a study that was going on was not interrupted: the study goes on with it', async () => {
  const name = freshName();
  const before = await openTab(name, { tab: 'first' });
  const [planned] = planFor(study).runs;
  const step = Float32Array.of(0);
  const train = append(emptyTable, { step });
  const going = (id: string) => ({ ...makeRun(id, '', defaultExperiment, 1), status: 'training' as const, train });
  before.store.setState({ studies: [kept('one')], runs: [going(studyRunId('one', planned!)), going('desk')] });
  await before.library.flush();
  const after = await openTab(name, { tab: 'second' });
  expect(after.store.getState().kept.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  expect(after.store.getState().library.interruptedIds).toEqual(['desk']);
});

test('what two tabs do to a study comes together', async () => {
  const name = freshName();
  const tabs = ['first', 'second'];
  const first = await openTab(name, { tab: 'first', openTabs: tabs });
  first.store.setState({ studies: [kept('one', { outcomes: [outcome('x', { ending: 'failed' })] }), kept('two')] });
  await first.library.flush();
  const second = await openTab(name, { tab: 'second', openTabs: tabs });
  expect(second.ids()).toEqual(['one', 'two']);
  // One holds it and has what failed tried again, while the other adds an outcome.
  second.change('one', { status: 'paused', outcomes: [] });
  await second.library.flush();
  first.change('one', { outcomes: [...(first.studies()[0]?.outcomes ?? []), outcome('y')] });
  await first.library.flush();
  expect(first.studies()[0]).toEqual(kept('one', { status: 'paused', outcomes: [outcome('y')] }));
  await second.hear('one');
  expect(second.studies()).toEqual(first.studies());
  // Another order, and a new one.
  second.store.setState(({ studies }) => ({ studies: [...studies.toReversed(), kept('three')] }));
  await second.library.flush();
  await first.hear('one', 'two', 'three');
  expect(first.ids()).toEqual(['two', 'one', 'three']);
  await Promise.all([first.library.flush(), second.library.flush()]);
  expect([first.told.slice(3), second.told.slice(1)]).toEqual([[], ['studies two', 'studies one', 'studies three']]);
});

test('a deleted study can come back as long as its tab is open', async () => {
  const name = freshName();
  const tabs = ['first', 'second'];
  const first = await openTab(name, { tab: 'first', openTabs: tabs });
  const one = kept('one');
  first.store.setState({ studies: [one] });
  await first.library.flush();
  const second = await openTab(name, { tab: 'second', openTabs: tabs });
  first.store.setState({ studies: [] });
  await first.library.studies.remove('one');
  await second.hear('one');
  expect(second.ids()).toEqual([]);
  await first.library.studies.restore('one');
  first.store.setState({ studies: [one] });
  await first.library.flush();
  await second.hear('one');
  expect(second.ids()).toEqual(['one']);
  first.store.setState({ studies: [] });
  await first.library.studies.remove('one');
  const third = await openTab(name, { tab: 'third' });
  expect([third.ids(), await third.database.studies.count()]).toEqual([[], 0]);
});

test('a study for which there is no room is said, tried again after ten seconds, and kept when there is', async () => {
  const page = await openTab(freshName());
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
  page.store.setState({ studies: [kept('one')] });
  expect(page.waits).toEqual([100]);
  await page.library.flush();
  const troubles = () => page.store.getState().library.troubles.map(({ kind }) => kind);
  expect(troubles()).toEqual(['full']);
  // Not at once, whatever else happens.
  page.change('one', { outcomes: [outcome('x')] });
  expect(page.waits).toEqual([100, 10_000]);
  put.mockRestore();
  await page.library.flush();
  expect(troubles()).toEqual([]);
  expect(page.told).toEqual(['studies one']);
});

/** Lets the database refuse rows until what it returns is called. */
function refuse(isRefused: (objectStore: string, row: { readonly id?: unknown }) => boolean): () => void {
  const { put: really } = IDBObjectStore.prototype;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row) {
    if (isRefused(this.name, row)) throw new DOMException('No room.', 'QuotaExceededError');
    return really.call(this, row);
  });
  return () => put.mockRestore();
}

const troublesOf = ({ store }: { store: { getState(): State } }) =>
  store.getState().library.troubles.map(({ kind }) => kind);
const run = (id: string, steps: number) => ({
  ...makeRun(id, '', defaultExperiment, 1),
  train: append(emptyTable, { step: Float32Array.from({ length: steps }, (_, i) => i) }),
});

test('of two studies one is refused: that stays said until there is room for it, too', async () => {
  const page = await openTab(freshName());
  const giveRoom = refuse((_, { id }) => id === 'one');
  page.store.setState({ studies: [kept('one'), kept('two')] });
  await page.library.flush();
  expect([await page.database.studies.count(), troublesOf(page)]).toEqual([1, ['full']]);
  // Neither another write nor none ends it, and none makes it tried again at once.
  page.change('two', { outcomes: [outcome('x')] });
  await page.library.flush();
  await page.library.flush();
  expect(troublesOf(page)).toEqual(['full']);
  expect(page.waits).toEqual([100, 10_000, 10_000, 10_000]);
  giveRoom();
  await page.library.flush();
  expect([await page.database.studies.count(), troublesOf(page)]).toEqual([2, []]);
});

test('a study that could not be written is tried again also where nothing else happens', async () => {
  const database = makeDatabase(freshName());
  await openDatabase(database);
  opened.push(database);
  const store = createStore<State>()(() => ({ ...pageStore.getInitialState(), studies: [kept('one')] }));
  const waits: number[] = [];
  const followed = followStudies(
    {
      database,
      store,
      presence: { tab: 'tab', tell: () => undefined },
      later: (_, ms) => {
        waits.push(ms);
        return () => undefined;
      },
      // Says nothing in the store.
      attempt: (work) => work().catch(() => undefined),
      onSettled: () => undefined,
    },
    [],
  );
  refuse(() => true);
  await followed.flush();
  expect([waits, followed.hasFailed()]).toEqual([[100, 10_000], true]);
});

test('a study that could not be written and is deleted troubles no more', async () => {
  const page = await openTab(freshName());
  refuse((_, { id }) => id === 'one');
  page.store.setState({ studies: [kept('one'), kept('two')] });
  await page.library.flush();
  expect(troublesOf(page)).toEqual(['full']);
  page.store.setState(({ studies }) => ({ studies: studies.filter(({ id }) => id !== 'one') }));
  await page.library.studies.remove('one');
  await page.library.flush();
  expect(troublesOf(page)).toEqual([]);
});

test.each([
  { refused: 'chunks', counts: [1, 0] },
  { refused: 'studies', counts: [0, 1] },
])('where only $refused are refused, what else is written does not hide it', async ({ refused, counts }) => {
  const page = await openTab(freshName());
  const giveRoom = refuse((objectStore) => objectStore === refused);
  const written = async () => [await page.database.studies.count(), await page.database.summaries.count()];
  const seen = new Set<number>();
  page.store.setState({ studies: [kept('one')], runs: [run('1', 3)] });
  await page.library.flush();
  page.store.subscribe(() => seen.add(troublesOf(page).length));
  // The one side, the other, and both.
  page.change('one', { outcomes: [outcome('x')] });
  await page.library.flush();
  page.store.setState({ runs: [run('1', 5)] });
  await page.library.flush();
  page.change('one', { outcomes: [] });
  page.store.setState({ runs: [run('1', 8)] });
  await page.library.flush();
  expect([await written(), [...seen]]).toEqual([counts, [1]]);
  giveRoom();
  await page.library.flush();
  expect([await written(), troublesOf(page)]).toEqual([[1, 1], []]);
});
