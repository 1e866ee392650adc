import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';
import { sizeBeforeUse } from '../src/cli/siteSize.ts';

const assets = new URL('../dist/assets/', import.meta.url);

test('TensorFlow.js is in the worker only', () => {
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const textOf = (file: string) => readFileSync(new URL(file, assets), 'utf8');
  const isWorker = (file: string) => file.startsWith('worker-');
  /** The scripts that the page names, and those that these name, without what the worker brings. */
  const ofPage = new Set<string>();
  const follow = (text: string) => {
    for (const file of scripts.filter((one) => !isWorker(one) && !ofPage.has(one) && text.includes(one))) {
      ofPage.add(file);
      follow(textOf(file));
    }
  };
  follow(readFileSync(new URL('../index.html', assets), 'utf8'));
  for (const name of ['index', 'page', 'client', 'Charts', 'Mixer', 'NetworkCanvas', 'ShareDialog'])
    expect(
      [...ofPage].some((file) => file.startsWith(`${name}-`)),
      name,
    ).toBe(true);
  const hasTensorFlow = (file: string) => /Conv2DBackpropInput|registerKernel/.test(textOf(file));
  expect([...ofPage].filter(hasTensorFlow)).toEqual([]);
  expect(scripts.filter(isWorker).filter(hasTensorFlow)).toHaveLength(1);
});

test('at most 250 kB of script and style, gzipped, load before the page can be used', () => {
  const { gzipBytes, files } = sizeBeforeUse(fileURLToPath(new URL('..', assets)));
  console.log(`${(gzipBytes / 1000).toFixed(0)} kB gzip in ${files} files before the page can be used`);
  expect(gzipBytes).toBeLessThanOrEqual(250_000);
});
