/** Scripts that cannot be fetched, one at a time: the page asks twice, says what is missing, and keeps the rest. */
import { expect, type Page, test } from 'playwright/test';
import { encodeLink } from '../src/ui/link/url.ts';
import { startingPieces } from '../src/ui/page/pieces.ts';
import { dialogs, fader, stepOf, tiny, waitForStep } from './lab.ts';

function scriptOf(name: string): RegExp {
  return new RegExp(`assets/${name}-[^/]*\\.js`);
}

/** Lets every request for files of that name fail, or only the first of each. */
async function lose(page: Page, name: string, times = Number.POSITIVE_INFINITY): Promise<void> {
  const asked = new Map<string, number>();
  await page.route(scriptOf(name), (route) => {
    const { pathname } = new URL(route.request().url());
    const before = asked.get(pathname) ?? 0;
    asked.set(pathname, before + 1);
    return before < times ? route.abort() : route.continue();
  });
}

const parts = [
  ['Network', 'NetworkCanvas'],
  ['Charts', 'Charts'],
  ['Mixer', 'Mixer'],
  ['Palettes', 'Palette'],
] as const;

for (const name of [...startingPieces.map((piece) => piece.name), ...parts.map(([, file]) => file)]) {
  test(`the page comes when the script "${name}" is there only the second time`, async ({ page }) => {
    await lose(page, name, 1);
    await page.goto('/');
    await waitForStep(page, 1);
    await expect(page.locator('.still')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

for (const name of ['index', ...startingPieces.map((piece) => piece.name)]) {
  test(`without the script "${name}" the page says so, and what stands there stays`, async ({ page }) => {
    await lose(page, name);
    await page.goto('/');
    await expect(page.getByRole('alert')).toHaveText(/^Loss Mixer could not be loaded\..*Load the page again$/);
    await expect(page.locator('.react-flow__edge')).toHaveCount(12);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await waitForStep(page, 1);
  });
}

for (const [part, file] of parts) {
  test(`without its script the part "${part}" says so, the others come, and Try again brings it`, async ({ page }) => {
    await lose(page, file);
    await page.goto('/');
    const alert = page.getByRole('alert', { name: `${part} is missing` });
    await expect(alert).toContainText(`${part} could not be loaded.`);
    await waitForStep(page, 1);
    await expect(page.locator('.still')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(1);
    await page.unrouteAll();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toHaveCount(0);
  });
}

test('dialogs are there without a connection, once the page has come', async ({ page }) => {
  await page.goto('/');
  await waitForStep(page, 1);
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
  await alert.getByRole('button', { name: 'Close' }).click();
  await expect(alert).toHaveCount(0);
  for (const [dialog, open] of Object.entries(dialogs)) {
    await open(page);
    await expect(alert, dialog).toContainText('The dialog could not be loaded.');
    await expect(page.locator('.react-flow__edge')).toHaveCount(12);
    const step = await stepOf(page);
    await alert.getByRole('button', { name: 'Copy link' }).click();
    await expect(alert).toContainText('Copied');
    const file = page.waitForEvent('download');
    await alert.getByRole('button', { name: 'Save as a file' }).click();
    expect((await file).suggestedFilename()).toBe('colour-and-size-one-trunk.json');
    await waitForStep(page, step);
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
  await page.route(/assets\/menus-[^/]*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue();
  });
  await page.goto('/');
  const menu = page.getByRole('button', { name: /^Experiment: / });
  await expect(async () => {
    await menu.press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
  }).toPass();
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
