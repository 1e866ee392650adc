/** The browser's graphics process is killed while a network trains on it. */
import { browserFlags, findChromium } from '../src/cli/chromium.mjs';
import { expect, open, stepOf, test, tiny, waitForStep } from './lab.ts';

test.use({ launchOptions: { ...findChromium(), args: browserFlags } });

test('a run on WebGL and one on WebGPU go on with another backend, and say so', async ({
  page,
  browser,
  consoleLines,
}) => {
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 1000 } });
  for (const [name, label] of [
    ['webgl', 'WebGL'],
    ['webgpu', 'WebGPU'],
  ] as const) {
    await test.step(name, async () => {
      await page.getByRole('button', { name: /^Backend:/ }).click();
      await page.getByRole('menuitemradio', { name: new RegExp(`^${label}`) }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Reset' }).click();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      const badge = page.getByRole('button', { name: new RegExp(`^Backend: ${name}`) });
      await expect(badge).toBeVisible({ timeout: 90_000 });
      await waitForStep(page, 7);
      const at = await stepOf(page);
      const session = await browser.newBrowserCDPSession();
      // It ends before it can answer.
      void session.send('Browser.crashGpuProcess').catch(() => undefined);
      const said = new RegExp(`${name} failed \\(.+\\)\\. The run goes on with the next backend\\.`);
      await expect(page.getByText(said)).toBeVisible({ timeout: 60_000 });
      await expect(badge).toHaveCount(0);
      await waitForStep(page, at + 5);
    });
  }
  // What the browser tells of its process is its own.
  consoleLines.length = 0;
});
