/** The first minute: the page says what it is, leads round itself when asked to, and shows what one can start from. */
import type { Locator, Page } from 'playwright/test';
import { tour } from '../src/core/lessons/tour.ts';
import { presetOf } from '../src/core/presets.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { greetedKey } from '../src/ui/welcome/greet.ts';
import { violationsIn } from './axe.ts';
import { expect, open, stepOf, test, waitForStep } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const welcome = (page: Page) => page.getByRole('complementary', { name: 'Welcome' });

async function expectApart(one: Locator, other: Locator): Promise<void> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (!a || !b) throw new Error('One of the two is not there.');
  const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  expect(isApart, `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(true);
}

test.describe('a first visit', () => {
  test.use({ isFirstVisit: true });

  test('is greeted once, and led round by the keyboard without a change of what is on the desk', async ({ page }) => {
    await open(page);
    await waitForStep(page, 1);
    await expect(welcome(page)).toBeVisible();
    for (const covered of ['.run-button', '.desk-channels']) await expectApart(welcome(page), page.locator(covered));
    expect(await violationsIn(page, '.guide-card')).toEqual([]);
    const stepBefore = await stepOf(page);

    await page.getByRole('button', { name: 'Watch: one minute' }).press('Enter');
    const card = page.getByRole('complementary', { name: 'Tour' });
    await expect(card.getByRole('heading')).toBeFocused();
    // In place of waiting: each stop goes on when its time is over, until the reader takes hold of the page.
    await page.evaluate(() => document.querySelector('.guide-time > span')?.getAnimations()[0]?.finish());
    await expect(card.getByRole('heading')).toHaveText(tour[1]?.title ?? '');
    await card.getByRole('button', { name: 'Back' }).press('Enter');
    await expect(card.getByRole('heading')).toBeFocused();
    await page.locator('.mixer h2').first().click();
    await expect(card.getByRole('button', { name: 'Go on' })).toBeVisible();
    await card.getByRole('button', { name: 'Next' }).focus();
    for (const [i, { title }] of tour.entries()) {
      if (i > 0) await page.keyboard.press('ArrowRight');
      await expect(card.getByRole('heading')).toHaveText(title);
      await expect(page.locator('[data-pointed]').first()).toBeInViewport();
    }
    expect(await violationsIn(page, '.guide-card')).toEqual([]);
    await card.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(card).toHaveCount(0);
    await expect(page.locator('[data-pointed]')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Learn', exact: true })).toBeFocused();
    expect(new URL(page.url()).hash).toBe('');
    expect(await stepOf(page)).toBeGreaterThan(stepBefore);

    // It is not greeted again, and led round again where it asks for it.
    expect(await page.evaluate((key) => localStorage.getItem(key), greetedKey)).toBe('true');
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Show the tour' }).click();
    await expect(card.getByRole('heading', { name: tour[0]?.title ?? '' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
  });

  test('on a phone the welcome leaves the run bar free, and without motion the tour goes by hand', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page);
    await expectApart(welcome(page), page.locator('.run-bar'));
    await page.getByRole('button', { name: 'Watch: one minute' }).click();
    const card = page.getByRole('complementary', { name: 'Tour' });
    await expect(card.getByRole('button', { name: 'Next' })).toBeVisible();
    await expect(card.getByRole('button', { name: 'Pause' })).toHaveCount(0);
    for (let i = 1; i < tour.length; i++) await card.getByRole('button', { name: 'Next' }).click();
    await expect(card.getByRole('heading')).toHaveText(tour.at(-1)?.title ?? '');
    await expectApart(card, page.locator('[data-pointed]').first());
  });
});

test('the address of all experiments shows them; one is found, opened by the keyboard, and taken back', async ({
  page,
}) => {
  await page.goto('/#presets');
  const dialog = page.getByRole('dialog', { name: 'Experiments' });
  await expect(dialog.locator('[aria-current]')).toBeFocused();
  await waitForStep(page, 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const next = presetOf('loss-and-l2')?.experiment;
  await expect(dialog.locator('.preset-card:focus')).toContainText(next?.title ?? '');
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('0.003 · L2');
  await page.keyboard.type('pcgrad');
  await expect(dialog.getByLabel('Search experiments')).toHaveValue('pcgrad');
  await expect(dialog.locator('.preset-card')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  const found = presetOf('pcgrad')?.experiment;
  if (!found) throw new Error('PCGrad is no preset any more.');
  await expect(page.locator('.preset-title')).toHaveText(found.title);
  await expect.poll(() => new URL(page.url()).hash).toBe(encodeLink(found));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.preset-title')).toHaveText('Colour and size, one trunk');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});
