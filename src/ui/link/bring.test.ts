import { beforeEach, expect, test, vi } from 'vitest';
import { blankClassroom } from '../../core/classroom/classroom.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { recordOf } from '../../core/run/kept/record.ts';
import { toRunFile } from '../../core/run/kept/runFile.ts';
import { append, emptyTable } from '../../core/run/metrics.ts';
import { makeRun } from '../../core/run/run.ts';
import { connect } from '../actions/run.ts';
import { store } from '../store.ts';
import { bringFile, bringText } from './bring.ts';
import { encodeClass } from './classLink.ts';
import { classPart } from './classPart.ts';
import { encodeLink } from './url.ts';
import { encodeView } from './view.ts';

beforeEach(() => {
  connect(undefined);
  store.setState(store.getInitialState(), true);
});

const file = (content: BlobPart, name = 'a file') => new File([content], name);
const title = () => store.getState().experiment.title;
const mine = { ...defaultExperiment, title: 'Mine' };

test('a file is opened as what it holds: an experiment, a link, runs', async () => {
  expect([await bringFile(file(JSON.stringify(mine))), title()]).toEqual([[], 'Mine']);
  expect([await bringFile(file(`see ${encodeLink({ ...mine, title: 'Sent' })}`)), title()]).toEqual([[], 'Sent']);
  const train = append(emptyTable, { step: Float32Array.of(0) });
  const run = { ...makeRun('1', 'Kept', mine, 1), status: 'finished' as const, train };
  expect(await bringFile(file([...toRunFile([recordOf(run, undefined)])].join('')))).toEqual([]);
  expect(store.getState().runs.map((one) => one.title)).toEqual(['Kept']);
});

test.each([
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff), 'This is not text.'],
  ['a table', 'a,b\n1,2', /^This is not JSON: /],
  ['another JSON', '{"name":"package"}', 'It names no version, so it is no experiment.'],
  ['a file too large', 'x'.repeat(5_000_000), 'The file has 5 MB; at most 4 MB are read.'],
] as const)('%s is refused with a reason and a remedy, and changes nothing', async (_, content, message) => {
  const before = store.getState();
  const [problem, ...others] = await bringFile(file(content));
  expect(problem).toMatchObject({ message: expect.stringMatching(message), remedy: expect.stringMatching(/\w/) });
  expect([others, store.getState()]).toEqual([[], before]);
});

test('a file that cannot be read says so', async () => {
  const folder = new File([], 'folder');
  folder.arrayBuffer = () => Promise.reject(new Error('It is a directory'));
  expect(await bringFile(folder)).toMatchObject([{ message: 'The file cannot be read: It is a directory.' }]);
});

test('a damaged link is refused', async () => {
  expect(await bringText('#1/two-heads/!!', 'text')).toMatchObject([{ severity: 'error' }]);
});

test('the link of a class goes into the address, which opens the class with it', async () => {
  const location = { hash: '' };
  vi.stubGlobal('location', location);
  const link = encodeLink(mine) + classPart(encodeClass(blankClassroom));
  expect(await bringText(`Here: https://example.org/${link}.`, 'text')).toEqual([]);
  vi.unstubAllGlobals();
  expect([location.hash, title()]).toEqual([link, defaultExperiment.title]);
});

test('a link in a text brings what was open with it', async () => {
  const part = encodeView({ view: { tab: 'plane' }, selection: [], isHeld: true });
  expect(await bringText(`Look: https://example.org/${encodeLink(mine)}${part} and say.`, 'text')).toEqual([]);
  expect([title(), store.getState().view.tab, store.getState().isHeld]).toEqual(['Mine', 'plane', true]);
  // What stands elsewhere in the text is no part of the link.
  expect(await bringText(`${encodeLink({ ...mine, title: 'Other' })} ${part}`, 'text')).toEqual([]);
  expect([title(), store.getState().isHeld]).toEqual(['Other', false]);
});
