import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, open, test, waitForStep } from './lab.ts';

const assets = new URL('../dist/assets/', import.meta.url);

test('TensorFlow.js is in the worker only', () => {
  const withTensorFlow = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => /Conv2DBackpropInput|registerKernel/.test(readFileSync(new URL(file, assets), 'utf8')));
  expect(withTensorFlow.filter((file) => /^(index|Charts|Mixer|NetworkCanvas)/.test(file))).toEqual([]);
  expect(withTensorFlow.some((file) => file.startsWith('worker'))).toBe(true);
});

test('at most 250 kB of script and style, gzipped, load before the page can be used', async ({ page }) => {
  const loaded: string[] = [];
  page.on('response', (response) => {
    if (response.frame() === page.mainFrame()) loaded.push(new URL(response.url()).pathname);
  });
  await open(page);
  await expect(page.getByRole('slider', { name: /size/i }).first()).toBeVisible();
  const usable = [...loaded];
  await waitForStep(page, 1);
  const files = usable.filter((path) => /\/assets\/(?!worker).*\.(js|css)$/.test(path));
  const bytes = files.map((path) => gzipSync(readFileSync(new URL(path.replace('/assets/', ''), assets))).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  console.log(`${(total / 1000).toFixed(0)} kB gzip in ${files.length} files before the page can be used`);
  expect(total).toBeLessThanOrEqual(250_000);
});
