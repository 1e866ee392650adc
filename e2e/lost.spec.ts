/** Scripts that cannot be fetched, one at a time: the page asks twice, says what is missing, and keeps the rest. */
import { expect, type Page } from 'playwright/test';
import { encodeLink } from '../src/ui/link/url.ts';
import { startingPieces } from '../src/ui/page/pieces.ts';
import { test } from './guard.ts';
import { dialogs, fader, hold, pause, stepOf, tiny, waitForStep } from './lab.ts';

function scriptOf(name: string): RegExp {
  return new RegExp(`assets/${name}-[^/]*\\.js`);
}

/** How many times each file was asked for, by its path. */
type Asked = ReadonlyMap<string, number>;

/** Lets every request for files of that name fail, or only the first of each. */
async function lose(page: Page, name: string, times = Number.POSITIVE_INFINITY): Promise<Asked> {
  const asked = new Map<string, number>();
  await page.route(scriptOf(name), (route) => {
    const { pathname } = new URL(route.request().url());
    const before = asked.get(pathname) ?? 0;
    asked.set(pathname, before + 1);
    return before < times ? route.abort() : route.continue();
  });
  return asked;
}

const parts = [
  ['Network', 'NetworkCanvas'],
  ['Charts', 'Charts'],
  ['Mixer', 'Mixer'],
  ['Palettes', 'Palette'],
] as const;

const alerts = (page: Page) => page.getByRole('alert');

test('the page comes when each of its scripts is there only the second time', async ({ page }) => {
  const names = [...startingPieces.map(({ name }) => name), ...parts.map(([, file]) => file)];
  const asked = new Map<string, Asked>();
  for (const name of names) asked.set(name, await lose(page, name, 1));
  await page.goto('/');
  await waitForStep(page, 1);
  await expect(page.locator('.still')).toHaveCount(0);
  await expect(alerts(page)).toHaveCount(0);
  for (const [name, times] of asked) expect(new Set(times.values()), name).toEqual(new Set([2]));
});

test('a browser that is too old is told so, in words', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(URL, 'canParse'));
  await page.goto('/');
  await expect(alerts(page)).toHaveText(
    'Loss Mixer needs Chrome 120, Edge 120, Firefox 121, Safari 17, or a newer version of one of them. In this browser it may not start.',
  );
  await expect(alerts(page)).toBeInViewport();
});

test('without any one of the scripts of the start the page says so, what stands there stays, and it loads again', async ({
  page,
}) => {
  let load = () => page.goto('/').then(() => {});
  for (const name of ['index', ...startingPieces.map((piece) => piece.name)]) {
    await test.step(name, async () => {
      await page.unrouteAll();
      await lose(page, name);
      await load();
      await expect(alerts(page)).toHaveText(/^Loss Mixer could not be loaded\..*Load the page again$/);
      await expect(page.locator('.react-flow__edge')).toHaveCount(12);
    });
    load = async () => {
      const loaded = page.waitForEvent('domcontentloaded');
      await page.getByRole('button', { name: 'Load the page again' }).click();
      await loaded;
    };
  }
  await page.unrouteAll();
  await load();
  await waitForStep(page, 1);
  await expect(alerts(page)).toHaveCount(0);
});

for (const lost of [
  [parts[0], parts[2]],
  [parts[1], parts[3]],
]) {
  const names = lost.map(([part]) => part);
  test(`without their scripts ${names.join(' and ')} say so, the others come, and Try again brings each`, async ({
    page,
  }) => {
    for (const [, file] of lost) await lose(page, file);
    await page.goto('/');
    const alertOf = (part: string) => page.getByRole('alert', { name: `${part} is missing` });
    for (const part of names) await expect(alertOf(part)).toContainText(`${part} could not be loaded.`);
    await waitForStep(page, 1);
    await expect(page.locator('.still')).toHaveCount(0);
    for (const [i, [part, file]] of lost.entries()) {
      await expect(alerts(page)).toHaveCount(lost.length - i);
      await page.unroute(scriptOf(file));
      await alertOf(part).getByRole('button', { name: 'Try again' }).click();
      await expect(alertOf(part)).toHaveCount(0);
    }
    await expect(alerts(page)).toHaveCount(0);
  });
}

test('dialogs are there without a connection, once the page has come', async ({ page }) => {
  await page.goto('/');
  await waitForStep(page, 1);
  await pause(page);
  // The last of those that are fetched ahead.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/HelpDialog-')),
  );
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Help and keys' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('each dialog without its script says so, the run goes on, and Try again brings it', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-write']);
  const fileOf = (dialog: string) => `${dialog.charAt(0).toUpperCase()}${dialog.slice(1)}Dialog`;
  for (const dialog of Object.keys(dialogs)) await lose(page, fileOf(dialog));
  await page.goto('/');
  await waitForStep(page, 1);
  const alert = page.getByRole('alert');
  await dialogs.help(page);
  await expect(alert).toContainText('The dialog could not be loaded.');
  const step = await stepOf(page);
  await alert.getByRole('button', { name: 'Copy link' }).click();
  await expect(alert).toContainText('Copied');
  const file = page.waitForEvent('download');
  await alert.getByRole('button', { name: 'Save as a file' }).click();
  expect((await file).suggestedFilename()).toBe('colour-and-size-one-trunk.json');
  await waitForStep(page, step);
  await pause(page);
  await alert.getByRole('button', { name: 'Close' }).click();
  await expect(alert).toHaveCount(0);
  for (const [dialog, open] of Object.entries(dialogs)) {
    await open(page);
    await expect(alert, dialog).toContainText('The dialog could not be loaded.');
    await expect(page.locator('.react-flow__edge')).toHaveCount(12);
    await page.unroute(scriptOf(fileOf(dialog)));
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(alert).toHaveCount(0);
    await page.keyboard.press('Escape');
  }
});

test('without the script that reads links the page says so, and the address keeps the link', async ({ page }) => {
  await lose(page, 'address');
  const link = encodeLink(tiny);
  await page.goto(`/${link}`);
  await expect(page.getByRole('alert')).toContainText('The link could not be opened');
  await waitForStep(page, 1);
  expect(new URL(page.url()).hash).toBe(link);
});

test('without its script a formula stands there as its source and says why', async ({ page }) => {
  await lose(page, 'katex');
  await page.goto('/');
  await waitForStep(page, 1);
  await fader(page, 'colour').press('ArrowDown');
  await expect(page.locator('.loss-equation .equation-source').first()).toHaveAttribute('title', /could not be loaded/);
});

test('a menu that is pressed before its script is there opens when it comes', async ({ page }) => {
  const release = await hold(page, scriptOf('menus'));
  const asked = page.waitForRequest(scriptOf('menus'));
  await page.goto('/');
  // It is asked for when React has taken the page over.
  await asked;
  await page.getByRole('button', { name: /^Experiment: / }).press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
  release();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
});

test('without their script the menus say so when pressed, and come when it is there again', async ({ page }) => {
  await lose(page, 'menus');
  await page.goto('/');
  await waitForStep(page, 1);
  const menu = page.getByRole('button', { name: /^Experiment: / });
  await menu.click();
  await expect(page.getByRole('alert')).toContainText('The menu could not be loaded.');
  await page.unrouteAll();
  await menu.click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
});
