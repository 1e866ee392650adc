/** Rows 8 to 11, 13 and 14: the built page while it trains, how it loads, a long network on its canvas, Lighthouse, many runs, much use. */
import { type Browser, chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { findChromium, plainFlags } from '../chromium.mjs';
import { sizeBeforeUse } from '../siteSize.ts';
import { canvasRow } from './canvasRow.ts';
import { finishedNames, standInForFinishedRuns } from './finishedRuns.ts';
import { libraryRows } from './libraryRow.ts';
import { lighthouseRow } from './lighthouseRow.ts';
import { loadRows } from './load/rows.ts';
import { median } from './rounds.ts';
import type { Row } from './row.ts';
import { noteFirstPoint, type Watched, watch } from './watch.ts';

const outDir = `${process.cwd()}/node_modules/.tmp/site`;
const where = 'Chromium';
const past = { runs: 5, steps: 20_000, names: finishedNames };
const viewport = { width: 1440, height: 900 };

/** Builds the site, serves it as `npm run preview` does, and measures it in a browser without any graphics card. */
export async function siteRows(wanted: ReadonlySet<number>, isQuick: boolean, say: (row: Row) => void): Promise<void> {
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port: 4197 } });
  const url = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({ ...findChromium(), args: [...plainFlags, '--js-flags=--expose-gc'] });
  try {
    if (wanted.has(8)) for (const row of await mainThreadRows(browser, url, isQuick ? 4 : 12)) say(row);
    if (wanted.has(9)) say(sizeRow());
    if (wanted.has(9)) say(await firstPointRow(browser, url));
    if (wanted.has(10)) say(await canvasRow(browser, url));
    if (wanted.has(13)) for (const row of await libraryRows(browser, url)) say(row);
    if (wanted.has(14)) for await (const row of loadRows(browser, url, isQuick)) say(row);
    // Beside its own browser another one would be measured, too.
    await browser.close();
    if (wanted.has(11)) say(await lighthouseRow(url, isQuick ? 3 : 7));
  } finally {
    await browser.close();
    await server.close();
  }
}

async function mainThreadRows(browser: Browser, url: string, seconds: number): Promise<Row[]> {
  const context = await browser.newContext({ viewport });
  await keepFinished(await context.newPage(), url);
  // They are read from the library of the browser, as on a later day.
  const page = await context.newPage();
  await page.goto(url);
  const run = page.locator('.run-button').first();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('.compare-table').waitFor();
  // Until the library has read what it keeps: runs of one experiment fold into one row, which chooses them all.
  await page.waitForTimeout(3000);
  for (const box of await page.locator('.compare-check:enabled').all()) await box.check();
  await page.getByRole('tab', { name: 'Curves' }).click();
  await page.locator('.run-legend li').nth(past.runs).waitFor();
  await run.filter({ hasText: 'Pause' }).waitFor();
  await page.waitForTimeout(4000);
  const drawn = await page.locator('.chart-overlay path[fill=none]').count();
  const steady = await watched(page, async () => {
    await page.waitForTimeout(1000 * seconds);
  });
  const used = await watched(page, () => press(page));
  await context.close();
  const note = `${past.runs} stored, made-up runs of ${past.steps.toLocaleString('en')} steps compared with the real one (${drawn} lines); the engine trains in its Worker.`;
  const row = (what: string, figures: Row['figures'], bound: Row['bound']): Row => ({
    row: 8,
    what,
    where,
    figures,
    ...(bound ? { bound } : {}),
  });
  const { longestTaskMs, tasksOver50, chartUpdatesPerSecond, framesPerSecond } = steady;
  return [
    {
      ...row(
        'main thread in steady state',
        { longestTaskMs, tasksOver50, framesPerSecond },
        { figure: 'longestTaskMs', most: 50 },
      ),
      note,
    },
    row('charts drawn', { chartUpdatesPerSecond }, { figure: 'chartUpdatesPerSecond', least: 8 }),
    {
      ...row('input answered', { inputMs: used.inputMs, slowInputs: used.inputs }, { figure: 'inputMs', most: 100 }),
      note: `The slowest: ${used.slowest || 'all within a frame'}.`,
    },
  ];
}

/** Lets a page make the finished runs and keep them in its browser. */
async function keepFinished(page: Page, url: string): Promise<void> {
  await page.addInitScript(standInForFinishedRuns, past);
  await page.goto(url);
  const run = page.locator('.run-button').first();
  const isIdle = () => run.filter({ hasText: 'Run' }).waitFor();
  // Before its first run the page looks idle, too.
  await page.locator('.status-text').filter({ hasText: /\S/ }).first().waitFor();
  for (let k = 1; k < past.runs; k++) {
    await isIdle();
    await run.click();
  }
  await isIdle();
  // The library writes what ended soon after, in pieces.
  await page.waitForTimeout(5000);
  await page.close();
}

async function watched(page: Page, during: () => Promise<void>): Promise<Watched> {
  await page.evaluate(watch);
  await during();
  return page.evaluate(() => (Reflect.get(globalThis, 'stopWatching') as () => Watched)());
}

/** What a person does while it trains: faders by key, other charts, and back. */
async function press(page: Page): Promise<void> {
  const fader = page.getByRole('slider').first();
  await fader.focus();
  for (let k = 0; k < 8; k++) {
    await page.keyboard.press(k % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
    await page.waitForTimeout(150);
  }
  for (const name of ['Gradients', 'Curves']) {
    await page.getByRole('tab', { name }).click();
    await page.waitForTimeout(500);
  }
}

function sizeRow(): Row {
  const { gzipBytes, files } = sizeBeforeUse(outDir);
  return {
    row: 9,
    what: 'script and style before it is usable',
    where: 'built site',
    figures: { gzipKB: gzipBytes / 1000, files },
    bound: { figure: 'gzipKB', most: 250 },
  };
}

async function firstPointRow(browser: Browser, url: string): Promise<Row> {
  const times: number[] = [];
  for (let k = 0; k < 3; k++) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.addInitScript(noteFirstPoint);
    await page.goto(url);
    await page.waitForFunction(() => 'firstPointMs' in globalThis, undefined, { timeout: 60_000 });
    times.push(await page.evaluate(() => Reflect.get(globalThis, 'firstPointMs') as number));
    await context.close();
  }
  return {
    row: 9,
    what: 'first point in a chart',
    where,
    figures: { firstPointMs: median(times) },
    bound: { figure: 'firstPointMs', most: 3000 },
    note: 'From navigation, nothing cached, on the default experiment; the median of three.',
  };
}
