/** What explains the page: terms where they stand, the glossary, the help and the palette of commands. */
import type { Page } from 'playwright/test';
import { entryOf } from '../src/core/glossary/index.ts';
import { violationsIn } from './axe.ts';
import { expect, lasting, open, pause, test, waitForStep } from './lab.ts';

test('a term explains itself to the mouse, the keyboard and a press, and leads to the glossary', async ({ page }) => {
  await open(page);
  await waitForStep(page, 1);
  await pause(page);
  const entry = page.locator('.term-entry');
  const front = page.locator('.verdict .term', { hasText: 'Pareto front' });

  // The mouse may go into what it opened; Escape puts it away, and it stays away.
  await front.hover();
  await expect(entry).toContainText('no other beats');
  await entry.hover();
  await page.waitForTimeout(400);
  await expect(entry).toBeVisible();
  await front.hover();
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await page.waitForTimeout(700);
  await expect(entry).toBeHidden();

  // A control keeps its press for itself.
  const tab = page.getByRole('tab', { name: 'Study' });
  await tab.hover();
  await expect(entry).toContainText('Sets up many runs');
  await tab.click();
  await expect(entry).toBeHidden();
  await page.getByRole('tab', { name: 'Curves' }).click();

  // With the focus of the keyboard alone.
  await page.getByRole('button', { name: 'by', exact: true }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(entry).toContainText('running mean');
  await page.keyboard.press('Tab');
  await expect(entry).toContainText('What the horizontal axis counts.');
  await page.keyboard.press('Enter');
  await expect(page.locator('.term-entry:focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'by', exact: true })).toBeFocused();
  await page.waitForTimeout(700);
  await expect(entry).toBeHidden();

  // A press leads into it, and from there to others and the glossary.
  await page.getByRole('button', { name: 'Mixer', exact: true }).click();
  await entry.getByRole('button', { name: 'Fader' }).click();
  await expect(entry).toContainText('What you set for a loss.');
  await expect(page.locator('.term-entry:focus')).toBeVisible();
  expect(await violationsIn(page, '.term-entry')).toEqual([]);
  await entry.getByRole('button', { name: 'In the glossary' }).click();
  const card = page.getByRole('complementary', { name: 'Glossary' });
  await expect(card.getByRole('heading', { name: 'Fader', exact: true })).toBeFocused();
  await expect.poll(() => new URL(page.url()).hash).toBe('#term/fader');

  const shown = await page.locator('[data-term]').evaluateAll((all) => all.map((one) => one.getAttribute('data-term')));
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((id) => !entryOf(id ?? ''))).toEqual([]);
});

test('the glossary is searched, read and left by keyboard, also from a link and in a lesson', async ({ page }) => {
  await page.goto('/#term/gramian');
  const card = page.getByRole('complementary', { name: 'Glossary' });
  await expect(card.getByRole('heading', { name: 'Gramian' })).toBeFocused();
  await card.getByRole('button', { name: 'Jacobian' }).press('Enter');
  await expect(card.getByRole('heading', { name: 'Jacobian' })).toBeFocused();
  await card.getByRole('button', { name: 'All terms' }).press('Enter');
  await expect(card.getByLabel('Find a term')).toBeFocused();
  await page.keyboard.type('trunk');
  expect(await violationsIn(page, '.lesson-card')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(card.getByRole('heading', { name: 'Trunk' })).toBeFocused();

  // A lesson waits behind the glossary, and is given back as it was.
  await card.getByRole('button', { name: 'Two tasks, one trunk: Two targets, shared layers' }).click();
  const lesson = page.getByRole('complementary', { name: /^Lesson: Two tasks/ });
  const title = (await lesson.locator('.lesson-page h3').textContent()) ?? '';
  await lesson.locator('.term').first().click();
  await page.locator('.term-entry').getByRole('button', { name: 'In the glossary' }).click();
  await expect(card.locator('.glossary-entry h3')).toBeFocused();
  await card.getByRole('button', { name: /^Back to “Two tasks/ }).click();
  await expect(lesson.locator('.lesson-page h3')).toHaveText(title);
  await expect(lesson.locator('.lesson-page h3')).toBeFocused();

  await page.evaluate(() => {
    location.hash = '#term/no-such-word';
  });
  await expect(card.getByRole('alert')).toHaveText(/no term “no-such-word”/);
});

/** Opens the palette, types, and does what is found first. */
async function command(page: Page, search: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill(search);
  await expect(palette.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

test('the palette of commands finds something of every kind, does it, and gives the focus back', async ({ page }) => {
  await open(page, lasting);
  await waitForStep(page, 1);
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const desk = page.locator('.desk-channels > li');

  // It is reached by mouse, and Escape leads back to where the focus was.
  await page.getByRole('button', { name: 'Help and keys' }).click();
  await page.getByRole('button', { name: 'Find anything …' }).click();
  await expect(palette.getByRole('combobox')).toBeFocused();
  await expect(palette.getByRole('option', { name: /^Redo/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(palette.getByRole('option', { name: /^Redo/ })).toContainText('Nothing was taken back.');
  expect(await violationsIn(page, '.commands')).toEqual([]);
  await palette.getByRole('combobox').fill('qxzv');
  await expect(palette).toContainText('Nothing has these words.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Help and keys' })).toBeFocused();

  await command(page, 'pause');
  await expect(page.locator('.run-button')).toContainText('Resume');

  // The name counts more than what is said of it.
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('pareto');
  await expect(palette.getByRole('option').first()).toContainText('Pareto front');
  await page.keyboard.press('Escape');

  await command(page, 'add dice');
  await expect(desk).toHaveCount(3);
  await command(page, 'undo');
  await expect(desk).toHaveCount(2);
  await command(page, 'pcgrad strategy');
  await expect(page.getByLabel('Strategy', { exact: true })).toHaveValue('pcgrad');
  await command(page, 'optimizers in turn');
  await expect(page.getByLabel('Optimizers', { exact: true })).toHaveValue('alternating');
  await command(page, 'sgd optimizer');
  await expect(page.getByLabel('Optimizer', { exact: true })).toHaveValue('sgd');
  const nodes = page.locator('#network .react-flow__node');
  const before = await nodes.count();
  await command(page, 'insert dropout');
  await expect(nodes).toHaveCount(before + 1);
  await command(page, 'delete');
  await expect(nodes).toHaveCount(before);
  await command(page, 'race the methods');
  await expect(page.getByRole('tab', { name: 'Study' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('list', { name: 'What is varied' })).toBeVisible();
  await command(page, 'gradients tab');
  await expect(page.getByRole('tab', { name: 'Gradients' })).toHaveAttribute('aria-selected', 'true');
  await command(page, 'empty canvas');
  await expect(desk).toHaveCount(0);
  await command(page, 'colour and size, one trunk');
  await expect(desk).toHaveCount(2);
  await command(page, 'reset');
  await command(page, 'show lasting run');
  await expect(page.getByRole('tab', { name: 'Curves' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.chart-readout').first()).toBeVisible();
  await command(page, 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // It works while a lesson is open, and leads to another page of it.
  await command(page, 'one loss lesson');
  const card = page.getByRole('complementary', { name: 'Lesson: One loss' });
  await expect(card.getByRole('heading', { name: 'A number that says how wrong' })).toBeFocused();
  await command(page, 'what is hypervolume');
  await expect(page.getByRole('heading', { name: 'Hypervolume', exact: true })).toBeFocused();
  await command(page, 'share');
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
  await page.keyboard.press('Escape');

  // What was done of late stands first.
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('option').first()).toContainText('Share …');
  await page.keyboard.press('Control+k');
  await expect(palette).toBeHidden();
});
