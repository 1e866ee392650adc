/**
 * Registers the service worker: the page works without a network after the first visit, and with threads on hosts that do
 * not isolate it. What needs a reload is offered.
 */
import { Workbox } from 'workbox-window';
import { isAlive, stepsTaken } from '../../core/run/run.ts';
import { makeOffer } from '../actions/offer.ts';
import { drivenRun, type State, store } from '../store.ts';

const hourMs = 3_600_000;
const patienceMs = 20_000;

/** Does nothing in a frame of another page, which is never isolated, and where the browser keeps no service workers. */
export async function workOffline({ navigator, location }: Window): Promise<void> {
  if (!import.meta.env.PROD || self !== top || !('serviceWorker' in navigator)) return;
  await whenTraining();
  const { serviceWorker, hardwareConcurrency } = navigator;
  // A page that is not isolated although the worker sent it will not be by another reload.
  if (!crossOriginIsolated && !serviceWorker.controller && hardwareConcurrency >= 4)
    serviceWorker.addEventListener('controllerchange', () => makeOffer('threads', () => location.reload()), {
      once: true,
    });
  let registration = await register(location);
  /** Asks for a newer version; where the files of the first did not all come, for those that are missing. */
  const ask = async () => {
    // Without a network there is nothing newer.
    if (registration?.active) await registration.update().catch(() => undefined);
    else registration = await register(location);
  };
  setInterval(ask, hourMs);
  addEventListener('online', ask);
}

/** Without storage or a network a browser refuses it: the page works as before. */
async function register(location: Location): Promise<ServiceWorkerRegistration | undefined> {
  const worker = new Workbox('./serviceWorker.js');
  let registration: ServiceWorkerRegistration | undefined;
  // Before it is registered: of a version that waits already it tells at once.
  worker.addEventListener('waiting', () =>
    makeOffer('version', () => {
      // Another tab has brought it in meanwhile: this page is still the one before.
      if (!registration?.waiting) return location.reload();
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    }),
  );
  registration = await worker.register({ immediate: true }).catch(() => undefined);
  return registration;
}

/** Fetching everything must not stand in the way of the first run. */
function whenTraining(): Promise<void> {
  const isStarting = (state: State) => {
    const run = drivenRun(state);
    return run !== undefined && isAlive(run.status) && stepsTaken(run) === 0;
  };
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(go, patienceMs);
    const unsubscribe = store.subscribe((state) => !isStarting(state) && go());
    if (!isStarting(store.getState())) go();
  });
}
