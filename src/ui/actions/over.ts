/** Waiting for runs to be over. */
import { isAlive } from '../../core/run/run.ts';
import { store } from '../store.ts';

/** Resolves when none of these runs goes on in this page, at the latest after `mostMs`. */
export function untilOver(runIds: readonly string[], mostMs = Number.POSITIVE_INFINITY): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (store.getState().runs.some(({ id, status }) => runIds.includes(id) && isAlive(status))) return;
      end();
    };
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = mostMs < Number.POSITIVE_INFINITY ? setTimeout(end, mostMs) : undefined;
    const unsubscribe = store.subscribe(look);
    look();
  });
}
