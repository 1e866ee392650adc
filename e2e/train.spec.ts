import { expect, fader, lasting, open, status, stepOf, test, waitForStep } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('opens, trains by itself, and draws a curve for each loss; pauses, steps, resumes and resets by keyboard', async ({
  page,
}) => {
  await open(page);
  await waitForStep(page, 3);
  await expect(page).toHaveTitle(/^\S \d+ · Colour and size, one trunk — Loss Mixer$/);
  const curves = page.locator('.chart-current path[fill=none]');
  const drawn = async () => {
    const paths = await curves.evaluateAll((lines) => lines.map((line) => line.getAttribute('d') ?? ''));
    return paths.filter((path) => /[LC]/.test(path)).length;
  };
  await expect.poll(drawn).toBeGreaterThanOrEqual(2);

  await page.locator('body').press('Space');
  await expect(status(page)).toContainText('Paused');
  const at = await stepOf(page);
  await page.locator('body').press('.');
  await expect.poll(() => stepOf(page)).toBe(at + 1);
  await page.locator('body').press('Space');
  await waitForStep(page, at + 1);
  await page.locator('body').press('r');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  expect(await stepOf(page)).toBe(0);
  await page.locator('body').press('Space');
  await waitForStep(page, 1);
});

test('a fader moved while training changes the equation and the weighted total, and can be undone', async ({
  page,
}) => {
  await open(page);
  await waitForStep(page, 1);
  const size = fader(page, 'size');
  await size.focus();
  const before = await size.getAttribute('aria-valuetext');
  for (let i = 0; i < 5; i++) await size.press('ArrowDown');
  const after = await size.getAttribute('aria-valuetext');
  expect(after).not.toBe(before);
  await expect(page.locator('.mixer')).toContainText(after ?? '');
  // The run has taken the change: the curve of the effective weight has left one.
  const weights = page.getByRole('figure', { name: 'Weights' });
  await expect(weights).toContainText('colour 1.000');
  await expect(weights).toContainText(`size ${Number(after).toFixed(3)}`);
  for (let i = 0; i < 5; i++) await page.locator('body').press('Control+z');
  await expect(size).toHaveAttribute('aria-valuetext', before ?? '');
});

test('a killed worker fails visibly and the run can be started again', async ({ page, consoleLines }) => {
  await open(page, lasting);
  await waitForStep(page, 1);
  const worker = page.workers().find((found) => /worker-/.test(found.url()));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by the test');
    });
  });
  await expect(status(page)).toContainText('Failed');
  await expect(page.getByRole('alert')).toContainText('Run again: it is started anew.');
  await page.getByRole('button', { name: 'Run again' }).click();
  await waitForStep(page, 1);
  // The error that the test threw may be told by the browser; nothing else may.
  const others = consoleLines.filter((line) => !line.includes('killed by the test'));
  consoleLines.length = 0;
  expect(others).toEqual([]);
});
