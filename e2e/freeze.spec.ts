import type { Page } from 'playwright/test';
import { drag, expect, open, test, tiny, waitForStep } from './lab.ts';

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const verdict = (page: Page) => page.getByTestId('verdict');
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).first();

test('a stop-gradient from the palette parts the trainings, a frozen layer says so, and both run', async ({ page }) => {
  await open(page, tiny);
  await expect(node(page, 'head-size')).toBeVisible();
  await expect(verdict(page)).toContainText('Multi-task learning.');

  await page.locator('.net-palette summary').first().click();
  const piece = page.locator('.net-palette').getByRole('button', { name: 'Stop gradient', exact: true });
  await drag(page, piece, page.locator('[data-zone="edge:flatten→head-size"]'));
  await expect(verdict(page)).toContainText('Separate trainings in one network.');
  await expect(node(page, 'stop-gradient-1')).toBeVisible();
  // The line into it has the colour of no loss, and is not that of a draft.
  const wire = page.locator('.react-flow__edge[data-id="flatten→stop-gradient-1"] .net-line');
  await expect(wire).toHaveCount(1);
  await expect(wire).not.toHaveClass(/net-line-draft/);

  await node(page, 'conv-1').click();
  const trained = page.getByRole('checkbox', { name: 'Trained', exact: true });
  await expect(trained).toBeChecked();
  await trained.uncheck();
  await expect(node(page, 'conv-1')).toContainText('frozen');
  await expect(verdict(page)).toContainText('Conv is frozen: no loss trains it.');

  await run(page).click();
  await waitForStep(page, 2);
});
