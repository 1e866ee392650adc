/** A run that has ended goes on: with more epochs, and after its worker was killed. */
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

test('a run whose worker was killed goes on from the last step that was kept', async ({ page, consoleLines }) => {
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 1000 } });
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(20);
  const worker = page.workers().find((found) => /worker-/.test(found.url()));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by the test');
    });
  });
  await expect(status(page)).toContainText('Failed');
  const button = page.getByRole('button', { name: /^Continue from step [\d,]+$/ });
  const kept = Number(/[\d,]+/.exec((await button.textContent()) ?? '')?.[0].replaceAll(',', ''));
  expect(kept).toBeGreaterThan(5);
  await button.click();
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(kept);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.locator('.compare-foot')).toContainText('1 run');
  // The error that the test threw may be told by the browser; nothing else may.
  const others = consoleLines.filter((line) => !line.includes('killed by the test'));
  consoleLines.length = 0;
  expect(others).toEqual([]);
});
