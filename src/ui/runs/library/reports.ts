/** What the library cannot do is said in the store, and taken back when it can again. */
import type { LibraryTrouble, State } from '../../store.ts';
import type { Database } from './database.ts';
import { connectionClosed, withoutTroubles, withTrouble } from './troubles.ts';

interface Surroundings {
  readonly database: Database;
  readonly store: { getState(): State; setState(change: (state: State) => Partial<State>): void };
}

export interface Reports {
  report(trouble: LibraryTrouble): void;
  /** Takes back what was said of these kinds. */
  isOver(...kinds: readonly LibraryTrouble['kind'][]): void;
  /** What the attempt gives; where it fails, that is said. Never rejects. */
  attempt<T>(work: () => Promise<T>, why: (error: unknown) => LibraryTrouble): Promise<T | undefined>;
}

export function makeReports({ database, store }: Surroundings): Reports {
  function report(trouble: LibraryTrouble) {
    store.setState(({ library }) => ({ library: withTrouble(library, trouble) }));
  }
  return {
    report,
    isOver(...kinds) {
      if (!store.getState().library.troubles.some(({ kind }) => kinds.includes(kind))) return;
      store.setState(({ library }) => ({ library: withoutTroubles(library, kinds) }));
    },
    async attempt(work, why) {
      try {
        return await work();
      } catch (error) {
        report(database.isOpen() ? why(error) : connectionClosed);
        return undefined;
      }
    },
  };
}
