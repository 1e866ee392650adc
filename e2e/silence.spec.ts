/** An engine that does not come, or says nothing: the page tells, and can start it over. */
import { makeLayer } from '../src/core/make.ts';
import { expect, open, status, test, tiny, waitForStep } from './lab.ts';

/** Two thousand epochs: nothing ends by itself. */
const endless = { ...tiny, training: { ...tiny.training, epochs: 2000 } };

const script = /\/worker-[^/]*\.js$/;

test('an engine whose script cannot be loaded is told of, and loaded again for the next run', async ({
  page,
  consoleLines,
}) => {
  await page.route(script, (route) => route.abort());
  await open(page, tiny);
  const failed = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(failed).toBeVisible();
  await page.unroute(script);
  await failed.getByRole('button', { name: 'Run again' }).click();
  await waitForStep(page, 1);
  await expect(failed).toBeHidden();
  // The browser tells of every script that it could not load; nothing else may be told.
  const others = consoleLines.filter((line) => !line.includes('Failed to load resource: net::ERR_FAILED'));
  consoleLines.length = 0;
  expect(others).toEqual([]);
});

/** 6 billion operations a step. */
const large = {
  ...tiny,
  dataset: { ...tiny.dataset, size: 64 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 16, activation: 'relu', kernel: 5 }),
      makeLayer('conv-2', 'conv2d', ['conv-1'], { filters: 16, activation: 'relu', kernel: 5 }),
      makeLayer('pool-1', 'global-pool', ['conv-2']),
      makeLayer('head-colour', 'dense', ['pool-1'], { units: 8 }),
      makeLayer('head-size', 'dense', ['pool-1'], { units: 3 }),
    ],
  },
  training: { ...tiny.training, batchSize: 32 },
};

test('an engine that says nothing is told of after ten seconds, with what a large step takes, and replaced on demand', async ({
  page,
}) => {
  // The page's seconds are given to it.
  await page.clock.install();
  await page.route(script, async (route) => route.fulfill({ response: await route.fetch(), body: '' }));
  await open(page, large);
  const silent = page.getByRole('region', { name: 'The engine keeps silent' });
  await page.clock.runFor(8000);
  await expect(silent).toBeHidden();
  await page.clock.runFor(6000);
  await expect(silent).toContainText(/has not answered for 1\d s/);
  await expect(silent).toContainText('A step of this experiment takes 6 GFLOP, which can be minutes here.');
  await expect(silent.getByRole('button', { name: 'Wait' })).toBeVisible();
  await page.unroute(script);
  await silent.getByRole('button', { name: 'Run with batch size 16' }).click();
  await waitForStep(page, 0);
  await expect(silent).toBeHidden();
});

/** Goes behind the worker's script: after three reports of metrics it never comes back. */
const spinning = `
const post = self.postMessage.bind(self);
let left = 3;
self.postMessage = (message, buffers) => {
  post(message, buffers);
  if (message.kind === 'metrics' && --left === 0) for (;;);
};`;

test('an engine that loops for ever in the middle of a run can be waited for, and be replaced', async ({ page }) => {
  // The worker keeps its own seconds.
  await page.clock.install();
  await page.route(script, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n${spinning}` });
  });
  await open(page, endless);
  await waitForStep(page, 1);
  const silent = page.getByRole('region', { name: 'The engine keeps silent' });
  const said = silent.getByText(/The engine has not answered for 1\d s/);
  await page.clock.runFor(9000);
  await expect(silent).toBeHidden();
  await page.clock.runFor(8000);
  await expect(said).toBeVisible();
  await silent.getByRole('button', { name: 'Wait' }).click();
  await expect(silent).toBeHidden();
  // Only after its step could it rest.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toContainText('Pausing · step');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(status(page)).toContainText('Training · step');
  await page.clock.runFor(17_000);
  await expect(said).toBeVisible();
  await page.unroute(script);
  await silent.getByRole('button', { name: 'Start over' }).click();
  await expect(silent).toBeHidden();
  await waitForStep(page, 20);
});
