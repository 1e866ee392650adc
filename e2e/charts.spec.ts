/** What charts and cards say of a run that is not what is on the desk; what the first visit and a drag leave behind. */
import { expect, fader, open, stepOf, test, waitForStep } from './lab.ts';

test('the first visit is introduced, with verdict and faders in view, and a closed introduction stays away', async ({
  page,
}) => {
  await open(page);
  const introduction = page.locator('.introduction p');
  await expect(introduction).toContainText('multi-task learning');
  await expect(introduction).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('verdict')).toBeInViewport({ ratio: 1 });
  for (const target of ['colour', 'size']) await expect(fader(page, target)).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Close the introduction' }).click();
  await page.reload();
  await waitForStep(page, 1);
  await expect(page.getByTestId('verdict')).toBeVisible();
  await expect(introduction).toBeEmpty();
});

test('a drag of a fader makes one mark on each chart; Reset empties them, leads to Run, and keeps only runs that have taken a step', async ({
  page,
}) => {
  await open(page);
  await waitForStep(page, 3);
  const thumb = page.locator('[data-loss="colour"] .fader-thumb');
  const box = await thumb.boundingBox();
  if (!box) throw new Error('No fader.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 6; i++) {
    const at = await stepOf(page);
    await page.mouse.move(x, y + 6 * i);
    await waitForStep(page, at);
  }
  await page.mouse.up();
  const losses = page.getByRole('figure', { name: 'Losses' });
  await expect(losses.locator('.recharts-reference-line')).toHaveCount(1);
  // What constant weights folded away comes with their first move.
  await expect(page.getByRole('figure', { name: 'Weights' }).locator('.recharts-cartesian-grid')).toBeVisible();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(page.locator('.net-loss').first()).not.toContainText('=');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.locator('.compare-table tbody tr')).toHaveCount(1);
});
