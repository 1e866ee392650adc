/** Connects store, engine and address before anything is drawn. What a link opens runs at once. */

import { followDesk } from '../actions/follow.ts';
import { checkpointOf, claimRun, keepCheckpoint, loadRun } from '../actions/keeping.ts';
import { complain, recallDismissal } from '../actions/open.ts';
import { connect } from '../actions/run.ts';
import { runTitleBar } from '../bar/titleBar.ts';
import type { Fetched } from '../link/address.ts';
import { hasComeBack, keepUnwritten, restoreUnwritten } from '../link/unwritten.ts';
import { LostScript, loadScript } from '../loadScript.ts';
import { type Client, createClient } from '../runs/client.ts';
import { later, newRunId, startWorker } from '../runs/engineWorker.ts';
import { recallBackends, rememberBackends } from '../runs/measured.ts';
import { store } from '../store.ts';
import { soon } from '../turns.ts';

/**
 * Resolves when what a link opens is on the page. Not awaited while the module loads: what `follow` loads lies in one
 * file with it, and each would wait for the other.
 */
export async function start(): Promise<void> {
  const client = createClient({
    startEngine: startWorker,
    store,
    newRunId,
    soon,
    later,
    remember: rememberBackends,
    keep: keepCheckpoint,
  });
  connect(client, recallBackends);

  followDesk(client);
  store.subscribe(runTitleBar(document));
  const unsubscribe = store.subscribe(({ studies }) => {
    if (!studies.some(({ status }) => status === 'waiting' || status === 'running')) return;
    unsubscribe();
    void driveStudies(client);
  });

  recallDismissal();
  restoreUnwritten(window, hasComeBack());
  const isLinked = location.hash.length > 1;
  if (isLinked) await follow('The link could not be opened; the page shows the default experiment.');
  else soon(() => void follow('The address does not follow what you change.'));
}

/** A script that most links do without; where it is lost, the page says that message, if any. */
function fetched<T>(load: () => Promise<T>, message?: string): Fetched<T> {
  let content: T | undefined;
  return {
    known: () => content,
    async fetch() {
      try {
        content = await loadScript(load);
      } catch (error) {
        if (!(error instanceof LostScript)) throw error;
        if (message === undefined) return;
        complain([{ severity: 'error', at: [], message, remedy: 'Load the page again when there is a connection.' }]);
      }
    },
  };
}

const studies = fetched(
  () => import('../link/studyAddress.ts'),
  'The script that reads and writes links of studies could not be loaded.',
);
/** The address itself says what is missing of it. */
const classes = fetched(() => import('../classroom/enter.ts'));

/** The lanes of studies come with the first study that is under way. */
async function driveStudies(client: Client): Promise<void> {
  try {
    const { driveHere } = await loadScript(() => import('../runs/studies/here.ts'));
    driveHere(client, { loadRun, checkpointOf, claim: claimRun });
  } catch (error) {
    if (!(error instanceof LostScript)) throw error;
    const message = 'The script that runs studies could not be loaded. The study waits.';
    complain([{ severity: 'error', at: [], message, remedy: 'Load the page again when there is a connection.' }]);
  }
}

/**
 * Reading and writing links takes a decompressor, which a page without a link can wait for. Where it is lost, the page
 * says so and goes on.
 */
async function follow(outcome: string): Promise<void> {
  try {
    const { followAddress } = await loadScript(() => import('../link/address.ts'));
    if (/^#\d+\/study\//.test(location.hash)) await studies.fetch();
    // Nothing that a class hides is seen before it is hidden.
    if (location.hash.includes('&class=')) await classes.fetch();
    followAddress({ window, store, later, studies, classes, keepUnwritten, cameBack: hasComeBack() });
  } catch (error) {
    if (!(error instanceof LostScript)) throw error;
    const message = `The script that reads and writes links could not be loaded. ${outcome}`;
    complain([{ severity: 'error', at: [], message, remedy: 'Load the page again when there is a connection.' }]);
  }
}
