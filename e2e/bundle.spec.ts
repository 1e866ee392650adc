import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';

const assets = new URL('../dist/assets/', import.meta.url);

test('TensorFlow.js is in the worker only', () => {
  const withTensorFlow = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => /Conv2DBackpropInput|registerKernel/.test(readFileSync(new URL(file, assets), 'utf8')));
  expect(withTensorFlow.filter((file) => /^(index|page|Charts|Mixer|NetworkCanvas)/.test(file))).toEqual([]);
  expect(withTensorFlow.some((file) => file.startsWith('worker'))).toBe(true);
});

/** A chunk and what it imports statically, with their styles: what has to be there before it can run. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.endsWith('.js')) return found;
  const code = readFileSync(new URL(file, assets), 'utf8');
  for (const match of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) closure(match[1] ?? '', found);
  return found;
}

test('at most 250 kB of script and style, gzipped, load before the page can be used', () => {
  const files = readdirSync(assets);
  const html = readFileSync(new URL('../index.html', assets), 'utf8');
  const linked = [...html.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map((match) => match[1] ?? '');
  // Usable: the run controls, the data and the mixing desk. Network, charts and equations follow by themselves.
  const desk = files.filter((file) => /^Mixer-.*\.(js|css)$/.test(file));
  const needed = new Set([...linked, ...desk].flatMap((file) => [...closure(file)]));
  const bytes = [...needed].map((file) => gzipSync(readFileSync(new URL(file, assets))).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  console.log(`${(total / 1000).toFixed(0)} kB gzip in ${needed.size} files before the page can be used`);
  expect(total).toBeLessThanOrEqual(250_000);
});
