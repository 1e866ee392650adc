/** The library of this browser: its database, the other tabs, and the moments at which the page may end. */
import type { LibraryTrouble } from '../../store.ts';
import { store } from '../../store.ts';
import { nextTurn } from '../../turns.ts';
import { later, newRunId } from '../engineWorker.ts';
import { makeDatabase, openDatabase } from './database.ts';
import { type Library, openLibrary } from './library.ts';
import { announce } from './presence.ts';
import { connectionClosed, waitingForTab, whyNotOpen, withoutTroubles, withTrouble } from './troubles.ts';

/** Version of the product, put in by the build. */
declare const productVersion: string;

/** Without a secure context there is none; Safari says only since 17 how much it grants. */
const storage = 'storage' in navigator ? navigator.storage : undefined;

/** Work without a break. */
const taskMs = 8;

/** Opens it and hands it over; where the browser keeps nothing, that is said in the store. */
export async function openHere(connect: (library: Library) => void): Promise<void> {
  const database = makeDatabase();
  database.on('blocked', () => say(waitingForTab));
  database.on('versionchange', () => {
    database.close();
    say(connectionClosed);
    return false;
  });
  database.on('close', () => say(connectionClosed));
  try {
    await openDatabase(database);
  } catch (error) {
    say(whyNotOpen(error));
    return;
  }
  store.setState(({ library }) => ({ library: withoutTroubles(library, ['waiting']) }));
  const library = await openLibrary({
    database,
    presence: await announce(newRunId()),
    store,
    later,
    pause: pauses(),
    persist: () => void storage?.persist(),
    product: productVersion,
    connect,
  });
  addEventListener('pagehide', () => void library.flush());
  document.addEventListener('visibilitychange', () => document.hidden && void library.flush());
  await measureRoom();
}

function say(trouble: LibraryTrouble): void {
  store.setState(({ library }) => ({ library: withTrouble(library, trouble) }));
}

/** Asks what the browser grants: half of it is for runs. */
async function measureRoom(): Promise<void> {
  const quota = (await storage?.estimate?.())?.quota;
  if (quota) store.setState(({ library }) => ({ library: { ...library, limitBytes: Math.floor(quota / 2) } }));
}

/** A break whenever a task has become long. */
function pauses(): () => Promise<void> | undefined {
  let begunAt = performance.now();
  return () => {
    if (performance.now() - begunAt < taskMs) return undefined;
    return nextTurn().then(() => {
      begunAt = performance.now();
    });
  };
}
