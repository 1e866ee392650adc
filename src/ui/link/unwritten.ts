/**
 * The link of an edit made right before the page is left. A browser that reloads has read the address by then, long
 * before on a slow connection, and what is written there since is lost: the link is handed over to the next page of this
 * tab.
 */
import * as z from 'zod/mini';
import { forgetStored, readStored, writeStored } from '../storage.ts';

const key = 'loss-mixer/unwritten/2';
/** The fragments of which the browser may have read one, and the one that was to follow. */
const leftSchema = z.object({ from: z.array(z.string()), to: z.string().check(z.startsWith('#')) });
/** As many pages as `steps.ts` keeps, the last one first. */
const schema = z.array(leftSchema).check(z.maxLength(3));

function keptLinks(): z.infer<typeof schema> {
  return readStored(key, schema, 'sessionStorage') ?? [];
}

function keepLinks(links: z.infer<typeof schema>): void {
  if (links.length === 0) forgetStored(key, 'sessionStorage');
  else writeStored(key, links.slice(0, 3), 'sessionStorage');
}

/** Keeps the fragment `to` for a page that comes with one of `from`; forgets what was kept where there is no other. */
export function keepUnwritten(from: readonly string[], to: string): void {
  const others = keptLinks().filter((kept) => !kept.from.some((fragment) => from.includes(fragment)));
  const before = from.filter((fragment) => fragment !== to);
  keepLinks(before.length === 0 ? others : [{ from: before, to }, ...others]);
}

/** Puts the fragment that was kept into the address of a page that came back; one that was opened anew keeps its own. */
export function restoreUnwritten(
  { location, history }: { location: Pick<Location, 'hash'>; history: Pick<History, 'replaceState'> },
  cameBack: boolean,
): void {
  const { hash } = location;
  const links = keptLinks();
  const kept = links.find(({ from }) => from.includes(hash));
  const others = links.filter((other) => other !== kept && other.to !== hash);
  if (others.length < links.length) keepLinks(others);
  if (kept && cameBack) history.replaceState(null, '', kept.to);
}

/** Whether this page was reloaded, or reached by Back or Forward. */
export function hasComeBack(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && (entry.type === 'reload' || entry.type === 'back_forward');
}
