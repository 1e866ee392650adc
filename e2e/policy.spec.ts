/** The page under its own policy and that of the server, and that the guard of all other tests sees what they refuse. */
import { type BrowserContext, expect, type Page, test as unguarded } from 'playwright/test';
import { test, watchPolicy } from './guard.ts';
import { engineOf, lasting, open, status, tiny, waitForStep, withProcessors } from './lab.ts';

test('the threads of the engine start under the policy of the server, and formulas keep their styles under that of the page', async ({
  page,
  request,
}) => {
  // What a thread may do is what the server says: the policy in the page holds for the page alone.
  const policy = (await request.get('/')).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("worker-src 'self' blob:");
  // On two processors the engine would start no thread.
  await withProcessors(page, 8);
  const threads = () => page.workers().filter((worker) => worker.url().startsWith('blob:')).length;
  const binary = page.waitForRequest(/tfjs-backend-wasm-threaded-simd-[^/]*\.wasm$/);
  await open(page, lasting);
  await binary;
  // The first step waits until every thread has started.
  await waitForStep(page, 1);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(threads()).toBeGreaterThan(1);
  const moved = page.locator('.loss-equation .vlist > span').first();
  expect(await moved.evaluate((row) => (row instanceof HTMLElement ? row.style.top : ''))).toMatch(/em$/);
});

test('every file is sent with the headers that the build wrote for servers', async ({ page, request }) => {
  const written = await (await request.get('/_headers')).text();
  const headers = [...written.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value]);
  expect(headers.map(([name]) => name)).toEqual([
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Embedder-Policy',
    'Cross-Origin-Resource-Policy',
    'Permissions-Policy',
    'Referrer-Policy',
    'X-Content-Type-Options',
    'Content-Security-Policy',
  ]);
  const seen = new Set<string>();
  page.on('response', async (response) => {
    const kind = /\.(\w+)$/.exec(new URL(response.url()).pathname)?.[1] ?? 'html';
    const sent = response.headers();
    for (const [name = '', value] of headers)
      expect(sent[name.toLowerCase()], `${name} of ${response.url()}`).toBe(value);
    seen.add(kind);
  });
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  for (const kind of ['html', 'js', 'css', 'wasm', 'woff2']) expect(seen).toContain(kind);
});

test('what is shipped is listed with its licences, and the help leads there', async ({ page, request }) => {
  await open(page, tiny);
  await page.getByRole('button', { name: 'Help and keys' }).click();
  const link = page.getByRole('dialog').getByRole('link', { name: /licences/ });
  const list = await (await request.get((await link.getAttribute('href')) ?? '')).text();
  // Of the page, of its engine, a font, and what is built after both.
  for (const name of [
    'react-dom',
    'katex',
    '@tensorflow/tfjs-core',
    '@fontsource-variable/inter',
    'workbox-precaching',
  ])
    expect(list).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2\\.0|OFL-1\\.1)\\)$`, 'm'));
  expect(list).not.toContain('no licence named');
});

/**
 * What a person must never be able to bring onto the page, each refused in words that the guard hears. A refusal may be said
 * twice, the second time during the next attempt: no two that are said alike stand side by side.
 */
const refused: Readonly<Record<string, readonly [says: RegExp, attempt: (page: Page) => Promise<unknown>]>> = {
  'a script in the page': [
    /'TrustedScript'/,
    (page) =>
      page.evaluate(() => {
        const script = document.createElement('script');
        script.append('globalThis.isRun = true');
        document.body.append(script);
      }),
  ],
  'a script of another origin': [
    /'TrustedScriptURL'/,
    (page) =>
      page.evaluate(() => {
        const script = document.createElement('script');
        try {
          script.src = 'https://example.org/script.js';
        } catch {
          // Trusted Types throw.
        }
      }),
  ],
  'HTML by text': [
    /'TrustedHTML'/,
    (page) =>
      page.evaluate(() => {
        try {
          document.createElement('p').innerHTML = '<b>bold</b>';
        } catch {
          // Trusted Types throw.
        }
      }),
  ],
  'a worker of a blob': [
    /'TrustedScriptURL'/,
    (page) =>
      page.evaluate(() => {
        try {
          new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
        } catch {
          // Trusted Types throw.
        }
      }),
  ],
  'a style in an attribute': [
    /inline style.*style-src/,
    (page) => page.evaluate(() => document.createElement('p').setAttribute('style', 'color: red')),
  ],
  'a text that becomes a script': [
    /'TrustedScript'/,
    (page) =>
      page.evaluate(() => {
        try {
          setTimeout('globalThis.isRun = true');
        } catch {
          // Trusted Types throw.
        }
      }),
  ],
  'a style in an element': [
    /inline style.*style-src/,
    (page) =>
      page.evaluate(() => {
        const style = document.createElement('style');
        style.append('p { color: red }');
        document.head.append(style);
      }),
  ],
  'a form that is sent': [
    /form-action/,
    (page) =>
      page.evaluate(() => {
        const form = document.createElement('form');
        form.action = 'https://example.org/';
        document.body.append(form);
        form.submit();
      }),
  ],
  'a request to another origin': [
    /^Connecting to .*connect-src/,
    (page) => page.evaluate(() => fetch('https://example.org/').catch(() => undefined)),
  ],
  'a request of the engine to another origin': [
    /^Content Security Policy of a worker: connect-src refuses https:\/\/example\.org\/$/,
    (page) => engineOf(page).evaluate(() => fetch('https://example.org/').catch(() => undefined)),
  ],
  'a picture of another origin': [
    /img-src/,
    (page) =>
      page.evaluate(() => {
        const image = new Image();
        image.src = 'https://example.org/a.png';
      }),
  ],
};

unguarded('what the policy refuses is refused, and heard of', async ({ page, context }) => {
  const said = watch(context);
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  expect(said()).toEqual([]);
  for (const [what, [says, attempt]] of Object.entries(refused)) {
    await unguarded.step(what, async () => {
      await attempt(page);
      await expect.poll(said, what).toContainEqual(expect.stringMatching(says));
    });
  }
  expect(await page.evaluate(() => 'isRun' in globalThis)).toBe(false);
});

unguarded('a request to another origin that no policy refuses is heard of', async ({ page, context }) => {
  const said = watch(context);
  await context.route('**/*', (route) =>
    route.fulfill({ body: '<!doctype html><title>plain</title>', contentType: 'text/html' }),
  );
  await page.goto('/');
  await page.evaluate(() => fetch('http://elsewhere.example/', { mode: 'no-cors' }));
  await expect.poll(said).toEqual(['request to another origin: http://elsewhere.example/']);
});

/** What was said since it was asked the last time, if anything. */
function watch(context: BrowserContext): () => string[] {
  const lines: string[] = [];
  watchPolicy(context, (line) => lines.push(line));
  return () => lines.splice(0);
}
