/** The tab "Plane": walks of strategies on two parameters, by keyboard and by mouse, on wide and narrow screens. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, open, test, tiny } from './lab.ts';

const finding = (page: Page) => page.locator('.plane-finding');
const walked = (page: Page) => expect(finding(page)).toHaveAttribute('data-walked', 'true');

test('by keyboard: a problem, a strategy, the start and a step are chosen, and the sentence says what came out', async ({
  page,
}) => {
  await open(page, tiny);
  await page.getByRole('tab', { name: 'Compare' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Plane' })).toBeFocused();
  await page.getByRole('combobox', { name: 'Problem' }).focus();
  await page.keyboard.type('Fonseca');
  await expect(finding(page)).toContainText('MGDA and PCGrad stop where no weights have an optimum.');
  await expect(page.locator('.plane-beyond')).toHaveCount(2);

  await page.getByText(/^Strategies: 4 of/).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Nash-MTL' }).focus();
  await page.keyboard.press('Space');
  await expect(page.locator('path[data-strategy="nash-mtl"]')).toHaveCount(2);

  const path = page.locator('path[data-strategy="mgda"]').first();
  const before = await path.getAttribute('d');
  const start = page.getByRole('slider', { name: /^Start of the walks/ });
  await start.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(start).toHaveAttribute('aria-valuetext', 'x₁, x₂ = (0.65, −0.20)');
  await walked(page);
  await expect(path).not.toHaveAttribute('d', before ?? '');

  await page.getByRole('slider', { name: 'Step' }).focus();
  await page.keyboard.press('Home');
  await expect(page.locator('.plane-scrubber output')).toHaveText('step 0');
  await expect(page.locator('path[data-strategy="mgda"]').first()).toHaveAttribute('d', /^M[\d. -]+$/);

  const { violations } = await new AxeBuilder({ page }).include('.charts').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`)).toEqual([]);
});

test('the start is dragged by mouse, and the walks follow', async ({ page }) => {
  await open(page, tiny);
  await page.getByRole('tab', { name: 'Plane' }).click();
  await walked(page);
  await expect(finding(page)).toContainText('at a ten times larger rate it arrives');
  const start = page.getByRole('slider', { name: /^Start of the walks/ });
  await start.scrollIntoViewIfNeeded();
  const box = await start.boundingBox();
  if (!box) throw new Error('The start is not to be seen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 20, { steps: 12 });
  await page.mouse.up();
  await expect(start).not.toHaveAttribute('aria-valuetext', 'x₁, x₂ = (−8.50, 7.50)');
  await walked(page);
});
