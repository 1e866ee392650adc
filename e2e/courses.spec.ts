/** Faders over time: set in the inspector, drawn on the desk, followed by the run; and live moves done again. */
import type { Page } from 'playwright/test';
import type { Experiment } from '../src/core/experiment.ts';
import { expect, fader, open, status, stepOf, test, tiny, waitForStep } from './lab.ts';

test('a fader follows the course that is set for it, on the desk and in the chart of weights', async ({ page }) => {
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  await page.locator('.channel[data-loss="size"] .channel-head').click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByLabel('Fader over time').selectOption('linear');
  await inspector.getByRole('spinbutton', { name: /^Over/ }).fill('10');
  await inspector.getByRole('spinbutton', { name: /^Over/ }).press('Enter');
  const course = page.locator('.channel[data-loss="size"]').getByRole('img', { name: /over time/ });
  await expect(course).toHaveAttribute('aria-label', /Fader of size.* over time: linear \(over 10 steps\)$/);
  await expect(page.getByTestId('verdict')).toContainText('The fader of size changes over time');
  await page.locator('.run-button').click();
  await expect(page.getByRole('figure', { name: 'Weights' })).toContainText('size 0');
  await expect(course).toContainText('acts 0');
  // The weight that acts has come down to 0; the fader stands where it was set.
  await expect(fader(page, 'size')).toHaveAttribute('aria-valuetext', '1.00');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(
    page.getByRole('button', { name: 'size: fader over time constant → linear (over 10 steps)', exact: true }),
  ).toBeVisible();
});

test('what was moved live becomes part of the experiment, and the same numbers come again', async ({ page }) => {
  // Steps that take their time: all that were taken before the pause are taken once more, one by one.
  const slow: Experiment = {
    ...tiny,
    dataset: { ...tiny.dataset, size: 64 },
    training: { ...tiny.training, batchSize: 64, epochs: 1000, evaluateEvery: 10_000 },
  };
  await open(page, slow);
  await waitForStep(page, 0);
  await page.locator('body').press('Space');
  await expect(status(page)).toContainText('Paused');
  const at = await stepOf(page);
  await fader(page, 'size').focus();
  await fader(page, 'size').press('0');
  await stepTo(page, at, at + 3);
  const losses = page.locator('.meters-value');
  // The meters are drawn a moment after the status.
  const settled = async () => {
    let last: readonly string[] = [];
    await expect(async () => {
      const before = last;
      last = await losses.allTextContents();
      expect(last).toEqual(before);
    }).toPass({ intervals: [600] });
    return last;
  };
  const before = await settled();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByText('changed live: size: fader 1 → 0')).toBeVisible();
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /^Make these moves part of the experiment/ }).click();
  await expect(fader(page, 'size')).toHaveAttribute('aria-valuetext', '1.00');
  await page.locator('body').press('r');
  await expect.poll(() => stepOf(page)).toBe(0);
  await stepTo(page, 0, at + 3);
  expect(await settled()).toEqual(before);
  await expect(page.locator('.channel[data-loss="size"]')).toContainText('acts 0');
});

/** Takes single steps by keyboard. */
async function stepTo(page: Page, from: number, to: number): Promise<void> {
  for (let step = from + 1; step <= to; step++) {
    await page.locator('body').press('.');
    await expect.poll(() => stepOf(page), { intervals: [100] }).toBe(step);
    // The numbers of a step come before its end: a press in between is not another step.
    await expect(status(page)).toContainText('Paused');
  }
}
