/** The results of a race and of a sweep: the front, its points, what is taken from it, and a walk along it. */
import type { Page } from 'playwright/test';
import { outcomesVersion, type StudyOutcome } from '../src/core/study/outcomes.ts';
import { parseStudy } from '../src/core/study/parse.ts';
import { raceOf } from '../src/core/study/race.ts';
import { makeStudy, type Study } from '../src/core/study/study.ts';
import { raced } from '../src/core/study/testing/raced.ts';
import { violationsIn } from './axe.ts';
import { dialogs, expect, open, test, tiny, waitForStep } from './lab.ts';

/** Opens a study with what came out of it, as the command line writes it. */
async function openOutcomes(page: Page, study: Study, outcomes: readonly StudyOutcome[]) {
  await open(page, tiny);
  // The menu opens when the page has taken over what the build drew.
  await waitForStep(page, 0);
  await dialogs.open(page);
  const text = JSON.stringify({ version: outcomesVersion, study, outcomes });
  const file = { name: 'race.outcomes.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('region', { name: 'Results of the study' })).toBeVisible();
}

test('a race from the command line: a point of its front is opened by keyboard, and its method comes on the desk', async ({
  page,
}) => {
  // As it is read again: the ids of its runs are those of the page.
  const race = parseStudy(raceOf(tiny, ['mgda', 'pcgrad'], { seeds: 2 })).study;
  await openOutcomes(page, race, raced(race));
  const point = page.getByRole('button', { name: /^MGDA: cross-entropy of colour 0\.260, .*on the front$/ });
  await page.locator('.front-point[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await expect(point).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'The point MGDA' });
  await expect(panel).toContainText('below it, better: both seeds');
  await expect(page.getByRole('row', { name: /^PCGrad/ }).first()).toContainText('above it, worse: both seeds');

  await panel.getByRole('button', { name: 'Use this' }).click();
  await expect(panel.getByRole('status')).toContainText('“MGDA” is on the desk.');
  await expect(page.getByRole('combobox', { name: 'Strategy' })).toHaveValue('mgda');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('combobox', { name: 'Strategy' })).toHaveValue('sum');

  expect(await violationsIn(page, '.charts')).toEqual([]);
});

test('a sweep runs, and a walk between its two ends begins with the network of the nearer one', async ({ page }) => {
  const at = ['losses.colour.fader', 'losses.size.fader'];
  const sweep = makeStudy(tiny, {
    title: 'Two weights',
    variations: [{ kind: 'list', at, join: 'shares', values: [0.02, 0.98] }],
  });
  await openOutcomes(page, sweep, []);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Walk along the front' }).click({ timeout: 60_000 });
  await page.getByRole('slider', { name: 'Along the front of the sums' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: /^Start here, warm from a 0\.98/ }).click();
  await expect(page.locator('.walk-mark')).toContainText('a 0.596, walked', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByRole('row', { name: /a 0\.596, warm from a 0\.98/ })).toBeVisible();
});
