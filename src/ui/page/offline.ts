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
  const wasControlled = navigator.serviceWorker.controller !== null;
  const worker = new Workbox('./serviceWorker.js');
  worker.addEventListener('waiting', ({ sw }) =>
    makeOffer('version', () => {
      // Another tab has brought it in meanwhile: this page is still the one before.
      if (sw?.state !== 'installed') return location.reload();
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    }),
  );
  // Without storage a browser refuses it: the page works as before, with a network.
  const registration = await worker.register({ immediate: true }).catch(() => undefined);
  if (!registration) return;
  // Without a network there is nothing newer.
  setInterval(() => void registration.update().catch(() => undefined), hourMs);
  // A page that is not isolated although the worker sent it will not be by another reload.
  if (crossOriginIsolated || wasControlled || navigator.hardwareConcurrency < 4) return;
  await worker.controlling;
  makeOffer('threads', () => location.reload());
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
