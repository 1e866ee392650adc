/** Studies that run in the page to their answers: a race with two seeds, and a factor found by folds. */
import type { Page } from 'playwright/test';
import { makeLayer, makeLoss, makeOptimizer } from '../src/core/make.ts';
import { defaultExperiment } from '../src/core/presets.ts';
import { makeStudy, type Study } from '../src/core/study/study.ts';
import { encodeStudy } from '../src/ui/link/study.ts';
import { expect, test, tiny } from './lab.ts';

/** Opens a study by its link and runs it; the run on the desk goes on as it may. */
async function run(page: Page, study: Study, count: number) {
  await page.goto(`/${encodeStudy(study)}`);
  await page.getByRole('tab', { name: /^Study/ }).click();
  await page.getByRole('button', { name: `Start ${count} runs` }).click();
  await expect(page.locator('.study-status')).toContainText(new RegExp(`^${count} runs`), { timeout: 90_000 });
}

test('three methods race from two starts on the same batches: they are ranked, with both seeds', async ({ page }) => {
  const race = makeStudy(tiny, {
    title: 'Three',
    variations: [{ kind: 'list', at: ['strategy'], join: 'same', values: ['sum', 'mgda', 'pcgrad'] }],
    seeds: [1, 2],
  });
  await run(page, race, 6);
  const results = page.getByRole('region', { name: 'Results of the study' });
  await expect(results).toContainText(/ranks? first|no difference/);
  for (const method of ['Weighted sum', 'MGDA', 'PCGrad'])
    await expect(results.getByRole('row', { name: new RegExp(`^${method}`) }).first()).toBeVisible();
  await expect(results.getByRole('button', { name: /^MGDA: / })).toBeVisible();
});

test('a sweep of five draws its front: the run of a point is opened, and its faders are used', async ({ page }) => {
  const at = ['losses.colour.fader', 'losses.size.fader'];
  const sweep = makeStudy(tiny, {
    title: 'Five',
    variations: [{ kind: 'list', at, join: 'shares', values: [0.1, 0.3, 0.5, 0.7, 0.9] }],
  });
  await run(page, sweep, 5);
  await page.getByRole('button', { name: /^a 0\.3: cross-entropy/ }).focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'The point a 0.3' });
  await panel.getByRole('button', { name: 'Use this' }).click();
  await expect(page.getByRole('slider', { name: /^Fader of colour, / })).toHaveAttribute('aria-valuetext', /^0\.30?$/);
  await panel.getByRole('button', { name: 'show its run' }).click();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByRole('row', { name: /a 0\.3, seed 1/ })).toBeVisible();
});

test('cross-validation finds the λ that ridge regression has in closed form, and it is used', async ({ page }) => {
  // The problem whose error on left-out folds is computed exactly in `engine/run/crossValidation.test.ts`.
  const experiment = {
    ...defaultExperiment,
    dataset: { ...defaultExperiment.dataset, count: 64, size: 16, labelNoiseArea: 0.5 },
    network: {
      layers: [
        makeLayer('image', 'input', []),
        makeLayer('pool', 'average-pool', ['image'], { size: 8, stride: 8 }),
        makeLayer('flat', 'flatten', ['pool']),
        makeLayer('head-area', 'dense', ['flat'], { units: 1, bias: false }),
      ],
    },
    losses: [
      makeLoss('area', 'mse', { output: 'head-area', target: 'area' }),
      makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.1 }),
    ],
    optimizer: makeOptimizer('momentum', { momentum: 0.85 }),
    training: { ...defaultExperiment.training, batchSize: 512, epochs: 150, evaluateEvery: 150, learningRate: 0.15 },
  };
  const study = makeStudy(experiment, {
    title: 'Ridge',
    variations: [{ kind: 'list', at: ['losses.l2.fader'], join: 'same', values: [0.02, 0.07, 0.5] }],
    folds: 2,
  });
  await run(page, study, 6);
  const results = page.getByRole('region', { name: 'Results of the study' });
  await results.getByRole('button', { name: 'Use λ of L2 = 0.07' }).first().click();
  await expect(page.getByRole('slider', { name: /^Fader of L2/ })).toHaveAttribute('aria-valuetext', /0\.07/);
  await page.locator('body').press('Control+z');
  await expect(page.getByRole('slider', { name: /^Fader of L2/ })).toHaveAttribute('aria-valuetext', /0\.1/);
});
