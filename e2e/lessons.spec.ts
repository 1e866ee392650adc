import AxeBuilder from '@axe-core/playwright';
import { controlNames } from '../src/core/controlNames.ts';
import { lessons } from '../src/core/lessons/index.ts';
import { controls } from '../src/ui/controls.ts';
import { expect, open, test, waitForStep } from './lab.ts';

test('a lesson asks before the run, answers after it, and gives back what was there', async ({ page }) => {
  await open(page);
  await waitForStep(page, 1);
  const title = page.locator('.preset-title');
  const before = await title.textContent();
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await page.getByRole('button', { name: /^One loss/ }).click();
  const card = page.getByRole('complementary', { name: 'Lesson: One loss' });
  await expect(card.getByRole('heading', { name: 'A number that says how wrong' })).toBeFocused();
  await expect(title).toHaveText('Cross-entropy alone');
  await expect(page.locator('.run-button')).toHaveAttribute('data-pointed', '');
  await card.getByLabel('near 6').check();
  await page.locator('.run-button').click();
  await expect(card.getByText('You said “near 6”; it came otherwise: near 1.8.')).toBeVisible({ timeout: 60_000 });
  await expect(card.getByText(/^✓ Done/)).toBeVisible();
  expect(new URL(page.url()).hash).toMatch(/^#learn\/one-loss/);
  await card.getByRole('button', { name: 'cross-entropy', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Cross-entropy' })).toContainText('surprise');
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Leave' }).click();
  await expect(title).toHaveText(before ?? '');
  await expect(card).toBeHidden();
});

test('all pages of all lessons open by their address, and what they point at is there', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  // The stages come with a step.
  await page.locator('body').press('.');
  await expect(page.locator(controls['step-stages'].selector)).toBeVisible();
  for (const name of controlNames) expect(await page.locator(controls[name].selector).count(), name).toBeGreaterThan(0);
  for (const lesson of lessons) {
    for (const { id, title } of lesson.pages) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#learn/${lesson.id}/${id}`);
      await expect(page.locator('.lesson-page h3')).toHaveText(title);
    }
  }
  const { violations } = await new AxeBuilder({ page }).include('.lesson-card').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
