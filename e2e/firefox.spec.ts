/** The core of it in Firefox, driven over WebDriver BiDi: it opens, trains, draws, obeys a fader, reads a link, goes on. */

import { expect, test } from 'playwright/test';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { findFirefox } from '../src/cli/firefox.mjs';
import { encodeLink } from '../src/ui/link/url.ts';
import { serve } from './host.ts';
import { tiny } from './lab.ts';

let browser: Browser;
test.beforeAll(async () => {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('There is no Firefox.');
  browser = await launch({ browser: 'firefox', executablePath, headless: true });
});
test.afterAll(() => browser?.close());

/** A page whose console is listened to. */
async function openPage(address: string): Promise<{ readonly page: Page; readonly lines: readonly string[] }> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error instanceof Error ? error.message : String(error)}`));
  await page.goto(address);
  return { page, lines };
}

/** The texts of all such elements, in a line each. */
const textOf = (page: Page, selector: string) =>
  page.$$eval(selector, (found) => found.map((one) => one.textContent).join('\n'));

const stepOf = async (page: Page) =>
  Number(/step ([\d,]+)/.exec(await textOf(page, '.status-text'))?.[1]?.replaceAll(',', '') ?? 0);

const curvesOf = (page: Page) =>
  page.$$eval(
    '.chart-current path[fill=none]',
    (paths) => paths.map((path) => path.getAttribute('d') ?? '').filter((d) => /[LC]/.test(d)).length,
  );

test('in Firefox it opens, trains, draws both curves, and obeys a fader', async ({ baseURL }) => {
  const { page, lines } = await openPage(`${baseURL}/`);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(3);
  await expect.poll(() => curvesOf(page)).toBeGreaterThanOrEqual(2);

  const fader = await page.waitForSelector('[role=slider][aria-label^="Fader of size"]');
  const readingOf = () => fader?.evaluate((element) => element.getAttribute('aria-valuetext'));
  const before = await readingOf();
  await fader?.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await expect.poll(readingOf).not.toBe(before);
  const shown = (await readingOf()) ?? '';
  await expect.poll(() => textOf(page, '.mixer')).toContain(shown);
  expect(lines).toEqual([]);
  await page.close();
});

test('in Firefox a link is opened, and after a reload the run is there', async ({ baseURL }) => {
  const { page, lines } = await openPage(`${baseURL}/${encodeLink(tiny)}`);
  await expect.poll(() => textOf(page, '.preset-title')).toBe('Tiny');
  await expect.poll(() => textOf(page, '.status-text')).toContain('Finished');
  await page.reload();
  await expect.poll(() => textOf(page, '.preset-title')).toBe('Tiny');
  const tab = await page.waitForSelector('.charts-tab[id$="-trigger-runs"]');
  await tab?.click();
  await expect.poll(() => textOf(page, '[role=grid] tbody tr')).toMatch(/^.*Tiny.*finished/im);
  expect(lines).toEqual([]);
  await page.close();
});

test('in Firefox, too, it works without a network after the first visit, isolated by the service worker', async () => {
  const host = await serve();
  try {
    const { page, lines } = await openPage(`${host.url}${encodeLink(tiny)}`);
    const isIsolated = () => page.evaluate(() => crossOriginIsolated);
    await expect.poll(() => textOf(page, '.status-text')).toContain('Finished');
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
    expect(await isIsolated()).toBe(false);
    await host.stop();
    await page.reload();
    await expect.poll(() => textOf(page, '.status-text')).toContain('Finished');
    expect(await isIsolated()).toBe(true);
    expect(lines).toEqual([]);
    await page.close();
  } finally {
    await host.stop();
  }
});
