import { makeLayer, makeLoss } from '../src/core/make.ts';
import { expect, open, status, test, tiny } from './lab.ts';

/** One head for the size of a garment. */
const sized = {
  ...tiny,
  title: 'Sizes',
  dataset: { ...tiny.dataset, count: 400, noise: 0 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('flatten', 'flatten', ['image']),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  losses: [makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' })],
  training: { ...tiny.training, batchSize: 32, epochs: 12, evaluateEvery: 50 },
};

test('a rare class is missed, and found again with class weights; missing labels are unknown in the gallery', async ({
  page,
}) => {
  await open(page, sized);
  await page.getByRole('button', { name: /^Data · Wardrobe/ }).click();
  const rare = page.getByRole('spinbutton', { name: 'Rare size: L' });
  await rare.fill('0.2');
  await rare.press('Enter');
  const missing = page.getByRole('spinbutton', { name: 'Missing size labels' });
  await missing.fill('0.25');
  await missing.press('Enter');
  await expect(page.getByRole('img', { name: 'Size: S 47 %, M 47 %, L 6.7 %, 25 % unknown' }).first()).toBeVisible();
  await expect(page.locator('.mixer')).toContainText('Missing are 25 % of the labels of size');

  const recallOfL = async () => {
    await page.locator('body').press('r');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(status(page)).toContainText('Finished', { timeout: 90_000 });
    await page.getByRole('tab', { name: 'Predictions' }).click();
    const row = page.locator('.confusion tbody tr').last();
    await expect(row).toContainText('L');
    return Number((await row.locator('.confusion-recall').textContent())?.replace(' %', ''));
  };
  const plain = await recallOfL();
  await expect(page.locator('.gallery')).toContainText('unknown');

  await page.locator('.channel-head').click();
  await page.getByRole('combobox', { name: 'Class weights' }).selectOption({ label: 'by hand' });
  const weight = page.getByRole('spinbutton', { name: 'L', exact: true });
  await weight.fill('20');
  await weight.press('Enter');
  expect(await recallOfL()).toBeGreaterThan(plain);
});
