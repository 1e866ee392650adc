/** Setting up a study by hand, from the control itself, and watching it go. */
import { expect, open, status, test, tiny } from './lab.ts';

test('a learning rate is varied from its control by keyboard, undone and done again, and the study runs', async ({
  page,
}) => {
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  const rate = page.getByRole('spinbutton', { name: 'Learning rate' });
  const box = page.getByRole('dialog', { name: 'Vary learning rate' });
  // A linked experiment may be over before the mixer is drawn and the keys are heard.
  await expect(page.locator('.still')).toHaveCount(0);
  await expect(async () => {
    await rate.focus();
    await page.keyboard.press('Alt+V');
    await expect(box).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect(box).toContainText('5 values: 1e-4, 3.16e-4, 0.001, 0.00316, 0.01.');
  await page.keyboard.press('Enter');
  await expect(box).toBeHidden();
  const mark = page.getByRole('button', { name: 'varied: 5 values learning rate' });
  await expect(mark).toBeFocused();
  await page.keyboard.press('Enter');
  await box.getByRole('button', { name: 'Open the study' }).press('Enter');
  const tab = page.getByRole('tabpanel', { name: /^Study/ });
  await expect(tab).toContainText(/5 runs, 60 steps in all, on \d+ lanes?/);

  await page.keyboard.press('Control+z');
  await expect(tab).toContainText('Which question?');
  await expect(mark).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(mark).toBeVisible();

  await tab.getByRole('button', { name: 'Start 5 runs' }).press('Enter');
  await expect(page.getByRole('tab', { name: 'Study' })).toContainText(/Study \d\/5/);
  await expect(page.getByText('The study “Tiny” is done: 5 runs.')).toBeAttached({ timeout: 60_000 });
  await tab.getByRole('button', { name: 'All studies' }).press('Enter');
  await expect(tab.getByRole('listitem').filter({ hasText: '5 runs' })).toBeVisible();
});
