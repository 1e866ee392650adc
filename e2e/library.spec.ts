/** Runs that last: over a reload, a crash, a full disk, two tabs, a browser that keeps nothing. */
import type { Page } from 'playwright/test';
import { makeStudy } from '../src/core/study/study.ts';
import { encodeStudy } from '../src/ui/link/study.ts';
import { expect, open, status, test, tiny, waitForStep } from './lab.ts';
import { stored } from './stored.ts';

/** Goes on for longer than any test. */
const long = { ...tiny, title: 'Long', training: { ...tiny.training, batchSize: 2, epochs: 1000, evaluateEvery: 50 } };

const interrupted = (page: Page) => page.getByRole('status', { name: 'Interrupted runs' });
const notKept = (page: Page) => page.getByRole('alert', { name: 'What is not kept' });

/** Waits until the database has a run of more steps. */
async function waitForStored(page: Page, steps: number): Promise<void> {
  const most = async () => Math.max(0, ...(await stored(page)).map((run) => run.steps));
  await expect.poll(most, { intervals: [200] }).toBeGreaterThan(steps);
}

test('a run that a reload interrupts says so, and goes on', async ({ page }) => {
  await open(page, long);
  await waitForStored(page, 0);
  await page.reload();
  await expect(interrupted(page)).toContainText(/^Long stopped at step [\d,]+ of 2[\d,]+ when the page was closed\./);
  const before = (await stored(page)).find(({ status }) => status === 'stopped');
  expect(before).toMatchObject({ status: 'stopped', rows: before?.steps, lastStep: (before?.steps ?? 0) - 1 });
  await interrupted(page)
    .getByRole('button', { name: /^Continue from step/ })
    .click();
  await expect(interrupted(page)).toHaveCount(0);
  await waitForStep(page, before?.steps ?? 0);
});

test('a page that is closed in the middle of a write leaves what was written before, whole', async ({
  page,
  context,
  consoleLines,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    let writes = 0;
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      const request = put.apply(this, args);
      if (this.name === 'summaries') writes += 1;
      // The rows that belong to the second summary are never written: the page hangs for good.
      if (writes === 2) {
        console.log('hangs');
        for (;;);
      }
      return request;
    };
  });
  const hangs = page.waitForEvent('console', (message) => message.text() === 'hangs');
  await open(page, long);
  await hangs;
  await page.close();
  expect(consoleLines.splice(0)).toEqual(['log: hangs']);
  const next = await context.newPage();
  await open(next, tiny);
  await expect(interrupted(next)).toContainText(/^Long stopped at step/);
  const run = (await stored(next)).find(({ title }) => title === 'Long');
  expect(run).toMatchObject({ status: 'stopped', rows: run?.steps, lastStep: (run?.steps ?? 0) - 1 });
});

/** Lets rows and studies find no room while the page is marked as full. Its seconds go by, and more can be given to it. */
async function withDisk(page: Page): Promise<(isFull: boolean) => Promise<unknown>> {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      const isFull = document.documentElement.hasAttribute('data-full');
      if (isFull && ['chunks', 'studies'].includes(this.name)) throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  await page.clock.install();
  return (isFull) => page.evaluate((on) => document.documentElement.toggleAttribute('data-full', on), isFull);
}

test('a full disk is said, and nothing else changes; what waited is kept when there is room again', async ({
  page,
}) => {
  const fill = await withDisk(page);
  await open(page, long);
  await waitForStored(page, 0);
  await fill(true);
  await expect(notKept(page)).toContainText('the storage that the browser grants is full');
  await expect(notKept(page)).toContainText('Delete runs that you do not need');
  const [before] = await stored(page);
  expect(before).toMatchObject({ rows: before?.steps, lastStep: (before?.steps ?? 0) - 1 });
  const steps = before?.steps ?? 0;
  await waitForStep(page, steps + 20);
  await fill(false);
  await page.clock.fastForward(10_000);
  await waitForStored(page, steps + 20);
  await expect(notKept(page)).toHaveCount(0);
});

test('a disk that fills up while a study runs stops none of its runs; when there is room, all of it is kept', async ({
  page,
}) => {
  const fill = await withDisk(page);
  const seeds = [1, 2, 3, 4];
  await page.goto(`/${encodeStudy(makeStudy(tiny, { title: 'Four seeds', seeds }))}`);
  // The study would pause it where there are few cores.
  await expect(status(page)).toContainText(/^Finished/, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Start 4 runs' }).click();
  await fill(true);
  const told = page.locator('.study-status');
  await expect(told).toContainText(/^4 runs/, { timeout: 60_000 });
  await expect(notKept(page)).toContainText('the storage that the browser grants is full');
  await fill(false);
  await page.clock.fastForward(10_000);
  await expect(notKept(page)).toHaveCount(0);
  // Of the desk, and of each seed.
  await expect.poll(async () => (await stored(page)).map(({ rows }) => rows)).toEqual([12, ...seeds.map(() => 12)]);
  await page.reload();
  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByRole('button', { name: 'Four seeds', exact: true }).click();
  await expect(told).toContainText(/^4 runs/);
});

test('two tabs keep their runs side by side, and neither takes the other for interrupted', async ({
  page,
  context,
}) => {
  const second = await context.newPage();
  await open(page, long);
  await waitForStored(page, 0);
  await open(second, { ...long, title: 'Other' });
  await expect.poll(async () => (await stored(second)).map(({ title }) => title).sort()).toEqual(['Long', 'Other']);
  await waitForStep(second, 20);
  const fewest = async () => Math.min(...(await stored(page)).map((run) => run.steps));
  await expect.poll(fewest, { intervals: [200] }).toBeGreaterThan(10);
  for (const run of await stored(page)) {
    expect(run).toMatchObject({ status: 'training', rows: run.steps, lastStep: run.steps - 1 });
  }
  await expect(interrupted(second)).toHaveCount(0);
  await second.close();
  await page.reload();
  await expect(interrupted(page)).toContainText('Long stopped at step');
  await expect(interrupted(page)).toContainText('Other stopped at step');
});

test('a browser that forbids to store trains as ever, and says what is not kept', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here.', 'SecurityError');
    };
  });
  await open(page, long);
  await expect(notKept(page)).toContainText('this browser lets the page store nothing (Not here.)');
  await expect(notKept(page)).toContainText('They last until the page is closed.');
  await waitForStep(page, 10);
  await notKept(page).getByRole('button', { name: 'Close' }).click();
  await expect(notKept(page)).toHaveCount(0);
});

test('a library that a newer page has written is left alone', async ({ page }) => {
  await page.addInitScript(() => {
    const request = indexedDB.open('loss-mixer', 1000);
    request.onsuccess = () => request.result.close();
  });
  await open(page, long);
  await expect(notKept(page)).toContainText('a newer version of this page has written the library');
  await waitForStep(page, 10);
});
