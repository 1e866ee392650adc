/** An engine that does not come, or says nothing: the page tells, and can start it over. */
import { expect, open, test, tiny, waitForStep } from './lab.ts';

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

test('an engine that says nothing is told of after ten seconds, and replaced on demand', async ({ page }) => {
  await page.route(script, async (route) => route.fulfill({ response: await route.fetch(), body: '' }));
  await open(page, tiny);
  const silent = page.getByRole('region', { name: 'The engine keeps silent' });
  await expect(silent).toContainText(/has not answered for 1\d s/);
  await expect(silent.getByRole('button', { name: 'Wait' })).toBeVisible();
  await page.unroute(script);
  await silent.getByRole('button', { name: 'Start over' }).click();
  await waitForStep(page, 1);
  await expect(silent).toBeHidden();
});
