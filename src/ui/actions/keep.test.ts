import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun, type Run } from '../../core/run/run.ts';
import { summaryOf } from '../../core/run/runSummary.ts';
import type { Library } from '../runs/library/library.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { store } from '../store.ts';
import { clearLibrary, deleteRuns, dismissDeleted, noteRun, pinRun, renameRun, undoDelete } from './keep.ts';
import { connectLibrary } from './keeping.ts';
import { showRun, toggleCompared } from './look.ts';
import { connect } from './run.ts';

let calls: string[];
let canRestore: boolean;
/** A library that notes what it is asked, and loads runs of one step. */
const fake: Library = {
  async load(id) {
    calls.push(`load ${id}`);
    if (id === 'nobody') return undefined;
    store.setState(({ runs }) => ({ runs: [...runs, run(id)] }));
    return run(id);
  },
  recordOf: async () => undefined,
  checkpointOf: async () => undefined,
  keepCheckpoint: () => undefined,
  claim: async () => () => undefined,
  mark: async (ids, change) => void calls.push(`mark ${ids} ${JSON.stringify(change)}`),
  remove: async (ids) => {
    calls.push(`remove ${ids}`);
    return canRestore;
  },
  restore: async (ids) => void calls.push(`restore ${ids}`),
  erase: async (ids) => void calls.push(`erase ${ids}`),
  studies: {
    remove: async (id) => void calls.push(`remove study ${id}`),
    restore: async (id) => void calls.push(`restore study ${id}`),
    erase: async (id) => void calls.push(`erase study ${id}`),
  },
  add: async () => true,
  flush: async () => undefined,
};

function run(id: string, change: Partial<Run> = {}): Run {
  const train = append(emptyTable, { step: Float32Array.of(0) });
  return { ...makeRun(id, `Title of ${id}`, defaultExperiment, Number(id)), status: 'finished', train, ...change };
}

beforeEach(() => {
  calls = [];
  canRestore = true;
  const runs = [run('1'), run('2'), run('3', { status: 'training' })];
  store.setState({ ...store.getInitialState(), runs, kept: [run('0'), ...runs].map(summaryOf) }, true);
  store.setState({ shownRunId: '2', drivenRunId: '3', comparedRunIds: ['1', '2'], baselineRunId: '2' });
  connectLibrary(fake);
});

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join();
const looks = () => {
  const { runs, kept, shownRunId, drivenRunId, comparedRunIds, baselineRunId } = store.getState();
  return [ids(runs), ids(kept), shownRunId, drivenRunId, comparedRunIds.join(), baselineRunId];
};

test('what a person says of a run stands on it, in the table and in the library', () => {
  renameRun('1', ' Better ');
  renameRun('1', '  ');
  noteRun('1', 'as in the paper ');
  pinRun('1', true);
  const said = { title: 'Better', note: 'as in the paper', isPinned: true };
  expect(store.getState().runs[0]).toMatchObject(said);
  expect(store.getState().kept[1]).toMatchObject(said);
  expect(calls).toEqual(Object.entries(said).map(([name, value]) => `mark 1 ${JSON.stringify({ [name]: value })}`));
});

test('deleted runs are gone from everywhere, and come back everywhere', async () => {
  const before = looks();
  await deleteRuns(['0', '2']);
  expect(looks()).toEqual(['1,3', '1,3', '3', '3', '1', null]);
  expect(ids(store.getState().library.deleted)).toBe('0,2');
  store.setState({ shownRunId: null });
  undoDelete();
  expect(looks()).toEqual(before);
  expect(calls).toEqual(['remove 0,2', 'restore 0,2']);
  undoDelete();
  expect(looks()).toEqual(before);
});

test('a run that goes on is stopped by its deletion, and comes back with what its engine told until then', async () => {
  const stop = (runId: string) =>
    void Promise.resolve().then(() => {
      const train = append(emptyTable, { step: Float32Array.of(0, 1, 2) });
      store.setState(({ runs }) => ({
        runs: runs.map((one) => (one.id === runId ? { ...one, train, status: 'stopped' } : one)),
      }));
    });
  connect({ ...quietClient, stop });
  await deleteRuns(['3']);
  expect(looks()).toEqual(['1,2', '0,1,2', '2', null, '1,2', '2']);
  undoDelete();
  expect(store.getState().runs.at(-1)).toMatchObject({ status: 'stopped', train: { length: 3 } });
});

test('a run whose quietClient does not answer is deleted all the same', async () => {
  vi.useFakeTimers();
  connect(quietClient);
  const deletion = deleteRuns(['3']);
  await vi.advanceTimersByTimeAsync(1000);
  vi.useRealTimers();
  await deletion;
  undoDelete();
  expect(store.getState().runs.at(-1)?.status).toBe('stopped');
  expect(store.getState().kept.at(-1)?.status).toBe('stopped');
});

test('the next deletion makes the one before final', async () => {
  await deleteRuns(['1']);
  await deleteRuns(['2']);
  expect(calls).toEqual(['remove 1', 'erase 1', 'remove 2']);
  dismissDeleted();
  expect(calls.at(-1)).toBe('erase 2');
  expect(store.getState().library.deleted).toEqual([]);
});

test('where the library could only delete for good no undo is offered', async () => {
  canRestore = false;
  await deleteRuns(['1']);
  expect(store.getState().library.deleted).toEqual([]);
});

test('without a library a deleted run comes back, too', async () => {
  connectLibrary(undefined);
  store.setState({ kept: [] });
  await deleteRuns(['1']);
  undoDelete();
  expect(looks()).toEqual(['1,2,3', '', '2', '3', '2,1', '2']);
});

test('clearing leaves what is pinned and what goes on', async () => {
  pinRun('1', true);
  await clearLibrary();
  expect(looks().slice(0, 2)).toEqual(['1,3', '1,3']);
});

test('a run that is only kept is read when it is shown or compared; the one wanted last is shown', async () => {
  await Promise.all([showRun('0'), showRun('1')]);
  expect(store.getState().shownRunId).toBe('1');
  await showRun('0');
  expect(store.getState().shownRunId).toBe('0');
  await showRun('nobody');
  expect(store.getState().shownRunId).toBe('0');
  toggleCompared('7');
  expect(calls).toEqual(['load 0', 'load nobody', 'load 7']);
});
