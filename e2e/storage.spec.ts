import { expect, fader, open, test, tiny, waitForStep } from './lab.ts';

const columns = 'react-resizable-panels:loss-mixer-columns';
const rows = 'react-resizable-panels:loss-mixer-rows';
const theme = 'loss-mixer-theme';
const backends = 'loss-mixer/backends/1';

for (const [name, damaged] of [
  [
    'values of another meaning',
    {
      [columns]: '{"problem":1,"lab":1,"desk":1}',
      [rows]: '{"network-panel":100,"charts":{}}',
      [theme]: 'null',
      [backends]: '{"problem":1}',
    },
  ],
  ['no values', { [columns]: 'null', [rows]: '{"a":[[}', [theme]: '{"a":[[}', [backends]: 'null' }],
] as const) {
  test(`a storage that holds ${name} is cleared, and the page is whole`, async ({ page }) => {
    await page.addInitScript((texts) => {
      for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
    }, damaged);
    await open(page, tiny);
    await waitForStep(page, 1);
    await expect(fader(page, 'colour')).toBeVisible();
    await expect(page.locator('.react-flow__node[data-id="image"]')).toBeVisible();
    const left = await page.evaluate(() => ({ ...localStorage }));
    for (const [key, text] of Object.entries(damaged)) expect(left[key], key).not.toBe(text);
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  });
}

test('sizes of panels that a person has set come back', async ({ page }) => {
  await open(page, tiny);
  await waitForStep(page, 1);
  const desk = page.locator('#desk');
  const separator = page.getByRole('separator', { name: 'Width of the mixer' });
  await separator.focus();
  const before = (await desk.boundingBox())?.width ?? Number.NaN;
  for (let i = 0; i < 3; i++) await separator.press('ArrowLeft');
  const width = (await desk.boundingBox())?.width ?? 0;
  expect(width).toBeGreaterThan(before + 20);
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).join())).toContain('loss-mixer-columns');
  await page.reload();
  await expect.poll(async () => Math.abs(((await desk.boundingBox())?.width ?? 0) - width)).toBeLessThan(2);
});
