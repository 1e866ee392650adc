/**
 * The service worker: keeps all files of one version of the page, so that it works without a network, and sends the
 * headers that its host does not. A newer version waits until a person asks for it; the files of the one
 * before are kept as long as a page of it may be open.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { fileHeaders, pageHeaders } from './headers.ts';
import { withHeaders } from './withHeaders.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The files of this version: the build puts them in place of the name. */
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
};

const files = new PrecacheController({
  plugins: [{ cacheWillUpdate: async (answer) => (isFile(answer) ? answer.response : null) }],
});
files.addToCacheList([...self.__WB_MANIFEST]);

/** Whether an answer is the file that was asked for: some hosts send their page, without an error, for a file that they lack. */
function isFile({ request, response }: { readonly request: Request; readonly response: Response }): boolean {
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return response.ok && (!isPage || request.url.endsWith('.html'));
}

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
  const response = (await kept(request)) ?? (await fetch(request));
  return withHeaders(response, request.mode === 'navigate' ? pageHeaders : fileHeaders);
}

async function kept(request: Request): Promise<Response | undefined> {
  for (const name of namesOf(request)) {
    // By the list of this version, else by the name: the names of scripts are new in every version.
    const response = (await files.matchPrecache(name)) ?? (await caches.match(name));
    if (response) return response;
  }
  return undefined;
}

/** The names under which a file may be kept, whatever stands behind its address. */
function namesOf({ mode, url }: Request): string[] {
  const { origin, pathname } = new URL(url);
  const name = `${origin}${pathname}`;
  // A script that was lost is asked for again with a search behind its name.
  if (mode !== 'navigate') return [name];
  // Some hosts lead `embed.html` to `embed`.
  return pathname.endsWith('/') ? [`${name}index.html`] : [name, `${name}.html`];
}
