/**
 * The link of an edit made right before the page is left. A browser that reloads has read the address by then, and what
 * is written there is lost: the link is handed over to the next page of this tab.
 */
import * as z from 'zod/mini';
import { forgetStored, readStored, writeStored } from '../storage.ts';

const key = 'loss-mixer/unwritten/1';
/** The fragment that the browser has read, and the one that was to follow. */
const schema = z.object({ from: z.string(), to: z.string().check(z.startsWith('#')) });

/** Keeps the fragment `to` for a page that comes with the fragment `from`; forgets what was kept where they are one. */
export function keepUnwritten(from: string, to: string): void {
  if (from === to) forgetStored(key, 'sessionStorage');
  else writeStored(key, { from, to }, 'sessionStorage');
}

/** Puts the fragment that was kept into the address of a page that came back; one that was opened anew keeps its own. */
export function restoreUnwritten(
  { location, history }: { location: Pick<Location, 'hash'>; history: Pick<History, 'replaceState'> },
  cameBack: boolean,
): void {
  const kept = readStored(key, schema, 'sessionStorage');
  forgetStored(key, 'sessionStorage');
  if (cameBack && kept?.from === location.hash) history.replaceState(null, '', kept.to);
}

/** Whether this page was reloaded, or reached by Back or Forward. */
export function hasComeBack(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && (entry.type === 'reload' || entry.type === 'back_forward');
}
