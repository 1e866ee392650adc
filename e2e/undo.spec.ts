/** Undo and redo outlast what a person or the browser does to the page: they lead where they would have led. */
import type { Page } from 'playwright/test';
import { encodeLink } from '../src/ui/link/url.ts';
import { expect, lasting, open, status, test, tiny, waitForStep } from './lab.ts';

const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true });
const redo = (page: Page) => page.getByRole('button', { name: 'Redo', exact: true });
const exact = (page: Page) => page.getByRole('spinbutton', { name: /^Exact fader of colour/ });

async function setFader(page: Page, value: string): Promise<void> {
  await exact(page).fill(value);
  await exact(page).press('Enter');
}

/** The fader after each press of a button, until there is nothing more. */
async function pressAll(page: Page, button: (page: Page) => ReturnType<typeof undo>): Promise<string[]> {
  const values: string[] = [];
  while (await button(page).isEnabled()) {
    await button(page).click();
    values.push(await exact(page).inputValue());
  }
  return values;
}

test('after a reload in the middle of a run undo and redo go as far as before', async ({ page }) => {
  await open(page, lasting);
  await waitForStep(page, 4);
  for (const value of ['2', '3', '4']) await setFader(page, value);
  await undo(page).click();
  await expect(exact(page)).toHaveValue('3');
  await page.reload();
  await expect(redo(page)).toBeEnabled();
  expect(await pressAll(page, undo)).toEqual(['2', '1']);
  // The run that began with the page follows, as it does without a reload.
  await expect(status(page)).toContainText('Training');
});

test('Back leads to the steps of each page of the tab', async ({ page }) => {
  const first = encodeLink(tiny);
  await page.goto(`/${first}`);
  for (const value of ['2', '3', '4']) await setFader(page, value);
  expect(await pressAll(page, undo)).toEqual(['3', '2', '1']);
  // A busy browser ends a page without a word to it: its address is up to date.
  await expect.poll(() => new URL(page.url()).hash).toBe(first);
  await page.goto('about:blank');
  await page.goBack();
  await expect(redo(page)).toBeEnabled();
  await expect(undo(page)).toBeDisabled();

  // Another link has steps of its own.
  await page.goto('about:blank');
  await page.goto(`/${encodeLink({ ...tiny, title: 'Another' })}`);
  await expect(undo(page)).toBeDisabled();
  await setFader(page, '7');
  await page.goBack();
  await page.goBack();
  await expect(redo(page)).toBeEnabled();
  expect(await pressAll(page, redo)).toEqual(['2', '3', '4']);
});

test('what is edited while a slow host is waited for is there when the page comes', async ({ page }) => {
  await open(page, tiny);
  await setFader(page, '2');
  await setFader(page, '3');
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    },
  );
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('[aria-label="Undo"]');
    setTimeout(() => button?.click(), 200);
  });
  await page.reload();
  await expect(redo(page)).toBeEnabled();
  await expect(exact(page)).toHaveValue('2');
  expect(await pressAll(page, redo)).toEqual(['3']);
});

test('a lesson that is loaded again has the desk as it was left; what was there before comes back when it is closed', async ({
  page,
}) => {
  await open(page, tiny);
  await setFader(page, '5');
  await page.evaluate(() => {
    location.hash = '#learn/two-tasks';
  });
  const card = page.getByRole('complementary', { name: /^Lesson: / });
  await expect(card.getByRole('heading', { level: 3 })).toBeVisible();
  await expect(exact(page)).toHaveValue('1');
  await setFader(page, '0.5');

  await page.reload();
  await expect(card.getByRole('heading', { level: 3 })).toBeVisible();
  await expect(exact(page)).toHaveValue('0.5');
  expect(await pressAll(page, undo)).toEqual(['1', '5', '1']);
  expect(await pressAll(page, redo)).toEqual(['5', '1', '0.5']);
  await card.getByRole('button', { name: 'Next', exact: true }).click();
  await card.getByRole('button', { name: 'Leave' }).click();
  await expect(page.locator('.preset-title')).toHaveText('Tiny');
  await expect(exact(page)).toHaveValue('5');
});

test('what another page of the host has written there costs the steps alone', async ({ page }) => {
  await open(page, tiny);
  await setFader(page, '5');
  await page.evaluate(() => {
    window.addEventListener('pagehide', () => {
      const key = 'loss-mixer/steps/1';
      const text = sessionStorage.getItem(key) ?? '';
      sessionStorage.setItem(key, text.replace('"past":[', '"past":[{"experiment":{"title":7,"losses":[[]]}},'));
    });
  });
  await page.reload();
  await expect(exact(page)).toHaveValue('5');
  await expect(undo(page)).toBeDisabled();
  await setFader(page, '6');
  await undo(page).click();
  await expect(exact(page)).toHaveValue('5');
});
