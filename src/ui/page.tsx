/** The page: connects store, engine and address, then draws. */
import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App, wideQuery } from './App.tsx';
import { connect, run } from './actions.ts';
import { createClient } from './client.ts';
import { later, startWorker } from './engineWorker.ts';
import { liveChange } from './runs/liveChange.ts';
import { rememberBackends } from './runs/measured.ts';
import { runTitleBar } from './runs/titleBar.ts';
import { store, trainedRun } from './store.ts';
import { soon } from './turns.ts';
import './tokens.css';
import './page.css';

const client = createClient({ startEngine: startWorker, store, soon, later, remember: rememberBackends });
connect(client);

store.subscribe((state, before) => {
  const active = trainedRun(state);
  if (state.experiment === before.experiment || !active) return;
  const change = liveChange(before.experiment, state.experiment, active);
  if (change) client.change(change);
});
store.subscribe(runTitleBar(document));

/** Reading and writing links takes a decompressor, which a page without a link can wait for. */
async function follow(): Promise<void> {
  const { followAddress } = await import('./address.ts');
  followAddress({ window, store, later });
}

const isLinked = location.hash.length > 1;
if (isLinked) await follow();
// A link has started its own run already.
if (store.getState().runs.length === 0) run();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
const app = <App isWideAtFirst={matchMedia(wideQuery).matches} />;
soon(() => {
  // As a transition React draws in slices: the engine's first messages and the first press do not wait for the whole page.
  startTransition(() => {
    if (root.hasChildNodes()) hydrateRoot(root, app);
    else createRoot(root).render(app);
  });
  if (!isLinked) void follow();
});
