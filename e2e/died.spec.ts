/** A page whose process dies. Playwright loads no such page again; puppeteer-core does. */
import { chromium, expect, test } from 'playwright/test';
import { launch } from 'puppeteer-core';
import { findChromium, plainFlags } from '../src/cli/chromium.mjs';
import { encodeLink } from '../src/ui/link/url.ts';
import { tiny } from './lab.ts';
import { readDatabase } from './stored.ts';

/** Goes on for longer than any test. */
const long = { ...tiny, training: { ...tiny.training, batchSize: 2, epochs: 1000, evaluateEvery: 50 } };

test('a page that dies at its work does not train at once what it died of; its run and undo go on where a person wants it', async ({
  baseURL,
}) => {
  const { executablePath = chromium.executablePath() } = findChromium();
  const browser = await launch({ executablePath, headless: true, args: plainFlags });
  try {
    const page = await browser.newPage();
    const died = new Promise((resolve) => page.once('error', resolve));
    await page.goto(`${baseURL}/${encodeLink(long)}`);
    const kept = async () => Math.max(0, ...(await page.evaluate(readDatabase)).map(({ steps }) => steps));
    await expect.poll(kept).toBeGreaterThan(50);
    const address = page.url();
    await page.focus('[aria-label="Fader of colour, cross-entropy"]');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.url()).not.toBe(address);
    const session = await page.createCDPSession();
    session.send('Page.crash').catch(() => undefined);
    await died;
    await page.reload();
    const textOf = (selector: string) =>
      page.$$eval(selector, (all) => all.map(({ textContent }) => textContent).join(' '));
    await expect.poll(() => textOf('[role=alert]')).toContain('The page ended while it trained');
    const interrupted = '[aria-label="Interrupted runs"]';
    await expect.poll(() => textOf(interrupted)).toMatch(/Continue from step \d/);
    expect([await textOf('.run-button'), await textOf('.status-text')]).toEqual([' Run', '']);
    // What was changed is there, and can be undone.
    const changed = page.url();
    await page.click('[aria-label="Undo"]');
    await expect.poll(() => page.url()).not.toBe(changed);
    await page.click(`${interrupted} button`);
    await expect.poll(() => textOf('.status-text')).toMatch(/^Training · step /);
  } finally {
    await browser.close();
  }
});
