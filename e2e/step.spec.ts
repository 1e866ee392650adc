/** A step, taken apart: stage by stage, with the numbers of the run, on the canvas and the desk, by keyboard. */
import type { Experiment } from '../src/core/experiment.ts';
import { makeStrategy } from '../src/core/make.ts';
import { violationsIn, wcag } from './axe.ts';
import { expect, open, status, stepOf, test, tiny } from './lab.ts';

const experiment: Experiment = { ...tiny, strategy: makeStrategy('pcgrad') };

test('one step goes from the batch to the update, with the numbers of the run, by keyboard', async ({ page }) => {
  await open(page, experiment);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(0);
  // Anew, paused before its first step.
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Step' })).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => stepOf(page)).toBe(1);

  const bar = page.getByRole('listbox', { name: 'Stages of the step' });
  await expect(bar.getByRole('option')).toHaveText([
    'Batch',
    'Forward',
    'Loss colour',
    'Loss size',
    'Backward colour',
    'Backward size',
    'Combine',
    'Update',
  ]);
  const says = page.locator('.step-says');
  const node = (id: string) => page.locator(`.react-flow__node[data-id="${id}"] .net-node`);
  await expect(says).toContainText('8 images');
  await expect(node('image')).toHaveAttribute('data-lit', 'lit');

  await bar.getByRole('option', { name: 'Batch' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(says).toContainText('Stage 2 of 8');
  await expect(node('#mixer')).toHaveAttribute('data-lit', 'dim');
  await page.keyboard.press('ArrowRight');
  // The very number that the canvas shows of the run.
  const value = /= ([\d.]+)/.exec((await node('#loss-colour').textContent()) ?? '')?.[1] ?? 'none';
  await expect(says).toContainText(`L₁, the cross-entropy of colour, is ${value}`);
  await expect(node('#loss-colour')).toHaveAttribute('data-lit', 'lit');
  await expect(page.locator('.channel[data-loss="colour"]')).toHaveAttribute('data-lit', 'true');
  await expect(page.locator('.channel[data-loss="size"]')).not.toHaveAttribute('data-lit');

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(node('head-colour')).toHaveAttribute('data-lit', 'lit');
  await expect(node('head-size')).toHaveAttribute('data-lit', 'dim');

  const unit = page.getByRole('region', { name: 'One unit' });
  await expect(unit).toContainText('∂L₁/∂w, colour');
  await page.keyboard.press('End');
  await expect(says).toContainText('Adam takes a gradient');
  await expect(unit).toContainText('→');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.step-gramian')).toContainText(/cos −?[01]\.\d\d/);
  await expect(page.locator('.step-combine')).toContainText('What each gradient weighs');
  expect(await violationsIn(page, '.charts', { tags: wcag })).toEqual([]);

  // Another step keeps the stage; Space on the bar plays, and not the run.
  await page.keyboard.press('.');
  await expect.poll(() => stepOf(page)).toBe(2);
  await expect(says).toContainText('Stage 7 of 8');
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(status(page)).toContainText('Paused');

  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: 'Curves' })).toBeFocused();
  await expect(node('#mixer')).not.toHaveAttribute('data-lit');
  await page.keyboard.press('.');
  await expect.poll(() => stepOf(page)).toBe(3);
  await expect(page.getByRole('tab', { name: 'Curves' })).toHaveAttribute('aria-selected', 'true');
});
