/**
 * Whether the page of this tab died at its work: a page that is left says so before it goes, one whose memory is used up
 * cannot. Loaded again, it would die again if it trained at once what its link holds.
 */
import * as z from 'zod/mini';
import { warning } from '../../core/problem.ts';
import { isAtWork } from '../../core/run/run.ts';
import { forgetStored, readStored, writeStored } from '../storage.ts';
import { drivenRun, type State } from '../store.ts';

const key = 'loss-mixer/at-work/1';

/** Told where the link of a page that died waits for a person. */
export const cutShort = warning(
  [],
  'The page ended while it trained, perhaps because the memory was used up. It waits for you now.',
  'Press Run to train again. A smaller batch, smaller images or fewer filters need less memory.',
);

/** Whether the page before this one died at its work, and was loaded again; answers so once. */
export function wasCutShort(): boolean {
  const wasAtWork = readStored(key, z.literal(true), 'sessionStorage') ?? false;
  forgetStored(key, 'sessionStorage');
  const [entry] = performance.getEntriesByType('navigation');
  // What a tab keeps goes along when it is duplicated.
  return wasAtWork && entry !== undefined && 'type' in entry && entry.type === 'reload';
}

/** Notes whether the driven run is at work, on a page that is not being left. */
export function noteWork(state: State, isLeft = false): void {
  const run = drivenRun(state);
  if (run && isAtWork(run.status) && !isLeft) writeStored(key, true, 'sessionStorage');
  else forgetStored(key, 'sessionStorage');
}
