/** The page, light and dark, at five sizes, and in all its states on a phone: axe finds nothing, and nothing is wider or longer than the screen. */
import type { Page } from 'playwright/test';
import { violationsIn, wcag } from './axe.ts';
import { dialogs, expect, open, pause, test, twelveLosses, waitForStep } from './lab.ts';

/** Wide and narrow; the last is 1440×900 at 200 %. */
const screens = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 720, height: 450 },
] as const;
const phone = { width: 390, height: 844 };

/** What is wrong in a part of the page, in words; in the dark axe is asked only of colours, which alone are others there. */
async function wrongIn(page: Page, state: string, part = 'body'): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await violationsIn(
      page,
      part,
      colorScheme === 'dark' ? { rules: ['color-contrast'] } : { tags: wcag },
    );
    found.push(...violations.map((one) => `${state}, ${colorScheme}: ${one}`));
  }
  const { wider, longer } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { wider: scrollWidth - innerWidth, longer: scrollHeight - innerHeight };
  });
  if (wider > 0) found.push(`${state}: ${wider} px wider than the screen`);
  // Its parts scroll; the page itself does not, or a key leads to where nothing is.
  if (longer > 0) found.push(`${state}: ${longer} px longer than the screen`);
  return found;
}

/** Opens the page on such a screen, with charts of a run that stands still. */
async function openPaused(page: Page, screen: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(screen);
  await open(page);
  await waitForStep(page, 26);
  await pause(page);
}

async function takePictures(page: Page, { width }: { width: number }): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `e2e/artefacts/page-${width}-${colorScheme}.png`, fullPage: width < 600 });
  }
}

test('on every screen: no axe violation light or dark', async ({ page }) => {
  await openPaused(page, screens[0]);
  const found: string[] = [];
  for (const screen of screens) {
    await page.setViewportSize(screen);
    await takePictures(page, screen);
    found.push(...(await wrongIn(page, `${screen.width}×${screen.height}`)));
  }
  expect(found).toEqual([]);
});

test('on a phone: no axe violation in any state, light or dark', async ({ page }) => {
  await openPaused(page, phone);
  await takePictures(page, phone);
  expect([...(await wrongIn(page, 'page')), ...(await wrongInStates(page))]).toEqual([]);
});

/** What is wrong in the inspector, behind each tab, in the sheet and in each dialog. */
async function wrongInStates(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const section of ['Data', 'Strategy', 'Training']) {
    await page.getByRole('group', { name: 'Inspect' }).getByRole('button', { name: section }).click();
    found.push(...(await wrongIn(page, `inspector of ${section}`, '.inspector')));
  }
  await page.getByRole('button', { name: 'Close the inspector' }).click();

  for (const tab of (await page.getByRole('tab').all()).slice(1)) {
    await tab.click();
    const panel = page.getByRole('tabpanel');
    await expect(panel).toBeVisible();
    found.push(...(await wrongIn(page, (await tab.textContent()) ?? '', '.chart-panel')));
  }

  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByRole('button', { name: /^Race the methods/ }).click();
  found.push(...(await wrongIn(page, 'a study that is set up', '.chart-panel')));
  await page.getByRole('button', { name: /^Change/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  found.push(...(await wrongIn(page, 'what races', '[role=dialog]')));
  await page.getByRole('button', { name: 'Stop varying' }).click();

  const insert = page.getByRole('button', { name: 'Insert' });
  if (await insert.isVisible()) {
    await insert.click();
    found.push(...(await wrongIn(page, 'sheet', '.insert-sheet')));
    await page.getByRole('button', { name: 'Done' }).click();
  }

  for (const [name, openDialog] of Object.entries(dialogs)) {
    await openDialog(page);
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await wrongIn(page, name, '[role=dialog]')));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // It goes back to where the dialog was opened.
    await expect(page.locator(':focus')).toHaveCount(1);
  }
  return found;
}

test('on a phone: no axe violation with twelve losses', async ({ page }) => {
  await page.setViewportSize(phone);
  await open(page, twelveLosses);
  await waitForStep(page, 1);
  await pause(page);
  expect(await wrongIn(page, 'twelve losses')).toEqual([]);
});
