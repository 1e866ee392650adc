/**
 * Keeps the address bar and the experiment in step. An edit replaces the entry of the history, a while after the last
 * one; opening something makes a new entry, so that Back leads to what was on the page before.
 */
import { beforeOpening, openParsed } from './actions.ts';
import type { State } from './store.ts';
import { decodeLink, encodeLink } from './url.ts';

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
}

const quietMs = 400;

/** Opens the link in the address bar, if any, and follows both sides from then on; returns what ends it. */
export function followAddress({ window, store, later }: Surroundings): () => void {
  let cancel: (() => void) | undefined;
  let isPush = false;

  function open(source: 'link' | 'history') {
    const opened = decodeLink(window.location.hash);
    if (opened) openParsed(opened, source);
  }

  function write() {
    cancel?.();
    cancel = undefined;
    const link = encodeLink(store.getState().experiment);
    if (link === window.location.hash) return;
    window.history[isPush ? 'pushState' : 'replaceState'](null, '', link);
    isPush = false;
  }

  const onHashChange = () => {
    cancel?.();
    cancel = undefined;
    open('history');
  };

  open('link');
  beforeOpening((source) => {
    if (source === 'history' || source === 'link') return;
    write();
    isPush = true;
  });
  const unsubscribe = store.subscribe((state, before) => {
    if (state.experiment === before.experiment) return;
    cancel?.();
    if (isPush) write();
    else cancel = later(write, quietMs);
  });
  window.addEventListener('hashchange', onHashChange);
  return () => {
    cancel?.();
    beforeOpening(undefined);
    unsubscribe();
    window.removeEventListener('hashchange', onHashChange);
  };
}
