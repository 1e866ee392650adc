/** The library seen from the actions: a script that is fetched behind all that a first sight needs, and what waits for it. */
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import type { Run } from '../../core/run/run.ts';
import { LostScript, loadScript } from '../loadScript.ts';
import type { Library } from '../runs/library/library.ts';
import { store } from '../store.ts';

let library: Library | undefined;

/** The library; nothing before it is open, and where the browser keeps nothing. */
export function openedLibrary(): Library | undefined {
  return library;
}

/** Connects the actions to a library, which takes over what waits for it; done by `beginKeeping`, and by tests. */
export function connectLibrary(next: Library | undefined): void {
  library = next;
  if (!next) return;
  for (const [runId, checkpoint] of checkpoints) next.keepCheckpoint(runId, checkpoint);
  checkpoints.clear();
}

/** Opens the library of this browser. What it cannot do is said in the store. */
export async function beginKeeping(): Promise<void> {
  try {
    const { openHere } = await loadScript(() => import('../runs/library/open.ts'));
    await openHere(connectLibrary);
  } catch (error) {
    const isLost = error instanceof LostScript;
    if (!isLost) reportError(error);
    const message = `Runs are not kept: ${isLost ? 'the script that keeps them could not be loaded' : String(error)}.`;
    const remedy = isLost ? 'Load the page again when there is a connection.' : 'Load the page again.';
    store.setState(({ library: state }) => ({
      library: { ...state, troubles: [...state.troubles, { kind: 'blocked', message, remedy }] },
    }));
  }
}

/** Checkpoints of the runs in memory, where no library is open that keeps them. */
const checkpoints = new Map<string, Checkpoint>();

/** Keeps where a run can go on from, in place of what was kept of it before. */
export function keepCheckpoint(runId: string, checkpoint: Checkpoint): void {
  if (library) {
    library.keepCheckpoint(runId, checkpoint);
    return;
  }
  checkpoints.set(runId, checkpoint);
  const { runs, library: state } = store.getState();
  const there = new Set([...runs, ...state.deleted].map(({ id }) => id));
  for (const id of checkpoints.keys()) if (!there.has(id)) checkpoints.delete(id);
}

/** Takes a run, or a study, for this tab, until what it returns is called; nothing where another tab has taken it. */
export async function claimRun(runId: string): Promise<(() => void) | undefined> {
  return library ? library.claim(runId) : () => undefined;
}

/** Where a run can go on from; nothing where it cannot. */
export async function checkpointOf(runId: string): Promise<Checkpoint | undefined> {
  return library ? library.checkpointOf(runId) : checkpoints.get(runId);
}

/** The run with all its numbers, read from the library where it is not in memory. */
export async function loadRun(runId: string): Promise<Run | undefined> {
  return store.getState().runs.find(({ id }) => id === runId) ?? (await library?.load(runId));
}
