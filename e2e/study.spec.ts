/** A study as a person does one: set up, started, left in the middle by a reload, and read when it is over. */
import { expect, open, status, test, tiny } from './lab.ts';

test('a sweep that is set up by hand goes on by itself after a reload, and its results stand', async ({ page }) => {
  // 6 steps an epoch. The last run of the sweep is as long as all others, so that the reload comes in its middle.
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 12 } });
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByLabel('Vary', { exact: true }).selectOption({ label: 'Epochs' });
  const box = page.getByRole('dialog', { name: 'Vary epochs' });
  await box.getByRole('button', { name: 'Vary', exact: true }).click();
  await expect(page).toHaveURL(/#1\/study\/\w+/);
  await page.getByRole('button', { name: 'Start 5 runs' }).click();
  const progress = page.locator('.study-status');
  const isHalfDone = expect.poll(() => progress.textContent(), { timeout: 60_000, intervals: [100] });
  await isHalfDone.toMatch(/^[2-4] of 5 runs/);
  // The desk is as it was.
  await expect(status(page)).toContainText('Finished');

  await page.reload();
  const study = page.getByRole('region', { name: 'Studies' }).getByRole('button', { name: 'Tiny', exact: true });
  await study.click();
  await expect(progress).toContainText(/^5 runs/, { timeout: 60_000 });
  await expect(page.getByRole('status', { name: 'Interrupted runs' })).toHaveCount(0);
  const rows = page.getByRole('region', { name: 'Table of outcomes' }).getByRole('row');
  await expect(rows).toHaveCount(1 + 5);
  const results = await rows.allTextContents();

  await page.reload();
  await study.click();
  await expect(progress).toContainText(/^5 runs/);
  await expect(rows).toHaveText(results);
  // Its runs are kept, and out of the way.
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByLabel('Runs of studies').selectOption({ label: 'with 5 runs of Tiny' });
  await expect(page.getByText(/^epochs \d+, seed 1$/).first()).toBeVisible();
});
