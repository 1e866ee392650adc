/** Two chosen runs side by side: what differs is marked, and each says what it makes of the same images. */
import type { Experiment } from '../src/core/experiment.ts';
import { makeStrategy } from '../src/core/make.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { violationsIn } from './axe.ts';
import { expect, open, status, test, tiny } from './lab.ts';

const other: Experiment = {
  ...tiny,
  strategy: makeStrategy('pcgrad'),
  losses: tiny.losses.map((loss) => (loss.id === 'size' ? { ...loss, fader: 0.5 } : loss)),
  network: {
    layers: tiny.network.layers.map((layer) =>
      layer.kind === 'conv2d' ? { ...layer, filters: layer.filters * 2 } : layer,
    ),
  },
};

test('two runs: their mixers, networks, answers and confusions', async ({ page }) => {
  await open(page, tiny);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, encodeLink(other));
  await expect(page.locator('.compare-foot')).toContainText('2 runs');
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });

  const rows = page.getByRole('grid', { name: 'Runs' }).locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Side by side' }).click();

  const sides = page.getByRole('region', { name: 'Two runs side by side' });
  await expect(sides.getByRole('region', { name: 'What differs' })).toContainText('StrategyWeighted sumPCGrad');
  const mixers = sides.getByRole('region', { name: 'Mixers' });
  await expect(mixers.getByRole('listitem')).toHaveCount(tiny.losses.length);
  await expect(mixers.locator('mark')).toHaveText(['1', '0.5']);
  const networks = sides.getByRole('region', { name: 'Networks' });
  await expect(networks.locator('mark').filter({ hasText: /^Filters/ })).not.toHaveCount(0);
  const images = sides.getByRole('region', { name: 'Validation images' });
  await expect(images.getByRole('listitem')).not.toHaveCount(0);
  const differing = await images.getByRole('listitem').evaluateAll((items) => items.map((one) => one.className));
  expect([...differing].sort((a, b) => b.length - a.length)).toEqual(differing);
  await expect(sides.getByRole('region', { name: 'Confusion matrices' }).getByRole('figure')).toHaveCount(3);
  expect(await violationsIn(page, '.sides')).toEqual([]);

  await page.getByRole('button', { name: 'Back to the table' }).click();
  await expect(rows.first()).toBeVisible();
});
