/** The page before its scripts: what a visitor sees at once, and that React takes it over instead of drawing it anew. */
import type { Browser, Page } from 'playwright/test';
import { defaultExperiment } from '../src/core/presets.ts';
import { themeKey } from '../src/ui/bar/theme.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { savedLayouts } from '../src/ui/page/pieces.ts';
import { expect, open, test, waitForStep } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** A page whose scripts never come; its console is full of that. */
async function withoutScripts(browser: Browser, size: { width: number; height: number }, path = '/'): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  await page.route(/assets\/.*\.js$/, (route) => route.abort());
  await page.goto(path);
  return page;
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`network, mixer and palettes are seen before any script, ${width} wide`, async ({ browser }) => {
    const page = await withoutScripts(browser, { width, height });
    const canvas = await page.locator('.net').boundingBox();
    const image = await page.locator('.react-flow__node[data-id=image]').boundingBox();
    if (!canvas || !image) throw new Error('There is no network.');
    expect(image.x).toBeGreaterThan(canvas.x);
    expect(image.y).toBeGreaterThan(canvas.y);
    expect(image.y + image.height).toBeLessThan(canvas.y + canvas.height);
    await expect(page.locator('.react-flow__edge')).toHaveCount(12);
    await expect(page.getByTestId('verdict')).toContainText('Multi-task learning.');
    await expect(page.locator('.loss-equation .katex').first()).toBeVisible();
    await expect(page.locator('.top-bar')).toHaveCount(1);
    // Nothing that does not answer yet can be reached.
    await expect(page.locator('.still:not([inert])')).toHaveCount(0);
    await page.close();
  });
}

test('another experiment than the default one, or panels of other sizes, are not shown as what they are not', async ({
  browser,
}) => {
  const size = { width: 1440, height: 900 };
  const link = encodeLink({ ...defaultExperiment, title: 'Mine' });
  const linked = await withoutScripts(browser, size, `/${link}`);
  await expect(linked.locator('#root')).toHaveText('Loss Mixer opens your experiment …');
  await linked.evaluate((key) => localStorage.setItem(`${key}loss-mixer-columns:x`, '{}'), savedLayouts);
  await linked.goto('about:blank');
  await linked.goto('/');
  await expect(linked.locator('#root')).toHaveText('Loss Mixer opens your experiment …');
  await linked.close();
});

test('the chosen theme is there before any script', async ({ browser }) => {
  const page = await withoutScripts(browser, { width: 1440, height: 900 });
  await page.evaluate((key) => localStorage.setItem(key, 'dark'), themeKey);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.close();
});

test('React takes the page over as it stands', async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () =>
      Object.assign(document.querySelector('.top-bar') ?? {}, { isFirst: true }),
    );
  });
  await open(page);
  await waitForStep(page, 1);
  expect(await page.locator('.top-bar').evaluate((element) => 'isFirst' in element)).toBe(true);
  await expect(page.locator('.still')).toHaveCount(0);
  // A visit is no edit: opened again from this address, the page is there at once.
  await waitForStep(page, 40);
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('button', { name: /Switch to dark/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
