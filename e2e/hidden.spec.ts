/**
 * A tab behind another. Playwright keeps every page in sight; puppeteer-core does not, and the browser that it starts here
 * holds hidden pages back as a person's does.
 */
import { chromium, expect, test } from 'playwright/test';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { findChromium, plainFlags } from '../src/cli/chromium.mjs';
import { encodeLink } from '../src/ui/link/url.ts';
import { tiny } from './lab.ts';
import { readDatabase } from './stored.ts';

/** What would keep a hidden page as fast as one in sight. */
const indulgent = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];
/** How long the page is hidden before it is looked at: `HIDDEN_SECONDS=75 npx playwright test …` takes more than a minute. */
const hiddenSeconds = Number(process.env.HIDDEN_SECONDS ?? 3);
/** Goes on for longer than any test. */
const long = {
  ...tiny,
  dataset: { ...tiny.dataset, count: 640 },
  training: { ...tiny.training, batchSize: 2, epochs: 1000, evaluateEvery: 50 },
};

let browser: Browser;
test.beforeAll(async () => {
  const { executablePath = chromium.executablePath() } = findChromium();
  // Timers of a page that is hidden for a second may come once a minute, as otherwise after five minutes.
  const args = [...plainFlags, '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1'];
  browser = await launch({ executablePath, headless: true, args, ignoreDefaultArgs: indulgent });
});
test.afterAll(() => browser?.close());

/** The step that the status names. */
const named = async (page: Page) => {
  const text = await page.$$eval('.status-text', ([status]) => status?.textContent ?? '');
  return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
};
/** The steps that the database has. */
const kept = async (page: Page) => Math.max(0, ...(await page.evaluate(readDatabase)).map(({ steps }) => steps));
const isHidden = (page: Page) => page.evaluate(() => document.hidden);
const curveOf = (page: Page) =>
  page.$$eval('.chart-current path[fill=none]', ([path]) => path?.getAttribute('d') ?? '');

test('a run in a hidden tab trains on, is kept meanwhile, and stands in the curves when the tab comes back', async ({
  baseURL,
}) => {
  test.setTimeout(120_000 + 1000 * hiddenSeconds);
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${String(error)}`));
  await page.goto(`${baseURL}/${encodeLink(long)}`);
  await expect.poll(() => kept(page), { timeout: 60_000 }).toBeGreaterThan(20);

  const front = await browser.newPage();
  await front.bringToFront();
  await expect.poll(() => isHidden(page)).toBe(true);
  const ticks = await page.evaluateHandle(() => {
    const counted = { count: 0 };
    setInterval(() => counted.count++, 50);
    return counted;
  });
  // Behind the write that a page makes as it is hidden.
  await new Promise((resolve) => setTimeout(resolve, 1000 * hiddenSeconds));
  // The browser does hold it back: timers come once a second, not up to 20 times; or seldom, where they were at work for more
  // than a hundredth of the time. Once a minute they come to pages that do not change their title, as this one does.
  expect(await ticks.evaluate(({ count }) => count)).toBeLessThan(3 * hiddenSeconds + 1);
  const gone = await named(page);
  await expect.poll(() => kept(page), { timeout: 60_000 }).toBeGreaterThan(gone + 20);
  expect(await page.$$('[role=alert]')).toEqual([]);
  expect(await isHidden(page)).toBe(true);

  await page.bringToFront();
  await expect.poll(() => isHidden(page)).toBe(false);
  const [curve, back] = [await curveOf(page), await named(page)];
  await expect.poll(() => named(page)).toBeGreaterThan(back);
  await expect.poll(() => curveOf(page)).not.toBe(curve);
  expect(lines).toEqual([]);
});
