/** In a file of its own: a backend whose files were missing stays unusable in its worker. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { chooseBackend, openBackend } from './index.ts';

// Emscripten and TensorFlow.js report the missing files themselves.
beforeAll(() => {
  for (const name of ['warn', 'error', 'log'] as const) vi.spyOn(console, name).mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());

it('says every time that WebAssembly without its files could not start, and chooses another backend', async () => {
  const files = '/nowhere/';
  await expect(openBackend('wasm', files, { threads: 1 })).rejects.toThrow(/^WebAssembly could not start\.$/);
  await expect(openBackend('wasm', files, { threads: 1 })).rejects.toThrow(/^WebAssembly could not start\.$/);
  const choice = await chooseBackend(files, { threads: 1 });
  expect(choice.name).toBe('cpu');
  expect(choice.alternatives.find(({ name }) => name === 'wasm')).toMatchObject({ available: false });
});
