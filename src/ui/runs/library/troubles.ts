/** What can be wrong with the library, and what helps, in words. */
import { isolated } from '../../../core/plainText.ts';
import { counted } from '../../../core/words.ts';
import type { LibraryState, LibraryTrouble } from '../../store.ts';

/** The library as it is with that trouble, of which there is one of a kind. */
export function withTrouble(library: LibraryState, trouble: LibraryTrouble): LibraryState {
  return { ...library, troubles: [...library.troubles.filter(({ kind }) => kind !== trouble.kind), trouble] };
}

/** The library as it is without the troubles of these kinds. */
export function withoutTroubles(library: LibraryState, kinds: readonly LibraryTrouble['kind'][]): LibraryState {
  return { ...library, troubles: library.troubles.filter(({ kind }) => !kinds.includes(kind)) };
}

/** Why the database cannot be opened. */
export function whyNotOpen(error: unknown): LibraryTrouble {
  const { name, text } = partsOf(error);
  if (name === 'VersionError') {
    return {
      kind: 'newer',
      message: 'Runs are not kept: a newer version of this page has written the library.',
      remedy: 'Reload the page to get that version. Until then export the runs that you need.',
    };
  }
  return {
    kind: 'blocked',
    message: `Runs are not kept: this browser lets the page store nothing (${text}). They last until the page is closed.`,
    remedy: 'Allow storage for this page or leave private browsing, or export the runs that you need.',
  };
}

/** Why a run could not be written. */
export function whyNotWritten(error: unknown): LibraryTrouble {
  const { name, text } = partsOf(error);
  if (name === 'QuotaExceededError') {
    return {
      kind: 'full',
      message: 'The newest steps are not kept: the storage that the browser grants is full.',
      remedy: 'Delete runs that you do not need: keeping goes on by itself. Everything else works.',
    };
  }
  return {
    kind: 'unknown',
    message: `The newest steps are not kept: writing failed (${text}).`,
    remedy: 'The page tries again. Export the runs that you need; reload the page if it stays so.',
  };
}

/** Why runs could not be read. */
export function whyNotRead(error: unknown): LibraryTrouble {
  return {
    kind: 'unread',
    message: `The library could not be read (${partsOf(error).text}).`,
    remedy: 'Try again, or reload the page. The runs stay where they are.',
  };
}

/** Another tab with an older page holds the database. */
export const waitingForTab: LibraryTrouble = {
  kind: 'waiting',
  message: 'Runs are not kept yet: another tab with an older version of this page holds the library.',
  remedy: 'Close or reload the other tab; then keeping goes on by itself.',
};

/** The connection was closed: by a newer page in another tab, or with the storage of the site. */
export const connectionClosed: LibraryTrouble = {
  kind: 'closed',
  message:
    'Runs are no longer kept: the library was closed by a newer version of this page, or its storage was cleared.',
  remedy: 'Export the runs that you need, then reload the page.',
};

export function damagedRuns(count: number): LibraryTrouble {
  return {
    kind: 'damaged',
    message: `${counted(count, 'run')} of the library could not be read and ${count === 1 ? 'is' : 'are'} left out.`,
    remedy: 'The others are whole.',
  };
}

export function damagedStudies(count: number): LibraryTrouble {
  return {
    kind: 'damaged',
    message: `${count === 1 ? '1 study' : `${count} studies`} could not be read and ${count === 1 ? 'is' : 'are'} left out.`,
    remedy: 'Their runs are in the library.',
  };
}

export function damagedRun(title: string, damaged: readonly string[]): LibraryTrouble {
  return {
    kind: 'damaged',
    message: `Of the run "${isolated(title)}" could not be read: ${damaged.join(', ')}.`,
    remedy: 'The rest of it is shown.',
  };
}

function partsOf(error: unknown): { readonly name: string; readonly text: string } {
  if (!(error instanceof Error)) return { name: '', text: String(error) };
  const inner = 'inner' in error && error.inner instanceof Error ? error.inner : error;
  return { name: inner.name, text: inner.message || inner.name };
}
