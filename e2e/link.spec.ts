import { expect, fader, hold, open, openQuiet, test, tiny, waitForStep } from './lab.ts';

test('a shared link gives the same experiment elsewhere', async ({ page, browser, baseURL }) => {
  await openQuiet(page);
  const colour = fader(page, 'colour');
  await colour.focus();
  for (let i = 0; i < 3; i++) await colour.press('ArrowDown');
  const value = '0.97';
  await expect(colour).toHaveAttribute('aria-valuetext', value);
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('textbox', { name: /^Link, [\d,]+ characters$/ }).inputValue();
  expect(link).toContain('#1/');

  const elsewhere = await browser.newPage(baseURL ? { baseURL } : {});
  await elsewhere.goto(link);
  await expect(fader(elsewhere, 'colour')).toHaveAttribute('aria-valuetext', value);
  await elsewhere.reload();
  await expect(fader(elsewhere, 'colour')).toHaveAttribute('aria-valuetext', value);
  await elsewhere.close();
});

test('an edit right before a reload is kept', async ({ page }) => {
  await open(page, tiny);
  await waitForStep(page, 1);
  const colour = fader(page, 'colour');
  await colour.focus();
  await colour.press('ArrowDown');
  await expect(colour).toHaveAttribute('aria-valuetext', '0.99');
  await page.reload();
  await expect(colour).toHaveAttribute('aria-valuetext', '0.99');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(colour).toHaveAttribute('aria-valuetext', '1.00');
});

test('a link brings its whole network', async ({ page }) => {
  await open(page, tiny);
  await expect(page.getByRole('button', { name: 'Experiment: Tiny', exact: true })).toBeVisible();
  await waitForStep(page, 1);
});

for (const [name, fragment, message] of [
  ['broken', '#1/colour-size/%%%', 'The link is damaged: its end cannot be read.'],
  ['from the future', '#9/colour-size', 'The link has the version "9"; this page reads version 1.'],
  ['hostile', `#1/colour-size/z${'A'.repeat(5000)}`, 'The link is damaged: its end cannot be read.'],
] as const) {
  test(`a ${name} link opens the default and says what was wrong`, async ({ page }) => {
    await page.goto(`/${fragment}`);
    await expect(page.getByRole('alert')).toContainText(message);
    await expect(
      page.getByRole('button', { name: 'Experiment: Colour and size, one trunk', exact: true }),
    ).toBeVisible();
    await waitForStep(page, 1);
  });
}

test('the skip link leads to a network that is still to be drawn', async ({ page }) => {
  const canvas = /NetworkCanvas-.*\.js$/;
  const release = await hold(page, canvas);
  const asked = page.waitForRequest(canvas);
  await open(page);
  await expect(page.locator('.react-flow__node[data-id="image"]')).toBeVisible();
  // It is asked for when React has taken the page over.
  await asked;
  await page.getByRole('button', { name: 'Skip to the network', exact: true }).focus();
  await page.keyboard.press('Enter');
  release();
  await expect(page.locator('.react-flow__node[data-id="image"]')).toBeFocused();
});

test('the skip link leads to the network and leaves the experiment and its address alone', async ({ page }) => {
  await open(page, tiny);
  await waitForStep(page, 1);
  const address = page.url();
  await page.getByRole('button', { name: 'Skip to the network', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node[data-id="image"]')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Experiment: Tiny', exact: true })).toBeVisible();
  expect(page.url()).toBe(address);
});
