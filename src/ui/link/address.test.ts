import { beforeEach, expect, test, vi } from 'vitest';
import { blankClassroom } from '../../core/classroom/classroom.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRun } from '../../core/run/run.ts';
import { type StudyDraft, studyOf } from '../../core/study/draft.ts';
import { setFader, setLearningRate, undo } from '../actions/edit.ts';
import { openDialog } from '../actions/look.ts';
import { loadPreset, openExperiment } from '../actions/open.ts';
import { connect, run, runFirst } from '../actions/run.ts';
import { quietClient } from '../runs/testing/quietClient.ts';
import { blankDraft, type OpenClass, store } from '../store.ts';
import { followAddress } from './address.ts';
import { encodeClass, readClass } from './classLink.ts';
import { classPart } from './classPart.ts';
import { encodeComparison } from './comparison.ts';
import { encodeStudy } from './study.ts';
import * as studyAddress from './studyAddress.ts';
import { encodeLink } from './url.ts';
import { encodeView, showLinkedPage } from './view.ts';

/** Without a page to hold. */
const classScript = {
  readClass,
  enterClass: (openClass: OpenClass | null) => store.setState({ openClass }),
};

/** A window with a history that can be looked at, and timers that go off when the test says so. */
function setUp(hash = '', isFetched = true, cameBack = false) {
  let known = isFetched ? studyAddress : undefined;
  const entries = [hash];
  const listeners = new Map<string, () => void>();
  const timers: { callback: () => void; isOff: boolean }[] = [];
  const location = { hash };
  const unwritten: (readonly [from: readonly string[], to: string])[] = [];
  const put = (link: string) => {
    location.hash = link;
  };
  const stop = followAddress({
    window: {
      location,
      history: {
        pushState: (_data, _title, url) => {
          entries.push(String(url));
          put(String(url));
        },
        replaceState: (_data, _title, url) => {
          entries[entries.length - 1] = String(url);
          put(String(url));
        },
      },
      addEventListener: (type: string, listener: unknown) => {
        listeners.set(type, listener as () => void);
      },
      removeEventListener: (type: string) => {
        listeners.delete(type);
      },
    },
    store,
    studies: {
      known: () => known,
      fetch: async () => {
        known = studyAddress;
      },
    },
    classes: { known: () => classScript, fetch: async () => undefined },
    keepUnwritten: (from, to) => void unwritten.push([from, to]),
    cameBack,
    later(callback) {
      const timer = { callback, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
  });
  return {
    entries,
    unwritten,
    stop,
    wait: () => {
      for (const timer of timers.splice(0)) if (!timer.isOff) timer.callback();
    },
    type: put,
    hear: () => listeners.get('hashchange')?.(),
    leave: (event: string) => listeners.get(event)?.(),
    visit: (link: string) => {
      put(link);
      listeners.get('hashchange')?.();
    },
  };
}

const faders = () => store.getState().experiment.losses.map(({ fader }) => fader);
const link = (fader: number) => {
  const [first, ...rest] = defaultExperiment.losses;
  if (!first) throw new Error('no loss');
  return encodeLink({ ...defaultExperiment, losses: [{ ...first, fader }, ...rest] });
};

beforeEach(() => {
  connect(undefined);
  store.setState(store.getInitialState(), true);
  store.temporal.getState().clear();
});

test('the link in the address bar is opened', () => {
  const page = setUp(link(0.7));
  expect(faders()).toEqual([0.7, 1]);
  page.stop();
});

test('the link of a page that died at its work waits, and says so once; that of one that was left runs', async () => {
  const stored = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  let type = 'reload';
  vi.stubGlobal('performance', { getEntriesByType: () => [{ type }], now: () => 0 });
  const begin = async (address = link(0.7)) => {
    store.setState(store.getInitialState(), true);
    const page = setUp(address);
    await Promise.resolve();
    const { isHeld, openProblems } = store.getState();
    store.setState({ runs: [makeRun('a', 'a', defaultExperiment)], drivenRunId: 'a' });
    return { page, seen: [isHeld, openProblems.length] };
  };
  const died = [true, 1];
  const ran = [false, 0];
  const first = await begin();
  first.page.stop();
  const second = await begin();
  second.page.leave('pagehide');
  second.page.stop();
  const third = await begin();
  store.setState({ drivenRunId: null });
  third.page.stop();
  const fourth = await begin();
  fourth.page.stop();
  // A tab that is duplicated takes along what it keeps.
  type = 'back_forward';
  const fifth = await begin();
  fifth.page.stop();
  // Nobody could press Run.
  type = 'reload';
  const code = encodeClass({ ...blankClassroom, isHeld: false, locked: ['run'] });
  const sixth = await begin(link(0.7) + classPart(code));
  sixth.page.stop();
  vi.unstubAllGlobals();
  expect([first, second, third, fourth, fifth, sixth].map(({ seen }) => seen)).toEqual([ran, died, ran, ran, ran, ran]);
});

test('a drag replaces the entry of the history once it has come to rest', () => {
  const page = setUp();
  for (const fader of [0.9, 0.8, 0.7]) setFader('colour', fader);
  expect(page.entries).toEqual(['']);
  page.wait();
  expect(page.entries).toEqual([link(0.7)]);
  page.stop();
});

test('opening something makes a new entry and leaves the one before as it was at last', () => {
  const page = setUp();
  setFader('colour', 0.7);
  openExperiment({ ...defaultExperiment, title: 'Mine' }, 'file');
  expect(page.entries).toEqual([link(0.7), encodeLink({ ...defaultExperiment, title: 'Mine' })]);
  page.stop();
});

test('going back brings the experiment back without a new entry', () => {
  const page = setUp();
  setFader('colour', 0.7);
  openExperiment({ ...defaultExperiment, title: 'Mine' }, 'file');
  page.visit(link(0.7));
  page.wait();
  expect(faders()).toEqual([0.7, 1]);
  expect(page.entries).toHaveLength(2);
  page.stop();
});

test('a broken link at the start shows the default and says so', () => {
  const page = setUp('#1/nowhere');
  const { experiment, openProblems } = store.getState();
  expect(experiment).toEqual(defaultExperiment);
  expect(openProblems.map(({ remedy }) => remedy)).toEqual([
    'Copy the whole link again. The page shows the default experiment.',
  ]);
  page.stop();
});

test('a broken link on a page with work leaves the work, and the address follows it', () => {
  const page = setUp();
  setFader('colour', 0.7);
  page.visit('#1/nowhere');
  expect(faders()).toEqual([0.7, 1]);
  expect(store.getState().openProblems.map(({ remedy }) => remedy)).toEqual([
    'Copy the whole link again. The page keeps what it had.',
  ]);
  expect(page.entries.at(-1)).toBe(link(0.7));
  page.stop();
});

test('a fragment that was put there a moment ago is not written over', () => {
  const page = setUp();
  setFader('colour', 0.7);
  page.type(link(0.2));
  page.wait();
  expect(page.entries).toEqual(['']);
  page.hear();
  expect(faders()).toEqual([0.2, 1]);
  page.stop();
});

test('an edit made a moment before the page is out of sight is in the address', () => {
  const page = setUp();
  setFader('colour', 0.7);
  page.leave('visibilitychange');
  expect(page.entries).toEqual([link(0.7)]);
  page.wait();
  expect(page.entries).toEqual([link(0.7)]);
  page.stop();
});

test('an edit made a moment before the page is left is handed over', () => {
  const page = setUp();
  page.leave('pagehide');
  setFader('colour', 0.7);
  page.leave('pagehide');
  expect(page.unwritten).toEqual([
    [[''], ''],
    [['', link(0.7)], link(0.7)],
  ]);
  page.stop();
});

test('edits written while the page waits to be loaded again are handed over to it, those of another entry are not', () => {
  const page = setUp(link(0.1));
  for (const value of [0.2, 0.3]) {
    setFader('colour', value);
    page.wait();
  }
  page.leave('pagehide');
  page.visit(link(5));
  page.leave('pagehide');
  loadPreset('mgda');
  page.leave('pagehide');
  const preset = page.entries.at(-1) ?? '';
  for (let i = 0; i < 30; i++) {
    setLearningRate(1 / (1 + i));
    page.wait();
  }
  page.leave('pagehide');
  const [first, second, third, fourth] = page.unwritten;
  expect(first).toEqual([[link(0.1), link(0.2), link(0.3)], link(0.3)]);
  expect(second).toEqual([[link(5)], link(5)]);
  expect(third).toEqual([[preset], preset]);
  expect([fourth?.[0].length, fourth?.[0].includes(preset), fourth?.[0].at(-1) === fourth?.[1]]).toEqual([
    20,
    false,
    true,
  ]);
  page.stop();
});

test('there is nothing to undo on a page that was opened by a link', () => {
  const page = setUp(link(0.7));
  undo();
  expect(faders()).toEqual([0.7, 1]);
  setFader('colour', 2);
  undo();
  undo();
  expect(faders()).toEqual([0.7, 1]);
  page.visit(link(3));
  undo();
  expect(faders()).toEqual([0.7, 1]);
  page.stop();
});

test('after the end neither side is followed', () => {
  const page = setUp();
  page.stop();
  setFader('colour', 0.7);
  page.visit(link(0.2));
  page.wait();
  expect(faders()).toEqual([0.7, 1]);
  expect(page.entries).toEqual(['']);
});

test('a plain address stays plain until something is edited, also before it is followed', () => {
  const plain = setUp();
  plain.wait();
  expect(plain.entries).toEqual(['']);
  plain.stop();
  setFader('colour', 2);
  const late = setUp();
  late.wait();
  expect(late.entries).toEqual([link(2)]);
  late.stop();
});

test('a link of several runs says what it holds and starts none; the first edit makes a new entry', () => {
  const runs = [{ title: 'plain', experiment: defaultExperiment, isBaseline: false }];
  const link = encodeComparison(runs);
  const { entries, wait } = setUp(link);
  expect([store.getState().linked, store.getState().runs]).toEqual([{ runs, at: null }, []]);
  setFader('colour', 3);
  wait();
  expect(entries).toEqual([link, encodeLink(store.getState().experiment)]);
});

test('a link of several runs that cannot be read leaves the page alone', () => {
  const { entries } = setUp('#1/compare/zzz');
  expect([store.getState().linked, store.getState().experiment]).toEqual([null, defaultExperiment]);
  expect(store.getState().openProblems[0]?.remedy).toMatch(/The page shows the default experiment\.$/);
  expect(entries).toEqual(['#1/compare/zzz']);
});

const varied: StudyDraft = {
  ...blankDraft,
  variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.1, 0.2] }],
};

test('the address follows what is varied, also where the script of such links has yet to come', async () => {
  const page = setUp('', false);
  store.setState({ draft: varied });
  page.wait();
  await Promise.resolve();
  expect(page.entries).toEqual([encodeStudy(studyOf(defaultExperiment, varied))]);
  undo();
  page.wait();
  expect(page.entries).toEqual(['#1/colour-size']);
});

test('a page that came back has its steps, also where its link is of a study and waits for its script', async () => {
  const texts = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  });
  const page = setUp();
  setFader('colour', 0.7);
  store.setState({ draft: varied });
  page.leave('pagehide');
  const address = page.entries.at(-1) ?? '';
  page.stop();
  const load = async (cameBack: boolean) => {
    store.setState(store.getInitialState(), true);
    store.temporal.getState().clear();
    const { stop } = setUp(address, false, cameBack);
    await vi.waitFor(() => expect(store.getState().draft).toEqual(varied));
    await Promise.resolve();
    stop();
    return store.temporal.getState().pastStates.map(({ experiment, draft }) => [experiment?.losses[0]?.fader, draft]);
  };
  expect(await load(false)).toEqual([]);
  expect(await load(true)).toEqual([
    [1, blankDraft],
    [0.7, blankDraft],
  ]);
  vi.unstubAllGlobals();
});

test('the steps of an entry of the history are kept under its last address alone, also one that waited for its script', async () => {
  const texts = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  });
  const page = setUp(link(0.1), false);
  const edit = (fader: number) => {
    setFader('colour', fader);
    page.wait();
  };
  edit(0.2);
  page.visit(link(5));
  for (const fader of [0.3, 0.4, 0.5]) edit(fader);
  store.setState({ draft: varied });
  page.wait();
  await Promise.resolve();
  const address = page.entries.at(-1) ?? '';
  page.stop();
  const kept = JSON.parse(texts.get('loss-mixer/steps/1') ?? '[]') as { address: string }[];
  vi.unstubAllGlobals();
  expect(address).toMatch(/^#1\/study\//);
  expect(kept.map((one) => one.address)).toEqual([address, link(0.2)]);
});

test('a link of a study puts experiment and what is varied on the page and starts no study; Back takes both away', async () => {
  const experiment = { ...defaultExperiment, title: 'Sent' };
  const page = setUp(encodeStudy(studyOf(experiment, varied)), false);
  await Promise.resolve();
  expect(store.getState()).toMatchObject({ experiment, draft: varied, studies: [], openProblems: [] });
  page.type('#1/colour-size');
  page.hear();
  expect(store.getState()).toMatchObject({ experiment: defaultExperiment, draft: blankDraft });
});

/** A client that only counts what it starts. */
function fakeClient() {
  const started: string[] = [];
  connect({
    ...quietClient,
    start: (experiment) => {
      started.push(experiment.title);
      return `run ${started.length}`;
    },
  });
  return started;
}

const nothingStarted = { view: {}, selection: [], isHeld: true };

test('a link shows what was open with it, and says what it cannot select', async () => {
  const selection = [
    { kind: 'loss', id: 'size' },
    { kind: 'layer', id: 'gone' },
  ] as const;
  const shown = { view: { tab: 'plane', scale: 'log' }, selection, isHeld: false } as const;
  const page = setUp(`${link(0.7)}${encodeView(shown)}`);
  await Promise.resolve();
  const { view, selection: selected, openProblems } = store.getState();
  expect([faders(), view.tab, view.scale, selected]).toEqual([
    [0.7, 1],
    'plane',
    'log',
    [{ kind: 'loss', id: 'size' }],
  ]);
  expect(openProblems.map(({ message }) => message)).toEqual([
    'The link selects the layer "gone", which its experiment does not have.',
  ]);
  page.stop();
});

test('a link that waits starts nothing before a person wants it, and the next link does not wait', async () => {
  const started = fakeClient();
  const page = setUp(`${link(0.7)}${encodeView(nothingStarted)}`);
  await Promise.resolve();
  runFirst();
  expect([faders(), started]).toEqual([[0.7, 1], []]);
  run();
  expect(started).toHaveLength(1);
  page.visit(link(0.3));
  expect(started).toHaveLength(2);
  page.visit(`${link(0.2)}${encodeView(nothingStarted)}`);
  await Promise.resolve();
  expect([faders(), started.length]).toEqual([[0.2, 1], 2]);
  page.stop();
});

test('what was open is kept for the page of a lesson until that is set up', async () => {
  const shown = { view: { tab: 'gradients' }, selection: [], isHeld: true } as const;
  const page = setUp(`#learn/one-loss/hinge${encodeView(shown)}`);
  await Promise.resolve();
  const { learning, view, isHeld } = store.getState();
  expect([learning?.page, view.tab, isHeld]).toEqual(['hinge', 'curves', true]);
  showLinkedPage();
  expect([store.getState().view.tab, store.getState().learning?.shown]).toEqual(['gradients', undefined]);
  page.stop();
});

test('a study comes with what was open beside it', async () => {
  const draft: StudyDraft = { ...blankDraft, seeds: [1, 2] };
  const study = encodeStudy(studyOf(defaultExperiment, draft)) ?? '';
  const shown = { view: { tab: 'curves' }, selection: [{ kind: 'strategy' }], isHeld: true } as const;
  const page = setUp(`${study}${encodeView(shown)}`);
  await Promise.resolve();
  const state = store.getState();
  expect([state.draft.seeds, state.view.tab, state.selection, state.isHeld]).toEqual([
    [1, 2],
    'curves',
    [{ kind: 'strategy' }],
    true,
  ]);
  page.stop();
});

test('the address of all experiments opens them over the page, and gives way to what comes of it', () => {
  const page = setUp('#presets');
  expect(store.getState().dialog).toBe('presets');
  expect(store.getState().openProblems).toEqual([]);
  expect(page.entries).toEqual(['#presets']);
  loadPreset('mgda');
  expect(page.entries).toEqual([encodeLink(defaultExperiment), '#1/mgda']);
  page.visit('#presets');
  openDialog(null);
  expect(page.entries).toEqual([encodeLink(defaultExperiment), '#1/mgda']);
  page.stop();
});

const code = encodeClass({ ...blankClassroom, title: 'Two losses' }) ?? '';

test('a class stays in the address whatever is edited, waits for Run, and Back leads into it again', async () => {
  const page = setUp(link(0.7) + classPart(code));
  await Promise.resolve();
  expect(store.getState()).toMatchObject({ openClass: { classroom: { title: 'Two losses' } }, isHeld: true });
  setFader('colour', 2);
  page.wait();
  expect(page.entries).toEqual([link(2) + classPart(code)]);
  store.setState({ openClass: null });
  page.wait();
  expect(page.entries).toEqual([link(2) + classPart(code), link(2)]);
  page.visit(link(2) + classPart(code));
  await Promise.resolve();
  expect(store.getState().openClass?.code).toBe(code);
  page.visit(link(3));
  await Promise.resolve();
  expect(store.getState().openClass).toBeNull();
  expect(page.entries).toHaveLength(2);
  page.stop();
});

test('a broken link leaves the class that is open', async () => {
  const page = setUp(link(0.7) + classPart(code));
  await Promise.resolve();
  page.visit('#1/nowhere');
  await Promise.resolve();
  expect(store.getState().openClass?.code).toBe(code);
  expect(page.entries.at(-1)).toBe(link(0.7) + classPart(code));
  page.stop();
});

test('the link of a term leaves desk and class as they are, and the address leads back to both', async () => {
  const page = setUp(link(0.7) + classPart(code));
  await Promise.resolve();
  page.visit('#term/gramian');
  await Promise.resolve();
  expect(store.getState()).toMatchObject({ term: 'gramian', openClass: { code } });
  expect(page.entries.at(-1)).toBe(link(0.7) + classPart(code));
  page.stop();
});

test('a term, a class and what was open stand in one link', async () => {
  const shown = { view: { tab: 'gradients' }, selection: [], isHeld: true } as const;
  const page = setUp(`#term/gramian${encodeView(shown)}${classPart(code)}`);
  await Promise.resolve();
  expect(store.getState()).toMatchObject({
    term: 'gramian',
    view: { tab: 'gradients' },
    openClass: { code },
    openProblems: [],
  });
  page.stop();
});
