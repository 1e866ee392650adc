/** The page without a network, on a host that sends no headers, in a folder. */
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { type Host, serve } from './host.ts';
import { dialogs, expect, test, waitForStep } from './lab.ts';

test.use({ serviceWorkers: 'allow' });

/** Resolves when the service worker has all files and serves the page. */
function whenKept(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

let host: Host;
test.beforeEach(async () => {
  host = await serve();
});
test.afterEach(() => host.stop());

test('after the first visit all of it works without a network, from a folder, isolated by the worker alone', async ({
  page,
}) => {
  // Threads help from four processors on.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 8 }));
  await page.goto(host.url);
  await waitForStep(page, 1);
  await whenKept(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  await test.step('threads are offered after a reload, and nothing is forced', async () => {
    const offer = page.getByRole('region', { name: 'More threads' });
    await expect(offer).toContainText('Training can be faster after a reload.');
    await expect(offer).toContainText('it is kept, and you can continue it');
    await host.stop();
    const loaded = page.waitForEvent('domcontentloaded');
    await offer.getByRole('button', { name: 'Reload' }).click();
    await loaded;
  });

  await test.step('it trains, isolated, with the server gone', async () => {
    await waitForStep(page, 1);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(page.getByRole('region', { name: 'More threads' })).toHaveCount(0);
    await expect(page.getByRole('status', { name: 'Interrupted runs' })).toContainText('stopped at step');
  });

  await test.step('every part that is fetched later is there', async () => {
    for (const open of Object.values(dialogs)) {
      await open(page);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
    }
    for (const name of ['Gradients', 'Compare', 'Study', 'Plane', 'Predictions', 'Layer', 'Curves']) {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    }
    await page.getByRole('button', { name: 'Learn', exact: true }).click();
    await page.getByRole('button', { name: /^One loss/ }).click();
    await expect(page.getByRole('complementary', { name: 'Lesson: One loss' })).toBeVisible();
    await expect(page.getByText('could not be loaded')).toHaveCount(0);
    // Every file that the build made for the page, also those that nothing above asked for.
    const files = readdirSync(new URL('../dist/assets/', import.meta.url)).filter((file) => !file.endsWith('.gz'));
    const missing = await page.evaluate(async (names) => {
      const found = await Promise.all(
        names.map((name) =>
          fetch(`./assets/${name}`).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
      return names.filter((_, i) => !found[i]);
    }, files);
    expect(missing).toEqual([]);
  });
});
