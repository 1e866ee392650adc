/** What a browser does to a page while it trains: nothing is lost, and the numbers are those of a run that nothing disturbed. */
import type { Browser, Page } from 'playwright/test';
import { expect, open, status, test, tiny, waitForStep } from './lab.ts';
import { stored } from './stored.ts';

/** Long enough for everything that happens to it: 6 steps an epoch, and as many epochs as there may be. */
const disturbed = { ...tiny, title: 'Disturbed', training: { ...tiny.training, epochs: 1000, evaluateEvery: 60 } };

/** What came out of the run of that title, once it is over. */
async function outcomesOf(page: Page, title: string): Promise<unknown> {
  await expect(status(page)).toContainText('Finished', { timeout: 90_000 });
  // A run that the page began by itself before the other was continued is kept as well, and was stopped.
  const finished = async () => (await stored(page)).filter((run) => run.title === title && run.status === 'finished');
  await expect.poll(async () => (await finished()).length).toBe(1);
  return (await finished())[0]?.outcomes;
}

/** The numbers on wasm without a disturbance, from a page of its own. */
async function undisturbed(browser: Browser, baseURL: string | undefined): Promise<unknown> {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await open(page, disturbed);
  const outcomes = await outcomesOf(page, disturbed.title);
  await context.close();
  return outcomes;
}

/** Lets every worker of the engine throw; one that is gone by then answers nothing. Says how many there were. */
async function throwInWorkers(page: Page): Promise<number> {
  const workers = page.workers().filter((found) => /worker-/.test(found.url()));
  const fail = () => {
    setTimeout(() => {
      throw new Error('killed by the test');
    });
  };
  for (const worker of workers) await worker.evaluate(fail).catch(() => undefined);
  return workers.length;
}

test('its worker killed, reloaded, left and come back to, hidden, frozen: a run ends with the numbers it would have had', async ({
  page,
  browser,
  baseURL,
  consoleLines,
}) => {
  const expected = await undisturbed(browser, baseURL);
  await open(page, disturbed);
  await waitForStep(page, 200);

  expect(await throwInWorkers(page)).toBe(1);
  await expect(status(page)).toContainText('Failed');
  await page.getByRole('button', { name: /^Continue from step/ }).click();
  await expect(status(page)).toContainText('Training');

  const goOn = page
    .getByRole('status', { name: 'Interrupted runs' })
    .getByRole('button', { name: /^Continue from step/ });
  await page.reload();
  await goOn.click();
  await expect(status(page)).toContainText('Training');

  await page.goto('about:blank');
  await page.goBack();
  await goOn.click();

  // Another tab in front, and a page that the browser freezes: the run goes on meanwhile, or afterwards.
  const front = await page.context().newPage();
  await front.bringToFront();
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await front.waitForTimeout(1500);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await front.close();

  expect(await outcomesOf(page, disturbed.title)).toEqual(expected);
  const others = consoleLines.filter((line) => !line.includes('killed by the test'));
  consoleLines.length = 0;
  expect(others).toEqual([]);
});

test('Back and Forward in the middle of a run change what is on the desk; both runs are kept whole and can go on', async ({
  page,
}) => {
  const other = { ...disturbed, title: 'The other', training: { ...disturbed.training, epochs: 300 } };
  await open(page, disturbed);
  await waitForStep(page, 10);
  await page.getByRole('button', { name: /^Experiment: / }).click();
  await page.getByRole('menuitem', { name: 'Open a file or text …' }).click();
  await page.getByLabel('Text or link').fill(JSON.stringify(other));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.locator('.preset-title')).toHaveText('The other');
  await page.goBack();
  await expect(page.locator('.preset-title')).toHaveText('Disturbed');
  await page.goForward();
  await expect(page.locator('.preset-title')).toHaveText('The other');
  await expect(status(page)).toContainText('Finished', { timeout: 90_000 });
  // What each Back and Forward has stopped is kept whole, and can go on.
  const statuses = async () => (await stored(page)).map(({ status: one }) => one);
  await expect.poll(statuses).toEqual(expect.arrayContaining(['stopped', 'finished']));
  const runs = await stored(page);
  for (const { steps, rows, lastStep } of runs)
    expect({ rows, lastStep }).toEqual({ rows: steps, lastStep: steps - 1 });
});

test('a lane of a study that is killed costs nothing: its run is made again', async ({ page, consoleLines }) => {
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 20 } });
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByLabel('Vary', { exact: true }).selectOption({ label: 'Epochs' });
  await page.getByRole('dialog', { name: 'Vary epochs' }).getByRole('button', { name: 'Vary', exact: true }).click();
  await page.getByRole('button', { name: 'Start 5 runs' }).click();
  const progress = page.locator('.study-status');
  await expect.poll(() => progress.textContent(), { timeout: 60_000, intervals: [100] }).toMatch(/^1 of 5 runs/);
  expect(await throwInWorkers(page)).toBeGreaterThan(0);
  await expect(progress).toContainText(/^5 runs/, { timeout: 60_000 });
  const rows = page.getByRole('region', { name: 'Table of outcomes' }).getByRole('row');
  await expect(rows).toHaveCount(1 + 5);
  for (const text of await rows.allTextContents()) expect(text).not.toMatch(/failed/i);
  const others = consoleLines.filter((line) => !line.includes('killed by the test'));
  consoleLines.length = 0;
  expect(others).toEqual([]);
});
