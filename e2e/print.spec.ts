import { expect, open, status, test, tiny } from './lab.ts';

for (const [name, viewport] of [
  ['a wide screen', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`from ${name} the parts stand on paper one below the other, and nothing is cut`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, tiny);
    await expect(status(page)).toContainText('Finished');
    await expect(page.locator('.recharts-surface').first()).toBeVisible();
    // The network is drawn and stands still.
    await expect(page.locator('.react-flow__edge[data-id="conv-1→pool-1"]:not(.still *)')).toBeAttached();
    const hasPageRule = () => document.adoptedStyleSheets.some((sheet) => sheet.cssRules[0] instanceof CSSPageRule);
    await expect.poll(() => page.evaluate(hasPageRule)).toBe(true);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1000, height: 700 });

    const parts = await page.evaluate(() =>
      [...document.querySelectorAll('.dataset, #network, .chart-panel, .mixer')].map((part) => {
        const { top, bottom } = part.getBoundingClientRect();
        return { top, bottom };
      }),
    );
    expect(parts).toHaveLength(4);
    parts.sort((a, b) => a.top - b.top);
    for (const [i, { top, bottom }] of parts.entries()) {
      expect(bottom - top).toBeGreaterThan(80);
      expect(top).toBeGreaterThanOrEqual(parts[i - 1]?.bottom ?? 0);
    }
    const cut = await page.evaluate(() => {
      const outside = (inner: Element, outer: Element | null) => {
        const [a, b] = [inner.getBoundingClientRect(), outer?.getBoundingClientRect()];
        return !b || a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1;
      };
      const nodes = [...document.querySelectorAll('.react-flow__node')];
      const plots = [...document.querySelectorAll('.chart .recharts-surface')];
      return [
        ...nodes.filter((node) => outside(node, document.querySelector('#network'))).map(({ id }) => id),
        ...plots.filter((plot) => outside(plot, plot.closest('.chart'))).map(() => 'plot'),
      ];
    });
    expect(cut).toEqual([]);
    await expect(page.locator('.react-flow__node[data-id="head-size"]')).toHaveCount(1);
    await expect(page.locator('.charts .recharts-surface path[stroke]').first()).toBeVisible();
    await expect(page.locator('.channel')).toHaveCount(2);
    for (const channel of await page.locator('.channel').all()) {
      await expect(channel.getByRole('spinbutton')).toBeVisible();
      await expect(channel.locator('.fader-thumb')).toBeVisible();
    }
    await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
  });
}
