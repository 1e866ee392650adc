/**
 * The page inside a frame of another page: one figure with its faders. It keeps nothing, catches no key, follows no address
 * and starts nothing before a person presses Run: the engine is fetched then.
 */
import { createRoot } from 'react-dom/client';
import { followDesk } from '../actions/follow.ts';
import { connect } from '../actions/run.ts';
import { createClient } from '../runs/client.ts';
import { later, newRunId, startWorker } from '../runs/engineWorker.ts';
import { store } from '../store.ts';
import { soon } from '../turns.ts';
import { loadDesk } from './desk.ts';
import { Embed } from './Embed.tsx';
import { openEmbedded } from './openEmbedded.ts';

/** Throws where the document has no place for the figure. */
export async function drawEmbed(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  document.documentElement.dataset.embed = '';
  const client = createClient({ startEngine: startWorker, store, newRunId, soon, later });
  // A frame has one thread, as several frames of one page share what the machine has: what the page measured is not asked for.
  connect({ ...client, start: (experiment, options) => client.start(experiment, { ...options, threads: 1 }) });
  followDesk(client);
  const { experiment, view, problems } = openEmbedded(location.hash);
  store.setState((state) => ({ experiment, openProblems: problems, view: { ...state.view, ...view } }));
  document.title = `${experiment.title} · Loss Mixer`;
  // The host may give its frame another address, of which a browser loads nothing anew.
  addEventListener('hashchange', () => location.reload());
  createRoot(root).render(<Embed opened={experiment} fragment={location.hash} desk={await loadDesk()} />);
}
