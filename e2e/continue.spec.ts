/** A run that has ended goes on: with more epochs, and after its page was closed in the middle. */
import { expect, open, status, stepOf, test, tiny } from './lab.ts';

test('a finished run goes on with more epochs: the same run, its rows behind those it had', async ({ page }) => {
  // 6 steps an epoch.
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 3 } });
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Continue to 6 epochs' }).click();
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBe(36);
  await expect(status(page)).toContainText('Finished');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.locator('.compare-foot')).toContainText('1 run');
  // What the desk says is what the run has.
  await expect(page.getByText(/^Stale/)).toHaveCount(0);
});
