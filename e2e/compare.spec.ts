/** The tab "Compare": runs side by side, seeds as one, against a baseline, and as text. */
import type { Page } from 'playwright/test';
import type { Experiment } from '../src/core/experiment.ts';
import { makeStrategy } from '../src/core/make.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { violationsIn } from './axe.ts';
import { expect, open, status, test, tiny } from './lab.ts';
import { stored } from './stored.ts';

const sum = (seed: number): Experiment => ({ ...tiny, training: { ...tiny.training, seed } });
const pcgrad: Experiment = { ...tiny, strategy: makeStrategy('pcgrad') };

/** Runs the experiments to their ends, one after the other, on one page. */
async function runAll(page: Page, [first, ...others]: readonly Experiment[]): Promise<void> {
  await open(page, first);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  for (const [i, experiment] of others.entries()) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, encodeLink(experiment));
    await expect(page.locator('.compare-foot')).toContainText(`${i + 2} runs`);
    await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  }
}

const rows = (page: Page) => page.getByRole('grid', { name: 'Runs' }).locator('tbody tr');

test('three runs: what differs, seeds folded, against a baseline, sorted, copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await runAll(page, [sum(1), sum(2), pcgrad]);

  // The two seeds of the sum are one row with a mean, which opens.
  await expect(rows(page)).toHaveCount(2);
  const folded = rows(page).filter({ hasText: '2 seeds' });
  await expect(folded).toContainText(/± 0\.\d{3} \(2\)/);
  await folded.getByRole('button', { name: '2 seeds' }).click();
  await expect(rows(page)).toHaveCount(4);
  await folded.getByRole('button', { name: '2 seeds' }).click();

  // Only what differs is a column.
  await expect(page.getByRole('columnheader', { name: 'Strategy' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Learning rate' })).toHaveCount(0);
  await page.getByRole('button', { name: 'All columns' }).click();
  await expect(page.getByRole('columnheader', { name: 'Learning rate', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'All columns' }).click();

  // Chosen by keyboard and by mouse; then a sentence says what came out.
  await rows(page).first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(1)).toBeFocused();
  await expect(page.getByText('1 chosen')).toBeVisible();
  await rows(page).nth(1).getByRole('cell').last().or(rows(page).nth(1).getByRole('gridcell').last()).click();
  await expect(page.getByText('3 chosen')).toBeVisible();
  const finding = page.locator('.compare-finding');
  await expect(finding).toContainText(/in accuracy of colour|end alike/);
  await expect(rows(page).locator('mark')).toHaveText(['PCGrad']);

  // Differences to the baseline have a sign.
  await folded.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: /^Make it the baseline/ }).click();
  await expect(folded).toContainText('baseline');
  await expect(page.getByText('3 chosen')).toBeVisible();
  await expect(rows(page).filter({ hasText: 'PCGrad' }).locator('.compare-difference').first()).toHaveText(
    /^[+−]0\.\d{3}$|^0$/,
  );

  await page.getByRole('columnheader', { name: 'Strategy' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Strategy' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(page).first()).toContainText('PCGrad');
  await page.getByRole('columnheader', { name: 'Strategy' }).getByRole('button').click();
  await expect(rows(page).last()).toContainText('PCGrad');

  const copied = async (as: string) => {
    await page.getByRole('button', { name: `Copy as ${as}` }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const markdown = (await copied('Markdown')).split('\n');
  expect(markdown[0]).toMatch(/^\| Run \| Strategy \| .*colour, accuracy \| Δ colour, accuracy \|/);
  expect(markdown).toHaveLength(5);
  expect(await copied('CSV')).toMatch(/^run,experiment,note,Strategy,.*\r\nTiny,Tiny,,Weighted sum,/);

  // Where the tab takes the centre, the chosen runs are drawn beneath the table.
  await page.getByRole('button', { name: 'Enlarge the panel' }).click();
  await expect(page.locator('.compare .recharts-surface')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('.compare .recharts-surface')).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('pcgrad');
  await expect(rows(page)).toHaveCount(1);

  expect(await violationsIn(page, '.charts')).toEqual([]);
});

test('a run is named, lasts, is continued, exported, deleted, brought back and imported', async ({ page }) => {
  await runAll(page, [sum(1), pcgrad]);
  const act = async (run: string, action: string | RegExp) => {
    await page.getByRole('button', { name: `Actions for "${run}"` }).click();
    await page.getByRole('menuitem', { name: action, exact: typeof action === 'string' }).click();
  };
  await act('Weighted sum → PCGrad', 'Rename');
  await page.getByRole('textbox', { name: 'Title of the run' }).fill('Mine');
  await page.keyboard.press('Enter');
  await act('Mine', 'Write a note');
  await page.getByRole('textbox', { name: 'Note on the run' }).fill('no conflict');
  await page.keyboard.press('Enter');
  const mine = rows(page).filter({ hasText: 'Mine' });
  await expect(mine).toContainText('no conflict');
  await expect(mine).toContainText('12 steps');
  await expect(page.locator('.compare-foot')).toContainText('in this browser');
  const marks = async () => (await stored(page)).map(({ mark }) => mark);
  await expect
    .poll(marks, { intervals: [200] })
    .toContainEqual(expect.objectContaining({ title: 'Mine', note: 'no conflict' }));

  await page.goto('about:blank');
  await open(page, sum(7));
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(mine).toContainText('no conflict');
  await expect(rows(page).filter({ hasText: '2 seeds' })).toHaveCount(1);
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });

  await act('Mine', 'Continue for 2 epochs more');
  await expect(mine).toContainText('24 steps', { timeout: 60_000 });
  await expect(mine).toContainText('finished');

  const download = page.waitForEvent('download');
  await act('Mine', 'Save as a file (JSON)');
  const file = await (await download).path();

  await act('Mine', 'Delete');
  await expect(mine).toHaveCount(0);
  await page.getByRole('region', { name: 'Deleted runs' }).getByRole('button', { name: 'Undo' }).click();
  await expect(mine).toContainText('24 steps');
  await act('Mine', 'Delete');
  await expect(mine).toHaveCount(0);
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  await expect(mine).toContainText('no conflict');
  await expect(mine).toContainText('24 steps');
});
