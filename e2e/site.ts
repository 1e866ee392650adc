/** A copy of the built site that a newer version can take the place of, and what a page has of it. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from 'playwright/test';

const built = fileURLToPath(new URL('../dist/', import.meta.url));

/** A folder with all files of the build. */
export function copyOfSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loss-mixer-'));
  cpSync(built, folder, { recursive: true });
  return folder;
}

/** Puts a newer version in the place of the one in a folder: another page, and a script that is gone. */
export function publishAnew(folder: string, version: string): void {
  const edit = (file: string, change: (text: string) => string) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(`${folder}/${file}`, changed);
    rmSync(`${folder}/${file}.gz`, { force: true });
  };
  edit('index.html', (text) => text.replace(/<html (data-version="\w+" )?/, `<html data-version="${version}" `));
  edit('serviceWorker.js', (text) =>
    text
      .replace(/"revision":"\w+","url":"index\.html"/, `"revision":"${version}","url":"index.html"`)
      .replace(/\{"revision":null,"url":"assets\/Plane-[^}]*\},/, ''),
  );
  for (const file of readdirSync(`${folder}/assets`).filter((one) => one.startsWith('Plane-')))
    rmSync(`${folder}/assets/${file}`);
}

/** Resolves when the service worker has all files and serves the page. */
export function whenKept(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

/** Resolves when the browser has fetched what is newer on the host. */
export function askForNewer(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (registration.installing) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

/** The offer of a newer version. */
export function offerIn(page: Page): Locator {
  return page.getByRole('region', { name: 'New version' });
}

/** The version that `publishAnew` has named; nothing of the build itself. */
export function versionOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset.version);
}

/** Presses the button of the offer, and waits for the page that comes. */
export async function reloadBy(page: Page): Promise<void> {
  const loaded = page.waitForEvent('domcontentloaded');
  await offerIn(page).getByRole('button', { name: 'Reload' }).click();
  await loaded;
}
