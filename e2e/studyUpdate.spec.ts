/** A newer version is published while a study runs. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeStudy } from '../src/core/study/study.ts';
import { encodeStudy } from '../src/ui/link/study.ts';
import { type Host, serve } from './host.ts';
import { expect, test, tiny } from './lab.ts';

test.use({ serviceWorkers: 'allow' });
// A browser starts the newer worker in its own time: after five seconds, or fifty.
test.setTimeout(200_000);

let folder: string;
let host: Host;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loss-mixer-'));
  cpSync(fileURLToPath(new URL('../dist/', import.meta.url)), folder, { recursive: true });
  host = await serve(folder);
});
test.afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true });
});

/** Puts a page of another version in the place of this one. */
function publishAnew(): void {
  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(`${folder}/${file}`, changed);
    rmSync(`${folder}/${file}.gz`, { force: true });
  };
  edit('index.html', '<html ', '<html data-version="newer" ');
  edit('serviceWorker.js', /"revision":"\w+","url":"index\.html"/, '"revision":"newer","url":"index.html"');
}

/** Resolves when the service worker has all files and serves the page; it is run in the page by its text. */
async function whenKept(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller)
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
}

test('a newer version is offered and the study goes on; after a reload what is done of it is there, and the rest goes on', async ({
  page,
}) => {
  // Two runs that are soon over, and more that last longer than the test.
  const values = [1, 2, 997, 998, 999, 1000];
  const variations = [{ kind: 'list', at: ['training.epochs'], join: 'same', values }] as const;
  const experiment = { ...tiny, training: { ...tiny.training, batchSize: 2 } };
  await page.goto(`${host.url}${encodeStudy(makeStudy(experiment, { title: 'Short and long', variations }))}`);
  await page.getByRole('button', { name: 'Start 6 runs' }).click();
  const told = page.locator('.study-status');
  await expect(told).toHaveText(/^2 of 6 runs/, { timeout: 60_000 });
  const textOf = async (selector: string) => (await page.locator(selector).allTextContents()).join();
  const steps = async () => Number(/, step ([\d,]+)/.exec(await textOf('.study-now'))?.[1]?.replaceAll(',', '') ?? 0);
  await page.evaluate(whenKept);
  publishAnew();
  await page.evaluate(() => void navigator.serviceWorker.ready.then((registration) => registration.update()));
  const offer = page.getByRole('region', { name: 'New version' });
  await expect(offer).toContainText('A new version of Loss Mixer is there.', { timeout: 100_000 });
  // Nothing is forced: the study goes on under the offer.
  const before = await steps();
  await expect.poll(steps).toBeGreaterThan(before);
  expect(await page.evaluate(() => document.documentElement.dataset.version)).toBeUndefined();

  const outcomes = page.getByRole('region', { name: 'Table of outcomes' });
  const made = await outcomes.getByRole('row').allTextContents();
  expect(made).toHaveLength(1 + values.length);
  const reached = await steps();
  const loaded = page.waitForEvent('domcontentloaded');
  await offer.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  expect(await page.evaluate(() => document.documentElement.dataset.version)).toBe('newer');
  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByRole('button', { name: 'Short and long', exact: true }).click();
  await expect(told).toHaveText(/^2 of 6 runs/);
  expect(await outcomes.getByRole('row').allTextContents()).toEqual(made);
  // The run that was under way goes on, too.
  await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(reached);
});
