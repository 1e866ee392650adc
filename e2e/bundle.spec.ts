import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';
import { sizeBeforeUse } from '../src/cli/siteSize.ts';

const assets = new URL('../dist/assets/', import.meta.url);

test('TensorFlow.js is in the worker only', () => {
  const withTensorFlow = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => /Conv2DBackpropInput|registerKernel/.test(readFileSync(new URL(file, assets), 'utf8')));
  expect(withTensorFlow.filter((file) => /^(index|page|Charts|Mixer|NetworkCanvas)/.test(file))).toEqual([]);
  expect(withTensorFlow.some((file) => file.startsWith('worker'))).toBe(true);
});

test('at most 250 kB of script and style, gzipped, load before the page can be used', () => {
  const { gzipBytes, files } = sizeBeforeUse(fileURLToPath(new URL('..', assets)));
  console.log(`${(gzipBytes / 1000).toFixed(0)} kB gzip in ${files} files before the page can be used`);
  expect(gzipBytes).toBeLessThanOrEqual(250_000);
});
