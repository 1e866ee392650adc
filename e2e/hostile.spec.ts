/** What strangers send: damaged links of every kind, and texts that are more than words. The page stays whole, and text is text. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Page } from 'playwright/test';
import { presets } from '../src/core/presets.ts';
import { encodeComparison } from '../src/ui/link/comparison.ts';
import { damagedLinks } from '../src/ui/link/testing/damagedLinks.ts';
import { expect, open, status, test, tiny, waitForStep } from './lab.ts';

const perKind = 29;
/** What is seen of every page. */
const parts = ['.top-bar', '.run-button', '.react-flow__node'];

interface Followed {
  readonly links: readonly string[];
  readonly parts: readonly string[];
}

/** What anything that runs would call is heard in the console, which has to stay empty. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard = () => console.error('a script of the link has run');
    Object.assign(window, { alert: heard, confirm: heard, prompt: heard, pwned: heard });
  });
}

test('200 damaged links of every kind, one after the other: the page stays whole, and nothing in them runs', async ({
  page,
}) => {
  await listen(page);
  await open(page, tiny);
  await waitForStep(page, 1);
  let opened = 0;
  for (const [i, [kind, links]] of Object.entries(damagedLinks).entries()) {
    await test.step(kind, async () => {
      const [first = '', ...others] = fc.sample(links, { seed: i + 1, numRuns: perKind });
      // Of every second kind the first one anew, as from a mail; the others as in a page that has work on it.
      if (i % 2 === 0) await page.goto(`/?${kind}${first}`);
      else others.unshift(first);
      for (const part of parts) await expect(page.locator(part).first()).toBeVisible();
      const wrong = await page.evaluate(followAll, { links: others, parts });
      expect(wrong).toEqual([]);
      await expect(page.getByText(/could not be (drawn|loaded)/)).toHaveCount(0);
      opened += perKind;
    });
  }
  expect(opened).toBeGreaterThanOrEqual(200);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  // And it still does what it is there for.
  await page.goto('/?at-the-end');
  await waitForStep(page, 1);
});

/** Runs in the page: puts each link into the address, lets it be drawn, and says behind which the page was not whole. */
async function followAll({ links, parts }: Followed): Promise<string[]> {
  const isSeen = (part: string) => document.querySelector(part)?.checkVisibility() ?? false;
  const wrong: string[] = [];
  for (const link of links) {
    location.hash = link;
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
    const missing = parts.filter((part) => !isSeen(part));
    if (missing.length > 0) wrong.push(`${missing.join()} behind ${link.slice(0, 200)}`);
  }
  return wrong;
}

/** What a title may try: HTML, a formula, a turned order, what is not seen, marks in a pile, no place to break. */
const hostile = `<img src=x onerror=pwned()>$\\href{javascript:pwned()}{x}$\u202etxt.\u200b\u2067Z${'\u0301'.repeat(40)}`;
const seen = `<img src=x onerror=pwned()>$\\href{javascript:pwned()}{x}$txt.Z${'\u0301'.repeat(8)}`;

test('titles of strangers are text on the page, in the title of the tab, and in files', async ({ page }) => {
  await listen(page);
  await open(page, { ...tiny, title: hostile });
  await expect(status(page)).toContainText('Finished');
  await expect(page.locator('.preset-title')).toHaveText(seen);
  await expect(page).toHaveTitle(new RegExp(`^✓ 12 · ${literally(seen)} — Loss Mixer$`));
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.locator('.compare-title')).toHaveText(seen);
  await page.getByRole('button', { name: /^Actions for/ }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as a file (JSON)' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^[\p{L}\p{N}-]+\.json$/u);
  expect(readFileSync(await file.path(), 'utf8')).toContain(JSON.stringify(seen));
});

for (const [name, width, height] of [
  ['a desk', 1024, 768],
  ['a phone', 390, 844],
] as const) {
  test(`nine runs of a link with the longest titles stay within the page on ${name}`, async ({ page }) => {
    await listen(page);
    await page.setViewportSize({ width, height });
    const runs = presets.slice(0, 9).map(({ experiment }, i) => ({
      title: `${i}${hostile}${'W'.repeat(200)}`.slice(0, 200),
      experiment: { ...experiment, title: 'W'.repeat(80) },
      isBaseline: i === 0,
    }));
    await page.goto(`/${encodeComparison(runs)}`);
    await expect(page.getByText('This link holds 9 runs')).toBeVisible();
    await expect(page.locator('.still')).toHaveCount(0);
    const banner = page.getByRole('region', { name: 'Runs from the link' });
    await expect(banner).toContainText(seen);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const box = await banner.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(await banner.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    expect(box?.height ?? 0).toBeLessThan(height / 2);
  });
}

function literally(text: string): string {
  return text.replaceAll(/[$()[\]{}.*+?^|\\]/g, '\\$&');
}
