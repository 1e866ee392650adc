/** The page: connects store, engine and address, then draws. */
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connect, run } from './actions.ts';
import { followAddress } from './address.ts';
import { createClient } from './client.ts';
import { later, nextFrame, startWorker } from './engineWorker.ts';
import { liveChange } from './runs/liveChange.ts';
import { rememberBackends } from './runs/measured.ts';
import { runTitleBar } from './runs/titleBar.ts';
import { store, trainedRun } from './store.ts';
import './tokens.css';
import './page.css';
import { savedTheme, setTheme } from './theme.ts';

setTheme(savedTheme());

const client = createClient({ startEngine: startWorker, store, nextFrame, later, remember: rememberBackends });
connect(client);

store.subscribe((state, before) => {
  const active = trainedRun(state);
  if (state.experiment === before.experiment || !active) return;
  const change = liveChange(before.experiment, state.experiment, active);
  if (change) client.change(change);
});
store.subscribe(runTitleBar(document));

followAddress({ window, store, later });
// A link has started its own run already.
if (store.getState().runs.length === 0) run();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
// As a transition React draws in slices: the engine's first messages and the first press do not wait for the whole page.
startTransition(() => createRoot(root).render(<App />));
