/** Undo and redo of a page that comes back lead where they would have led; whatever else is kept leads nowhere. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { draftOf } from '../../core/study/draft.ts';
import { anyExperiment, anyStudy } from '../../core/testing/arbitraries.ts';
import { edit, redo, setFader, undo } from '../actions/edit.ts';
import { learn } from '../actions/learn.ts';
import { openExperiment } from '../actions/open.ts';
import { connect } from '../actions/run.ts';
import { blankDraft, stepLimit, store } from '../store.ts';
import { giveSteps, keepSteps, keptLimits } from './steps.ts';
import { encodeLink } from './url.ts';

const key = 'loss-mixer/steps/1';
const texts = new Map<string, string>();

beforeEach(() => {
  texts.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem: (name: string, text: string) => void texts.set(name, text),
    removeItem: (name: string) => void texts.delete(name),
  });
  connect(undefined);
  comeAnew();
});
afterEach(() => vi.unstubAllGlobals());

/** A page that has just been loaded. */
function comeAnew(): void {
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
}

/** The page is left, loaded again, and opened by its address. */
function reload(address = encodeLink(store.getState().experiment)): void {
  const { experiment } = store.getState();
  keepSteps(address);
  comeAnew();
  openExperiment(JSON.parse(JSON.stringify(experiment)), 'link');
  giveSteps(address);
}

const faderOf = (experiment: Experiment | undefined) => experiment?.losses[0]?.fader;
const fader = () => faderOf(store.getState().experiment);
const counts = () => {
  const { pastStates, futureStates } = store.temporal.getState();
  return [pastStates.length, futureStates.length];
};

/** Three edits, the last of them undone. */
function editThrice(): void {
  for (const value of [0.2, 0.4, 0.6]) setFader('colour', value);
  undo();
}

test('undo and redo lead on where they had led', () => {
  editThrice();
  reload();
  expect([fader(), counts()]).toEqual([0.4, [2, 1]]);
  redo();
  expect(fader()).toBe(0.6);
  reload();
  for (const value of [0.4, 0.2, 1]) {
    undo();
    expect(fader()).toBe(value);
  }
  undo();
  expect([fader(), counts()]).toEqual([1, [0, 3]]);
  reload();
  redo();
  expect(fader()).toBe(0.2);
});

test('whatever is on the desk, and is varied of it, each step comes back as it was', () => {
  const anyDesk = fc.record({
    experiment: fc.oneof(fc.constant(defaultExperiment), anyExperiment),
    draft: fc.oneof(fc.constant(blankDraft), anyStudy.map(draftOf)),
  });
  fc.assert(
    fc.property(fc.array(anyDesk, { minLength: 1, maxLength: 6 }), fc.nat(5), (desks, undone) => {
      comeAnew();
      for (const desk of desks) store.setState(desk);
      for (let i = 0; i < undone; i++) undo();
      const { experiment, draft } = store.getState();
      const { pastStates, futureStates } = store.temporal.getState();
      reload('#random');
      expect(store.getState()).toMatchObject({ experiment, draft });
      expect(store.temporal.getState()).toMatchObject({ pastStates, futureStates });
    }),
    { seed: 1, numRuns: 15 },
  );
});

test('nothing comes back to another address, nor to an address that brings another experiment', () => {
  editThrice();
  keepSteps('#here');
  comeAnew();
  setFader('colour', 0.4);
  store.temporal.getState().clear();
  giveSteps('#elsewhere');
  expect(counts()).toEqual([0, 0]);
  setFader('colour', 0.5);
  store.temporal.getState().clear();
  giveSteps('#here');
  expect([fader(), counts()]).toEqual([0.5, [0, 0]]);
});

test('an edit that was made before the steps came is kept, and undo leads back from it', () => {
  editThrice();
  keepSteps('#here');
  comeAnew();
  setFader('colour', 0.9);
  giveSteps('#here');
  expect(fader()).toBe(0.9);
  undo();
  expect(fader()).toBe(1);
});

test('what is varied and has no room in an address is there', () => {
  const draft = { ...blankDraft, title: 'Long ago', budget: { steps: 7, patience: 0 } };
  store.setState({ draft });
  reload();
  expect(store.getState().draft).toEqual(draft);
  undo();
  expect(store.getState().draft).toBe(blankDraft);
});

test('a lesson finds the desk as it was left, and what was there before it', () => {
  setFader('colour', 0.1);
  const { experiment, draft } = store.getState();
  learn('one-loss');
  store.setState({ setAside: { experiment, draft, tab: 'study', shownRunId: 'gone' } });
  editThrice();
  keepSteps('#learn/one-loss');
  comeAnew();
  learn('one-loss');
  giveSteps('#learn/one-loss');
  const { setAside, learning } = store.getState();
  expect([fader(), counts(), learning?.hasDesk]).toEqual([0.4, [3, 1], true]);
  expect(setAside).toEqual({ experiment, draft, tab: 'curves', shownRunId: null });
});

test('the last three pages are kept; one without a step needs nothing', () => {
  for (const address of ['#a', '#b', '#c', '#d']) {
    setFader('colour', Math.random());
    keepSteps(address);
  }
  const addresses = () => (JSON.parse(texts.get(key) ?? '[]') as { address: string }[]).map(({ address }) => address);
  expect(addresses()).toEqual(['#d', '#c', '#b']);
  comeAnew();
  for (const address of ['#c', '#d', '#b']) keepSteps(address);
  expect(texts.size).toBe(0);
});

test('a large history keeps the nearest steps, within its bound', () => {
  const layers = (width: number) =>
    Array.from({ length: 99 }, (_, i) =>
      makeLayer(`layer-${width}-${i}`, 'conv2d', [i === 0 ? 'image' : `layer-${width}-${i - 1}`]),
    );
  for (let i = 0; i < stepLimit + 20; i++)
    edit((experiment) => ({ ...experiment, network: { layers: [makeLayer('image', 'input', []), ...layers(i)] } }));
  const { pastStates } = store.temporal.getState();
  expect(pastStates).toHaveLength(stepLimit);
  reload();
  const [count = 0] = counts();
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(stepLimit);
  expect(store.temporal.getState().pastStates).toEqual(pastStates.slice(-count));
  expect(texts.get(key)?.length).toBeLessThan(2 * keptLimits.characters);
});

describe('what is read is parsed', () => {
  const page = (changes: object) => {
    editThrice();
    keepSteps('#here');
    const [kept] = JSON.parse(texts.get(key) ?? '[]') as [{ past: unknown[] }];
    texts.set(key, JSON.stringify([{ ...kept, ...changes }]));
    comeAnew();
    openExperiment({ ...store.getState().experiment, losses: faded(0.4) }, 'link');
    giveSteps('#here');
    return [fader(), counts()];
  };
  const faded = (value: number) =>
    defaultExperiment.losses.map((loss, i) => (i === 0 ? { ...loss, fader: value } : loss));
  const good = { experiment: {} };

  test.each([
    ['a step that is no experiment ends them', { past: [good, { experiment: 3 }, good] }, [0.4, [1, 1]]],
    [
      'a network in a circle',
      { past: [{ experiment: { network: [makeLayer('a', 'activation', ['a'])] } }] },
      [0.4, [0, 1]],
    ],
    ['a study that is none', { future: [{ experiment: {}, study: { variations: 'x' } }] }, [0.4, [2, 0]]],
    ['a list without end', { past: Array.from({ length: stepLimit + 1 }, () => good) }, [0.4, [0, 0]]],
    ['no list', { past: 'x' }, [0.4, [0, 0]]],
    ['a desk that is none', { desk: { experiment: null } }, [0.4, [0, 0]]],
    ['another desk', { desk: { experiment: defaultExperiment } }, [0.4, [0, 0]]],
  ])('%s', (_, changes, expected) => {
    expect(page(changes)).toEqual(expected);
  });

  test('a number out of bounds takes its bound, and names of objects are only names', () => {
    const losses = { colour: { fader: 1e9 }, constructor: { fader: 2 }, __proto__: { fader: 3 } };
    page({ past: [{ experiment: { losses } }], future: [] });
    undo();
    expect(fader()).toBeLessThanOrEqual(100);
    expect(Object.prototype).not.toHaveProperty('fader');
  });

  test.each(['', 'null', '[', '{}', '[[]]', '[{"address":"#here"}]', `${'['.repeat(50_000)}`])('%j', (text) => {
    texts.set(key, text);
    giveSteps('#here');
    expect([fader(), counts()]).toEqual([1, [0, 0]]);
    editThrice();
    reload();
    expect([fader(), counts()]).toEqual([0.4, [2, 1]]);
  });
});

test('a storage that is blocked or full costs the steps, and nothing else', () => {
  const refuse = () => {
    throw new DOMException('no', 'QuotaExceededError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  editThrice();
  reload();
  expect([fader(), counts()]).toEqual([0.4, [0, 0]]);
});
