/** A static host of the built site, of a kind that `vite preview` is not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

export interface Host {
  /** Where the page is. */
  readonly url: string;
  stop(): Promise<void>;
}

const built = fileURLToPath(new URL('../dist/', import.meta.url));

/**
 * Serves a folder at a sub-path: without any header of ours, as GitHub Pages does, or with those that the build wrote.
 * `rewrites`, as Cloudflare Pages does: `index.html` leads to its folder and `embed.html` to `embed`, and the page comes,
 * without an error, for what is not there.
 */
export async function serve(folder = built, { hasHeaders = false, rewrites = false } = {}): Promise<Host> {
  const path = '/loss-mixer/';
  const text = hasHeaders ? readFileSync(`${folder}/_headers`, 'utf8') : '';
  const headers = [...text.matchAll(/^ {2}([\w-]+): (.+)$/gm)];
  const setHeaders = (response: ServerResponse) => {
    for (const [, name = '', value = ''] of headers) response.setHeader(name, value);
  };
  const answer = sirv(folder, { dev: true, gzip: true, etag: true, single: rewrites, setHeaders });
  const server = createServer((request, response) => {
    const missing = () => void response.writeHead(404).end('not here');
    const { url = '' } = request;
    if (!url.startsWith(path)) return missing();
    const short = url.replace(/((?<=\/)index)?\.html(?=\?|$)/, '');
    if (rewrites && short !== url) return void response.writeHead(308, { Location: short }).end();
    request.url = `/${url.slice(path.length)}`;
    return answer(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The host has no port.');
  return {
    url: `http://localhost:${address.port}${path}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves one page that is not ours, of another site, without any header. */
export async function servePage(body: string): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'loss-mixer-'));
  const head = '<meta charset="utf-8"><title>A post</title><link rel="icon" href="data:,">';
  writeFileSync(`${folder}/index.html`, `<!doctype html><html lang="en">${head}${body}</html>`);
  const { url, stop } = await serve(folder);
  return {
    url: url.replace('localhost', '127.0.0.1'),
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
