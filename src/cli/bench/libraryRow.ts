/** Row 13: the page with many runs in its library. They are copies of one real run, each of another learning rate. */
import type { Browser, BrowserContext, Page } from 'playwright';
import type { Row } from './row.ts';

const where = 'Chromium';

/** The memory of the page with 200 runs kept, the table of 500, and what a run takes. */
export async function libraryRows(browser: Browser, url: string): Promise<Row[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await keepOne(context, url);
    const heapMB = await withRuns(context, url, 200, heapOf);
    const tableMs = await withRuns(context, url, 500, openTable);
    const note = 'Copies of a real run of the default experiment; the engine trains meanwhile.';
    return [
      row('memory of the page, 200 runs kept', { heapMB }, { figure: 'heapMB', most: 300 }, note),
      row('table of 500 runs, from the press', { tableMs }, { figure: 'tableMs', most: 200 }),
    ];
  } finally {
    await context.close();
  }
}

function row(what: string, figures: Row['figures'], bound: Row['bound'], note?: string): Row {
  return { row: 13, what, where, figures, ...(bound && { bound }), ...(note && { note }) };
}

/** Leaves one run with evaluations and a checkpoint in the library. */
async function keepOne(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(isKept, undefined, { timeout: 60_000, polling: 500 });
  await page.locator('.run-button').first().click();
  // The library writes the pause.
  await page.waitForTimeout(3000);
  await holdLibrary(context, url);
  await page.close();
}

/** Has the database open as long as the context: a browser that keeps it in memory drops it soon after nobody has. */
async function holdLibrary(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(new URL('experiment.schema.json', url).href);
  await page.evaluate(() => Object.assign(globalThis, { held: indexedDB.open('loss-mixer') }).held.readyState);
}

/** Runs inside the page: whether the library holds a run that can go on. */
async function isKept(): Promise<boolean> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'loss-mixer')) return false;
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('loss-mixer'));
  const transaction = database.transaction(['parts', 'chunks']);
  const parts: { name: string }[] = await answer(transaction.objectStore('parts').getAll());
  const chunks: { table: string }[] = await answer(transaction.objectStore('chunks').getAll());
  database.close();
  return parts.some(({ name }) => name === 'checkpoint') && chunks.some(({ table }) => table === 'validation');
}

/** What of a summary's row the copies change. */
interface Kept {
  readonly id: string;
  readonly summary: { readonly startedAt: number; readonly experiment: { readonly training: object } };
}

/** Runs inside the page: fills the library with copies of its first run, up to so many. */
async function copyRuns(count: number): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const stores = ['summaries', 'parts', 'chunks'];
  const database = await answer(indexedDB.open('loss-mixer'));
  const reading = database.transaction(stores);
  const rowsOf = <T>(store: string): Promise<T[]> => answer<T[]>(reading.objectStore(store).getAll());
  const [[first], parts, chunks] = await Promise.all([
    rowsOf<Kept>('summaries'),
    rowsOf<{ readonly run: string }>('parts'),
    rowsOf<{ readonly run: string }>('chunks'),
  ]);
  if (!first) throw new Error('The library keeps no run.');
  for (let k = 1; k < count; k++) {
    const writing = database.transaction(stores, 'readwrite');
    const id = `copy-${k}`;
    const summary = structuredClone(first.summary);
    Object.assign(summary, { id, title: `Copy ${k}`, status: 'finished', startedAt: summary.startedAt - 1000 * k });
    Object.assign(summary.experiment.training, { learningRate: 1e-3 + k * 1e-6 });
    writing.objectStore('summaries').put({ ...first, id, summary });
    for (const part of parts) if (part.run === first.id) writing.objectStore('parts').put({ ...part, run: id });
    for (const chunk of chunks) if (chunk.run === first.id) writing.objectStore('chunks').put({ ...chunk, run: id });
    await new Promise((resolve) => {
      writing.oncomplete = resolve;
    });
  }
  database.close();
}

/** Opens the page with so many runs in its library, and measures. */
async function withRuns(
  context: BrowserContext,
  url: string,
  count: number,
  measure: (page: Page) => Promise<number>,
): Promise<number> {
  const filling = await context.newPage();
  await filling.goto(url);
  await filling.evaluate(copyRuns, count);
  await filling.close();
  const page = await context.newPage();
  await page.goto(url);
  // The library has been read by then, and the page has fetched what its tabs need.
  await page.waitForTimeout(9000);
  const value = await measure(page);
  await page.close();
  return value;
}

/** Of the page's scripts, after a collection of garbage, in MB. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

/** From the press on the tab to the frame after the rows of the table are there, in ms. */
function openTable(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
          ({ textContent }) => textContent === 'Compare',
        );
        const from = performance.now();
        const observer = new MutationObserver(() => {
          if (document.querySelectorAll('.compare tbody tr').length < 4) return;
          observer.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - from)));
        });
        observer.observe(document.body, { childList: true, subtree: true });
        tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
      }),
  );
}
