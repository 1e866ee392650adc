import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRun } from '../../core/run/run.ts';
import { summaryOf } from '../../core/run/runSummary.ts';
import { makeStudy } from '../../core/study/study.ts';
import type { Library } from '../runs/library/library.ts';
import { store } from '../store.ts';
import { deleteRuns, dismissDeleted, undoDelete } from './keep.ts';
import { connectLibrary } from './keeping.ts';
import { addStudy, deleteStudy } from './study.ts';

let calls: string[];
const nothing = async () => undefined;
const library: Library = {
  load: nothing,
  recordOf: nothing,
  checkpointOf: nothing,
  keepCheckpoint: () => undefined,
  claim: nothing,
  mark: nothing,
  remove: async (ids) => {
    calls.push(`remove ${ids}`);
    return true;
  },
  restore: async (ids) => void calls.push(`restore ${ids}`),
  erase: async (ids) => void calls.push(`erase ${ids}`),
  studies: {
    remove: async () => void calls.push('remove the study'),
    restore: async () => void calls.push('restore the study'),
    erase: async () => void calls.push('erase the study'),
  },
  add: async () => true,
  flush: nothing,
};

let id: string;
const kept = () => store.getState().kept.map((run) => run.id.replace(id, 'study'));

beforeEach(() => {
  calls = [];
  store.setState(store.getInitialState(), true);
  connectLibrary(library);
  addStudy(makeStudy(defaultExperiment), { status: 'done' });
  id = addStudy(makeStudy(defaultExperiment), { status: 'done' });
  const over = (runId: string) => summaryOf({ ...makeRun(runId, '', defaultExperiment), status: 'finished' });
  store.setState({ kept: [over('desk'), over(`${id}-1`), { ...over(`${id}-2`), isPinned: true }, over(`${id}-3`)] });
});

test('a deleted study takes its runs along, but for pinned ones, and both come back', async () => {
  const before = store.getState();
  await deleteStudy(id);
  const [other] = before.studies;
  expect([store.getState().studies, store.getState().shownStudyId]).toEqual([[other], other?.id]);
  expect([kept(), store.getState().library.deletedStudy?.id]).toEqual([['desk', 'study-2'], id]);
  undoDelete();
  expect(store.getState().studies).toEqual(before.studies);
  expect(kept().sort()).toEqual(['desk', 'study-1', 'study-2', 'study-3']);
  expect([store.getState().library.deletedStudy, store.getState().library.deleted]).toEqual([undefined, []]);
  const both = `${id}-1,${id}-3`;
  expect(calls).toEqual(['remove the study', `remove ${both}`, `restore ${both}`, 'restore the study']);
});

test('it goes for good when that is put away, or something else is deleted', async () => {
  await deleteStudy(id);
  dismissDeleted();
  undoDelete();
  expect([kept(), store.getState().studies.length]).toEqual([['desk', 'study-2'], 1]);
  expect(calls.slice(2)).toEqual([`erase ${id}-1,${id}-3`, 'erase the study']);
  // One of which no run is kept comes back alone.
  const [other] = store.getState().studies;
  await deleteStudy(other?.id ?? '');
  expect(store.getState().studies).toEqual([]);
  undoDelete();
  expect(store.getState().studies).toEqual([other]);
  await deleteStudy(other?.id ?? '');
  await deleteRuns(['desk']);
  expect(store.getState().library.deletedStudy).toBeUndefined();
});
