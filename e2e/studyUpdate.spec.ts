/** A newer version is published while a study runs. */
import { rmSync } from 'node:fs';
import { makeStudy } from '../src/core/study/study.ts';
import { encodeStudy } from '../src/ui/link/study.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { encodeView } from '../src/ui/link/view.ts';
import { type Host, serve } from './host.ts';
import { expect, test, tiny } from './lab.ts';
import { askForNewer, copyOfSite, offerIn, publishAnew, reloadBy, versionOf, whenKept } from './site.ts';

test.use({ serviceWorkers: 'allow' });

let folder: string;
let host: Host;
test.beforeEach(async () => {
  folder = copyOfSite();
  host = await serve(folder);
});
test.afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true });
});

test('a newer version is offered and the study goes on; after a reload what is done of it is there, and the rest goes on', async ({
  page,
}) => {
  // Two runs that are soon over, and more that last longer than the test.
  const values = [1, 2, 997, 998, 999, 1000];
  const variations = [{ kind: 'list', at: ['training.epochs'], join: 'same', values }] as const;
  const experiment = {
    ...tiny,
    dataset: { ...tiny.dataset, count: 640 },
    training: { ...tiny.training, batchSize: 2, evaluateEvery: 50 },
  };
  // A browser that was just started asks for newer versions when a page has come to rest, else after a minute.
  await page.goto(`${host.url}${encodeLink(experiment)}${encodeView({ view: {}, selection: [], isHeld: true })}`);
  await whenKept(page);
  await page.goto(`${host.url}${encodeStudy(makeStudy(experiment, { title: 'Short and long', variations }))}`);
  await page.getByRole('button', { name: 'Start 6 runs' }).click();
  const told = page.locator('.study-status');
  await expect(told).toHaveText(/^2 of 6 runs/, { timeout: 60_000 });
  const textOf = async (selector: string) => (await page.locator(selector).allTextContents()).join();
  const steps = async () => Number(/, step ([\d,]+)/.exec(await textOf('.study-now'))?.[1]?.replaceAll(',', '') ?? 0);
  publishAnew(folder, 'newer');
  await askForNewer(page);
  await expect(offerIn(page)).toContainText('A new version of Loss Mixer is there.');
  // Nothing is forced: the study goes on under the offer.
  const before = await steps();
  await expect.poll(steps).toBeGreaterThan(before);
  expect(await versionOf(page)).toBeUndefined();

  const outcomes = page.getByRole('region', { name: 'Table of outcomes' });
  const made = await outcomes.getByRole('row').allTextContents();
  expect(made).toHaveLength(1 + values.length);
  const reached = await steps();
  await reloadBy(page);
  expect(await versionOf(page)).toBe('newer');
  await page.getByRole('tab', { name: 'Study' }).click();
  await page.getByRole('button', { name: 'Short and long', exact: true }).click();
  await expect(told).toHaveText(/^2 of 6 runs/);
  expect(await outcomes.getByRole('row').allTextContents()).toEqual(made);
  // The run that was under way goes on, too.
  await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(reached);
});
