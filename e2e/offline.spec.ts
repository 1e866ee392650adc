/** The page without a network, on a host that sends no headers, in a folder; and a newer version of it. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { defaultExperiment } from '../src/core/presets.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { encodeView } from '../src/ui/link/view.ts';
import { test as guarded } from './guard.ts';
import { type Host, serve, servePage } from './host.ts';
import { dialogs, engineOf, expect, lasting, pause, stepOf, test, tiny, waitForStep } from './lab.ts';
import { askForNewer, copyOfSite, offerIn, publishAnew, reloadBy, versionOf, whenKept } from './site.ts';

test.use({ serviceWorkers: 'allow' });

const built = fileURLToPath(new URL('../dist/', import.meta.url));

/** Starts nothing. */
const held = encodeView({ view: {}, selection: [], isHeld: true });

/** Trains for longer than a test takes, and so slowly that what the page fetches ahead is there before. */
const long = { ...defaultExperiment, training: { ...defaultExperiment.training, epochs: 1000 } };

let host: Host;
test.beforeEach(async () => {
  host = await serve();
});
test.afterEach(() => host.stop());

test('after the first visit all of it works without a network, from a folder, isolated and guarded by the worker alone', async ({
  page,
  refusals,
  consoleLines,
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

  await test.step('the engine may ask no other origin for anything, and its page obeys the policy in itself', async () => {
    await engineOf(page).evaluate(() => fetch('https://example.org/').catch(() => undefined));
    const line = 'Content Security Policy of a worker: connect-src refuses https://example.org/';
    await expect.poll(() => refusals.splice(0)).toEqual([line]);
    await expect.poll(() => consoleLines.splice(0)).toEqual([`error: ${line}`]);
  });

  await test.step('every part that is fetched later is there', async () => {
    await pause(page);
    for (const open of Object.values(dialogs)) {
      await open(page);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      // On nothing that explains itself when the mouse rests there.
      await page.mouse.move(0, 0);
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

test('on a host that sends the headers, too, it works without a network, and it can be installed', async ({
  page,
  context,
}) => {
  const isolating = await serve(undefined, { hasHeaders: true });
  await page.goto(`${isolating.url}${encodeLink(tiny)}`);
  await waitForStep(page, 1);
  await whenKept(page);
  const session = await context.newCDPSession(page);
  // What a test opens is a private window, and in those nothing can be.
  const hindrances = async () =>
    (await session.send('Page.getInstallabilityErrors')).installabilityErrors.map(({ errorId }) => errorId);
  await expect.poll(hindrances).toEqual(['in-incognito']);
  expect((await session.send('Page.getAppManifest')).errors).toEqual([]);
  await isolating.stop();
  await page.reload();
  await waitForStep(page, 1);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('what hinders keeping the page hinders nothing else, and it is kept when that is over; a host may rewrite addresses', async ({
  page,
  context,
}) => {
  const folder = copyOfSite();
  const site = await serve(folder, { rewrites: true });
  const lacking = `${folder}/icons/icon-192.png`;
  const session = await context.newCDPSession(page);
  const limit = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(site.url).origin,
      ...(quotaSize && { quotaSize }),
    });
  /** What makes it try, and that it has given up. */
  const fails = async (attempt: () => Promise<unknown>) => {
    const started = context.waitForEvent('serviceworker');
    await attempt();
    await started;
    const isGivenUp = () => page.evaluate(async () => !(await navigator.serviceWorker.getRegistration()));
    await expect.poll(isGivenUp).toBe(true);
    await waitForStep(page, (await stepOf(page)) + 1);
  };
  const comeOnline = async () => {
    await context.setOffline(true);
    await context.setOffline(false);
  };
  try {
    rmSync(lacking);
    await test.step('no room', async () => {
      await limit(1_000_000);
      await fails(() => page.goto(`${site.url}${encodeLink(long)}`));
      await limit();
    });
    await test.step('a file is missing', () => fails(comeOnline));
    cpSync(`${built}/icons/icon-192.png`, lacking);
    await comeOnline();
    await whenKept(page);
    await site.stop();
    await test.step('every page is there under each of its names', async () => {
      for (const name of ['', 'index.html', '?embed', 'index']) {
        await page.goto(`${site.url}${name}#1/colour-size${held}`);
        await expect(page.getByRole('button', { name: 'Run' }).first()).toBeVisible();
      }
      for (const name of ['embed.html', 'embed', 'embed?from=a-post#figures']) {
        await page.goto(`${site.url}${name}`);
        await expect(page.getByRole('heading', { name: 'Two tasks, one trunk' })).toBeVisible();
      }
    });
  } finally {
    await site.stop();
    rmSync(folder, { recursive: true });
  }
});

test('a newer version is offered while a run trains, in each tab for itself; the old one keeps its files, and the run can be continued', async ({
  page,
  context,
}) => {
  const folder = copyOfSite();
  const site = await serve(folder);
  try {
    // A browser that was just started asks for newer versions when a page has come to rest, else after a minute.
    await page.goto(`${site.url}${encodeLink(lasting)}${held}`);
    await whenKept(page);
    await page.locator('.run-button').click();
    await waitForStep(page, 1);
    const second = await context.newPage();
    await second.goto(`${site.url}${encodeLink(tiny)}${held}`);
    await expect(second.locator('.still')).toHaveCount(0);
    publishAnew(folder, 'newer');
    await askForNewer(page);
    const offer = offerIn(page);
    await expect(offer).toContainText('A new version of Loss Mixer is there.');
    await expect(offer).toContainText('it is kept, and you can continue it');
    // Whoever loads a page again by other means gets the version before, and the offer again.
    await second.reload();
    await expect(offerIn(second)).toContainText('A new version of Loss Mixer is there.');
    expect(await versionOf(second)).toBeUndefined();
    // Nothing was forced: the run goes on, and what is gone from the host is still there.
    await waitForStep(page, await stepOf(page));
    await openPlane(page);
    // One that takes the place of what was offered comes by the same button.
    publishAnew(folder, 'newest');
    await askForNewer(page);
    await reloadBy(page);
    await expect(page.getByRole('status', { name: 'Interrupted runs' })).toContainText('stopped at step');
    expect(await versionOf(page)).toBe('newest');
    await expect(offer).toHaveCount(0);

    // The tab that was left as it was is of the version before, with all of it, until its own button is pressed.
    expect(await versionOf(second)).toBeUndefined();
    await openPlane(second);
    await reloadBy(second);
    expect(await versionOf(second)).toBe('newest');
    await expect(offerIn(second)).toHaveCount(0);
  } finally {
    await site.stop();
    rmSync(folder, { recursive: true });
  }
});

/** The tab whose script is gone from the host. */
async function openPlane(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Plane' }).click();
  await expect(page.locator('.plane-contours').first()).toBeVisible();
}

guarded('in a frame of another page nothing is registered, and it trains', async ({ page, context }) => {
  const elsewhere = await servePage(`<iframe src="${host.url}${encodeLink(tiny)}" width="1200" height="800"></iframe>`);
  try {
    await page.goto(elsewhere.url);
    await expect(page.frameLocator('iframe').locator('.status-text').first()).toContainText(/step [1-9]\d/);
    expect(context.serviceWorkers()).toEqual([]);
  } finally {
    await elsewhere.stop();
  }
});
