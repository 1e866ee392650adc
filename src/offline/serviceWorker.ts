/**
 * The service worker: keeps all files of one version of the page, so that it works without a network, and sends what
 * isolates the page where the host does not. A newer version waits until a person asks for it; the files of the one
 * before are kept as long as a page of it may be open.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { isolated } from './isolated.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The files of this version: the build puts them in place of the name. */
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
};

const files = new PrecacheController();
files.addToCacheList([...self.__WB_MANIFEST]);

self.addEventListener('install', (event) => void files.install(event));

self.addEventListener('activate', (event) => event.waitUntil(takeOver(event)));

/** Serves the pages that are open, too: what they fetch later is there without a network from the first visit on. */
async function takeOver(event: ExtendableEvent): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A page that asked for this version loads again at once; any other may be of the version before.
  if (pages.length <= 1) await files.activate(event);
  await self.clients.claim();
}

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const address = new URL(request.url);
  // A script that was lost is asked for again with a search behind its name; the page has none of its own.
  const key = request.mode === 'navigate' ? pageOf(address) : `${address.origin}${address.pathname}`;
  // By the list of this version, else by the name: the names of scripts are new in every version.
  const kept = (await files.matchPrecache(key)) ?? (await caches.match(key));
  return isolated(kept ?? (await fetch(request)));
}

/** The page whatever stands behind its address. */
function pageOf({ origin, pathname }: URL): string {
  return pathname.endsWith('/') ? `${origin}${pathname}index.html` : `${origin}${pathname}`;
}
