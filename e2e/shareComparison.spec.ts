/** A comparison as a link: what it holds is said, nothing starts by itself, and its runs are run one after the other. */
import { encodeComparison } from '../src/ui/link/comparison.ts';
import { expect, test, tiny } from './lab.ts';

const runs = [
  { title: 'plain sum', experiment: tiny, isBaseline: true },
  {
    title: 'slower',
    experiment: { ...tiny, training: { ...tiny.training, learningRate: 1e-4 } },
    isBaseline: false,
  },
];

test('a link of two runs is offered, run, drawn over each other, and shared again with its curves', async ({
  page,
}) => {
  await page.goto(`/${encodeComparison(runs)}`);
  const banner = page.getByRole('region', { name: 'Runs from the link' });
  await expect(banner).toContainText('This link holds 2 runs: plain sum · slower.');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await banner.getByRole('button', { name: 'Run them one after the other' }).click();
  await expect(banner).toHaveCount(0, { timeout: 60_000 });
  const legend = page.getByRole('list', { name: 'Runs on the charts' });
  await expect(legend.getByRole('button')).toHaveText([/slower/, /plain sum\s*baseline/]);
  const losses = page.getByRole('figure', { name: 'Losses' });
  await expect(losses.locator('.chart-overlay path[stroke-dasharray="7 4"]')).toHaveCount(2);

  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel(/with their curves, \d+ points each/).check();
  const link = await page.getByLabel('Link of the comparison').inputValue();
  expect(link.length).toBeLessThanOrEqual(8192);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(banner).toContainText('Their curves, marked as from the link');
  await expect(legend.getByRole('button')).toHaveText([
    /slower\s*from the link/,
    /plain sum\s*from the link\s*baseline/,
  ]);
  await expect(losses.locator('.chart-overlay path[fill=none]').first()).toBeVisible();
});
