/** The tab "Plane": walks of strategies on two parameters, by keyboard, mouse and finger, on wide and narrow screens. */
import type { Page } from 'playwright/test';
import { violationsIn } from './axe.ts';
import { expect, open, test, tiny } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const finding = (page: Page) => page.locator('.plane-finding');
const walked = (page: Page) => expect(finding(page)).toHaveAttribute('data-walked', 'true');

async function expectNoViolations(page: Page): Promise<void> {
  expect(await violationsIn(page, '.charts')).toEqual([]);
}

test('by keyboard: a problem, a strategy, the start and a step are chosen, and the sentence says what came out', async ({
  page,
}) => {
  await open(page, tiny);
  await page.getByRole('tab', { name: 'Study' }).focus();
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

  await page.getByRole('radio', { name: /^PCGrad/ }).check();
  await page.getByRole('button', { name: 'One point on' }).press('Enter');
  await expect(page.locator('.plane-scrubber output')).toHaveText('step 5');
  const numbers = page.getByRole('table', { name: /^PCGrad at step 5, x = / });
  await expect(numbers.getByRole('row')).toHaveText([/^Vector/, /^g₁/, /^g₂/, /^p₁/, /^p₂/, /^d, /, /^update by SGD/]);
  await expect(page.locator('[data-contour]')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'total: L₁ + L₂' }).focus();
  await page.keyboard.press('Space');
  await expect(page.locator('[data-contour="total"]')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'shade where gradients conflict' }).press('Space');
  await expect(page.locator('.plane-conflict')).toHaveAttribute('d', /^M[\d. LM-]+Z/);

  await expectNoViolations(page);
});

test('in the whole centre the start is dragged by mouse, the walks follow, and Escape puts the panel back', async ({
  page,
}) => {
  await open(page, tiny);
  const network = page.locator('.react-flow__node').first();
  await expect(network).toBeVisible();
  const height = async () => (await page.locator('.charts').boundingBox())?.height ?? 0;
  const small = await height();
  await page.getByRole('button', { name: 'Enlarge the panel' }).press('Enter');
  await expect(network).toBeHidden();
  await page.getByRole('tab', { name: 'Plane' }).click();
  const large = await height();
  expect(large).toBeGreaterThan(1.5 * small);
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
  await start.press('Escape');
  await expect(network).toBeVisible();
  expect(await height()).toBeLessThan(large / 1.5);
});

test('the rate that the finding depends on is tried with a button, and all starts are walked from', async ({
  page,
}) => {
  await open(page, tiny);
  await page.getByRole('tab', { name: 'Plane' }).click();
  await walked(page);
  await page.getByRole('button', { name: 'Try with rate × 10' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Rate', exact: true })).toHaveValue('0.01');
  await walked(page);
  await expect(finding(page)).toContainText(
    /At ten times the usual rate of 0.001: .*Weighted sum.* arrive on the Pareto/,
  );
  await page.getByRole('button', { name: 'Back to the usual rate' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Rate', exact: true })).toHaveValue('1e-3');

  await page.getByRole('button', { name: 'Walk from all 5 starts' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('region', { name: 'Where each walk ended' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Problem' }).selectOption('fonseca-fleming');
  await page.getByRole('button', { name: 'Walk from all 5 starts' }).click();
  await walked(page);
  await expect(finding(page)).toContainText('arrive on the Pareto set from all 5 starts within 2,000 steps.');
  await expect(page.locator('path[data-strategy="mgda"]')).toHaveCount(10);
  await expect(page.locator('[data-tour="mgda"] td')).toHaveText(Array(5).fill(/arrives at step ✓ [\d,]+$/));
  await page.getByRole('button', { name: 'MGDA' }).press('Enter');
  await expect(page.getByRole('button', { name: 'MGDA' })).toHaveAttribute('aria-pressed', 'true');
  await expectNoViolations(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the start is dragged by a finger, and the page stays where it is', async ({ page }) => {
    await open(page, tiny);
    await page.getByRole('tab', { name: 'Plane' }).tap();
    await walked(page);
    const start = page.getByRole('slider', { name: /^Start of the walks/ });
    await start.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await start.boundingBox();
    if (!box) throw new Error('The start is not to be seen.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const scrolled = () => page.locator('.page-body').evaluate(({ scrollTop }) => scrollTop);
    const before = await scrolled();
    const { send } = await touch(page);
    await send('touchStart', [{ x, y }]);
    for (let i = 1; i <= 12; i++) await send('touchMove', [{ x: x + 4 * i, y: y + 6 * i }]);
    await send('touchEnd', []);
    // 48 of the 300 units of the drawing to the right, 72 down, in a plane of 22 × 22.
    const { width } = (await page.locator('.plane-paper').first().boundingBox()) ?? { width: Number.NaN };
    const by = (pixels: number) => (pixels / width) * 22;
    const [x1 = Number.NaN, x2 = Number.NaN] =
      ((await start.getAttribute('aria-valuetext')) ?? '')
        .replaceAll('−', '-')
        .match(/-?[\d.]+(?=[,)])/g)
        ?.map(Number) ?? [];
    expect(Math.abs(x1 - (-8.5 + by(48)))).toBeLessThan(0.1);
    expect(Math.abs(x2 - (7.5 - by(72)))).toBeLessThan(0.1);
    expect(await scrolled()).toBe(before);
    await walked(page);
  });
});

/** A finger on the screen: events as a browser gets them, so that it may scroll. */
async function touch(page: Page) {
  const session = await page.context().newCDPSession(page);
  return {
    send: (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints }),
  };
}
