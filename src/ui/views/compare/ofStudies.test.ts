import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../core/presets.ts';
import { makeRun } from '../../../core/run/run.ts';
import { summaryOf } from '../../../core/run/runSummary.ts';
import { type KeptStudy, studyRunId } from '../../../core/study/keptStudy.ts';
import { makeStudy } from '../../../core/study/study.ts';
import { studiesIn, withoutStudies } from './ofStudies.ts';

const study = (id: string): KeptStudy => ({
  id,
  study: makeStudy(defaultExperiment),
  startedAt: 0,
  status: 'done',
  outcomes: [],
});
const studies = [study('aa'), study('bb'), study('cc')];
const runs = ['desk', studyRunId('aa', { id: '1' }), studyRunId('aa', { id: '2' }), studyRunId('bb', { id: '1' })].map(
  (id) => summaryOf(makeRun(id, '', defaultExperiment)),
);
const idsOf = (...rest: [Parameters<typeof withoutStudies>[2], string[]?]) =>
  withoutStudies(runs, studies, rest[0], new Set(rest[1])).map(({ id }) => id);

test('runs of studies are hidden until they are asked for, but for those picked out or pinned', () => {
  expect(idsOf('none')).toEqual(['desk']);
  expect(idsOf('none', ['aa-2'])).toEqual(['desk', 'aa-2']);
  expect(idsOf({ studyId: 'bb' })).toEqual(['desk', 'bb-1']);
  expect(idsOf('all')).toEqual(['desk', 'aa-1', 'aa-2', 'bb-1']);
  const pinned = runs.map((run) => ({ ...run, isPinned: true }));
  expect(withoutStudies(pinned, studies, 'none', new Set())).toEqual(pinned);
  // Of a study that is no more, they are runs like any other.
  expect(withoutStudies(runs, [], 'none', new Set())).toBe(runs);
});

test('the studies of which there are runs, with their numbers', () => {
  expect(studiesIn(runs, studies).map(({ study: { id }, count }) => [id, count])).toEqual([
    ['aa', 2],
    ['bb', 1],
  ]);
});
