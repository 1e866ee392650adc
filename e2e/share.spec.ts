/** What the dialog Share gives: a link with what is open, its QR code, a few lines for a post, HTML for another page. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { qrOf } from '../src/ui/dialogs/share/qr.ts';
import { violationsIn } from './axe.ts';
import { expect, open, test, tiny, waitForStep } from './lab.ts';

const link = (page: Page) => page.getByRole('textbox', { name: /^Link, [\d,]+ characters$/ });

test('a link brings what was open, starts nothing, and stands as a QR code', async ({ page, browser, baseURL }) => {
  await open(page, tiny);
  await waitForStep(page, 1);
  await page.locator('body').press('Space');
  await page.getByRole('tab', { name: 'Gradients' }).click();
  await page.getByLabel('scale').selectOption('log');
  await page.locator('[data-loss="size"] .channel-head').click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const plain = await link(page).inputValue();
  await page.getByLabel('with what is open here').check();
  await expect(page.getByText('Adds the tab Gradients, logarithmic axes and the loss size, selected.')).toBeVisible();
  await expect(page.getByLabel('nothing starts before Run is pressed')).toBeChecked();
  const whole = await link(page).inputValue();
  expect(whole.startsWith(`${plain}&view=`)).toBe(true);

  const code = page.getByRole('img', { name: 'QR code of the link' });
  const path = qrOf(whole)?.path ?? '';
  await expect(code.locator('path')).toHaveAttribute('d', path);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the QR code as SVG' }).click();
  const svg = await saving;
  expect(svg.suggestedFilename()).toBe('tiny.svg');
  expect(readFileSync(await svg.path(), 'utf8')).toContain(path);
  const drawing = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the QR code as PNG' }).click();
  const png = readFileSync(await (await drawing).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(1024);

  const elsewhere = await browser.newPage(baseURL ? { baseURL } : {});
  await elsewhere.goto(whole);
  await expect(elsewhere.getByRole('tab', { name: 'Gradients', selected: true })).toBeVisible();
  await expect(elsewhere.getByLabel('scale')).toHaveValue('log');
  await expect(elsewhere.locator('[data-loss="size"][data-selected]')).toBeVisible();
  await expect(elsewhere.locator('.run-button')).toHaveText('Run');
  await expect(elsewhere.locator('.status-text')).toHaveText('');
  await elsewhere.locator('.run-button').click();
  await waitForStep(elsewhere, 1);
  await elsewhere.close();
});

test('a few lines tell the experiment and what came out, and an embed is a line of HTML', async ({ page }) => {
  // A system that passes links on.
  await page.addInitScript(() => {
    navigator.share = async (data) => {
      Object.assign(window, { sent: data });
    };
  });
  await open(page, tiny);
  await expect(page.locator('.status-text')).toContainText('Finished', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Send …' }).click();
  expect(await page.evaluate('sent')).toEqual({ title: 'Tiny', url: await link(page).inputValue() });
  await page.getByText('A few lines for a post').click();
  const lines = await page.getByRole('textbox', { name: 'A few lines for a post' }).inputValue();
  expect(lines).toMatch(/^\*\*Tiny\*\*\n/);
  expect(lines).toMatch(
    /- Result: after 12 steps; on validation images accuracy of colour [\d.]+, accuracy of size [\d.]+\n/,
  );
  expect(lines.endsWith(`\n${await link(page).inputValue()}\n`)).toBe(true);
  await page.getByText('Embed in a page').click();
  await page.getByLabel('colours').selectOption('dark');
  const html = await page.getByRole('textbox', { name: 'HTML of the embed' }).inputValue();
  expect(html).toMatch(/^<iframe src="[^"]+\/\?embed&amp;theme=dark#1\/[\w/-]+" title="Loss Mixer: Tiny" /);

  // With all that can be opened in it.
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
  }
});
