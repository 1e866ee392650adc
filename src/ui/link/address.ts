/**
 * Keeps the address bar and the experiment in step. An edit replaces the entry of the history, a while after the last
 * one; opening something makes a new entry, so that Back leads to what was on the page before. A broken link shows the
 * default experiment when the page is opened with it, and leaves a page alone that has work on it.
 */
import { stateOf } from '../../core/classroom/allows.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { type Problem, warning } from '../../core/problem.ts';
import { allowOnly } from '../actions/allowance.ts';
import { learn, openTerm } from '../actions/learn.ts';
import { openLinked } from '../actions/linked.ts';
import { openDialog } from '../actions/look.ts';
import { beforeOpening, complain, complainToo, holdLinked, openParsed } from '../actions/open.ts';
import { blankDraft, drivenRun, type LinkedView, type OpenClass, type State } from '../store.ts';
import { classOfLink, classPart } from './classPart.ts';
import { decodeComparison, isComparison } from './comparison.ts';
import { cutShort, noteWork, wasCutShort } from './cutShort.ts';
import { lessonLink, lessonOfLink, termOfLink } from './lessonLink.ts';
import { giveSteps, keepSteps } from './steps.ts';
import { decodeLink, encodeLink, isStudyLink } from './url.ts';
import { decodeView, showLinked } from './view.ts';

/** The parts of `window` and of the store that are needed. */
export interface Surroundings {
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'> & {
    readonly location: Pick<Location, 'hash'>;
    readonly history: Pick<History, 'pushState' | 'replaceState'>;
  };
  readonly store: {
    getState(): State;
    subscribe(listener: (state: State, before: State) => void): () => void;
  };
  /** Calls back after that many milliseconds unless the returned function is called before. */
  readonly later: (callback: () => void, ms: number) => () => void;
  readonly studies: Fetched<typeof import('./studyAddress.ts')>;
  readonly classes: Fetched<ClassScript>;
  /** Is told, as the page is left, the last fragments of its entry in the history, and the one that is true. */
  readonly keepUnwritten: (from: readonly string[], to: string) => void;
  /** The page was reloaded, or reached by Back or Forward. */
  readonly cameBack: boolean;
}

/** Reads the classes of links, and holds the page to one. */
export interface ClassScript {
  readClass(code: string): { readonly openClass: OpenClass | null; readonly problems: readonly Problem[] };
  enterClass(openClass: OpenClass | null): void;
}

/** A script that reads and writes what most links do not have. */
export interface Fetched<T> {
  /** Nothing before it was fetched. */
  known(): T | undefined;
  /** Resolves when it is there, or was said to be lost. */
  fetch(): Promise<void>;
}

/** The address of all presets, until one is opened or none is wanted. */
const presetsLink = '#presets';

const quietMs = 400;

/** How many fragments of an entry are remembered: those of an edit a second while a slow host is waited for. */
const rememberedCount = 20;

const classLost = warning(
  [],
  'The script that reads the class of a link could not be loaded.',
  'The experiment is there, and nothing of it is locked. Load the page again when there is a connection.',
);

/** What becomes of the page where a link is broken. */
const shownInstead = 'The page shows the default experiment.';
const keptInstead = 'The page keeps what it had.';

/** Opens the link in the address bar, if any, and follows both sides from then on; returns what ends it. */
export function followAddress({
  window,
  store,
  later,
  studies,
  classes,
  keepUnwritten,
  cameBack,
}: Surroundings): () => void {
  let cancel: (() => void) | undefined;
  let isPush = false;
  /** The fragment read or written last: another one was put there by the person and is about to be heard of. */
  let known = window.location.hash;
  /** The fragments that this entry of the history has had, the newest last: a reload may have begun at any of them. */
  let had: readonly string[] = [known];
  const isCutShort = wasCutShort() && known !== '';

  /** What the link holds, and what it wants shown beside that. */
  async function open(source: 'link' | 'history') {
    const fragment = window.location.hash;
    known = fragment;
    had = [fragment];
    const code = classOfLink(fragment);
    if (code !== undefined && !classes.known()) await classes.fetch();
    if (window.location.hash !== fragment) return;
    const shown = decodeView(fragment);
    const read = code === undefined ? undefined : classes.known()?.readClass(code);
    // A term is read beside the desk, in the class that is open.
    const staysInClass = code === undefined && termOfLink(fragment) !== undefined;
    // What held of the link before does not hold of this one.
    if (!staysInClass) allowOnly();
    // A lesson shows it when its page is set up.
    const isLesson = lessonOfLink(fragment) !== undefined;
    const classroom = read?.openClass?.classroom;
    // What waits for a button that cannot be pressed would wait for ever.
    const isWaiting = source === 'link' && isCutShort && (!classroom || stateOf(classroom, 'run') === 'shown');
    const isHeld = isWaiting || classroom?.isHeld || (shown?.linked.isHeld ?? false);
    const isOpen = await openHeld(source, isHeld, shown?.linked);
    if (isWaiting) complainToo([cutShort]);
    if (isOpen && shown) {
      if (!isLesson) showLinked(shown.linked);
      complainToo(shown.problems);
    }
    const { openClass } = store.getState();
    classes.known()?.enterClass(isOpen && !staysInClass ? (read?.openClass ?? null) : openClass);
    if (isOpen && code !== undefined) complainToo(read?.problems ?? [classLost]);
  }

  /** Answers whether the page shows what the link holds. */
  function openHeld(source: 'link' | 'history', isHeld: boolean, shown?: LinkedView): boolean | Promise<boolean> {
    holdLinked(isHeld);
    if (isComparison(known)) return openRuns(known, source);
    if (isStudyLink(known)) return openStudyOf(known, source);
    if (known === presetsLink) {
      openDialog('presets');
      return true;
    }
    const place = lessonOfLink(known);
    if (place) {
      learn(place.lesson, place.page, shown);
      return true;
    }
    const term = termOfLink(known);
    if (term !== undefined) {
      openTerm(term);
      // The desk stays, and with it its link, unless that of the term says as much.
      if (source === 'history') write();
      return true;
    }
    const opened = decodeLink(known);
    if (!opened) return false;
    const isBroken = opened.problems.some(({ severity }) => severity === 'error');
    if (!isBroken) openParsed({ ...opened, isHeld }, source);
    else if (source === 'link') openParsed({ ...opened, problems: ending(opened.problems, shownInstead) }, source);
    else {
      complain(ending(opened.problems, keptInstead));
      write();
    }
    return !isBroken;
  }

  /** Several runs: nothing starts, and a page with work on it keeps that. */
  function openRuns(fragment: string, source: 'link' | 'history') {
    const opened = decodeComparison(fragment);
    const isNothing = opened.runs.length === 0;
    const outcome = source === 'link' ? shownInstead : keptInstead;
    openLinked(
      { ...opened, problems: isNothing ? ending(opened.problems, outcome) : opened.problems },
      source === 'link',
    );
    if (source === 'history') write();
    // Back leads to the link again.
    else isPush = !isNothing;
    return !isNothing;
  }

  /** A study comes on the desk, of a page with work on it too, where undo leads back; it is not started. */
  async function openStudyOf(fragment: string, source: 'link' | 'history') {
    if (!studies.known()) await studies.fetch();
    if (window.location.hash !== fragment) return false;
    const problems = studies.known()?.openStudyLink(fragment, source === 'link');
    if (problems) complain(ending(problems, source === 'link' ? shownInstead : keptInstead));
    if (problems && source === 'history') write();
    return problems === undefined;
  }

  function write() {
    cancel?.();
    cancel = undefined;
    const { experiment, draft, learning, term, openClass } = store.getState();
    if (draft !== blankDraft && !studies.known()) {
      void studies.fetch().then(() => studies.known() && settle());
      return;
    }
    const held =
      lessonLink({ learning, term, experiment, draft }) ??
      studies.known()?.encodeDesk({ experiment, draft }) ??
      encodeLink(experiment);
    const link = held + classPart(openClass?.code);
    if (window.location.hash !== known || link === known) return;
    window.history[isPush ? 'pushState' : 'replaceState'](null, '', link);
    known = link;
    had = isPush ? [link] : [...had, link].slice(-rememberedCount);
    isPush = false;
  }

  /** The address and the steps of undo are those of the desk, also for a page that crashes. */
  const settle = () => {
    write();
    keepSteps(window.location.hash, had);
  };

  /** A page that is out of sight may not be called again. */
  const onOutOfSight = () => {
    if (cancel) write();
    keepSteps(window.location.hash, had);
  };
  const onLeaving = () => {
    noteWork(store.getState(), true);
    onOutOfSight();
    keepUnwritten(had, window.location.hash);
  };

  const onHashChange = () => {
    cancel?.();
    cancel = undefined;
    void open('history');
  };

  const opened = known;
  void open('link').then(() => cameBack && giveSteps(opened));
  // A plain address stays plain, unless something was edited before it was followed.
  if (known === '' && store.getState().experiment !== defaultExperiment) cancel = later(settle, quietMs);
  beforeOpening((source) => {
    if (source === 'history' || source === 'link') return;
    write();
    isPush = true;
  });
  const unsubscribe = store.subscribe((state, before) => {
    if (drivenRun(state)?.status !== drivenRun(before)?.status) noteWork(state);
    if (known === presetsLink && before.dialog === 'presets' && state.dialog !== 'presets') write();
    const isSame =
      state.experiment === before.experiment &&
      state.draft === before.draft &&
      lessonLink(state) === lessonLink(before) &&
      state.openClass?.code === before.openClass?.code;
    if (isSame) return;
    // Back leads into the class again.
    if (before.openClass && !state.openClass && classOfLink(known) !== undefined) isPush = true;
    cancel?.();
    if (isPush) settle();
    else cancel = later(settle, quietMs);
  });
  window.addEventListener('hashchange', onHashChange);
  window.addEventListener('visibilitychange', onOutOfSight);
  window.addEventListener('pagehide', onLeaving);
  return () => {
    cancel?.();
    beforeOpening(undefined);
    unsubscribe();
    window.removeEventListener('hashchange', onHashChange);
    window.removeEventListener('visibilitychange', onOutOfSight);
    window.removeEventListener('pagehide', onLeaving);
  };
}

/** The Problems with what has become of the page said at the end. */
function ending(problems: readonly Problem[], outcome: string): readonly Problem[] {
  return problems.map((problem, i) =>
    i === problems.length - 1 ? { ...problem, remedy: `${problem.remedy} ${outcome}` } : problem,
  );
}
