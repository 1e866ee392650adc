/** Screenshots of the page at five sizes, light and dark, kept as artefacts; on each, axe finds nothing. */
import AxeBuilder from '@axe-core/playwright';
import { expect, open, test, waitForStep } from './lab.ts';

const sizes = [
  [1440, 900],
  [1024, 768],
  [768, 1024],
  [390, 844],
  // 1440×900 at 200 %.
  [720, 450],
] as const;

for (const [width, height] of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${width}×${height}, ${colorScheme}: no axe violation, nothing wider than the screen`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await open(page);
      await waitForStep(page, 26);
      await page.getByRole('button', { name: 'Pause' }).first().click();
      await page.screenshot({ path: `e2e/artefacts/page-${width}-${colorScheme}.png`, fullPage: width < 600 });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`),
      ).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}

for (const [name, button] of [
  ['share', 'Share'],
  ['help', 'Help and keys'],
] as const) {
  test(`the ${name} dialog has no axe violation and closes with Escape`, async ({ page }) => {
    await open(page);
    await waitForStep(page, 1);
    await page.getByRole('button', { name: button }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.screenshot({ path: `e2e/artefacts/${name}.png` });
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
}
